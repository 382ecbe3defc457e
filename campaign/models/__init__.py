"""The tables of the campaign, by subject."""

from campaign.models.books import (
    CampaignFund,
    CampaignReward,
    FairCheck,
    FairLicence,
    InterAgencyTeam,
    MacroFigure,
    PriceProgramme,
    PublicPurchase,
    SalesPromotion,
    SupervisionRound,
    TraderCommitment,
)
from campaign.models.events import CampaignEvent, EventKind, EventMeasure, EventPartner
from campaign.models.files import CampaignFile
from campaign.models.plans import CampaignPlan, PlanTask, TaskPartner, TaskProgress
from campaign.models.returns import ReturnForm, ReturnItem, ReturnStep, ReturnValue, UnitReturn

__all__ = [
    "CampaignEvent",
    "CampaignFile",
    "CampaignFund",
    "CampaignPlan",
    "CampaignReward",
    "EventKind",
    "EventMeasure",
    "EventPartner",
    "FairCheck",
    "FairLicence",
    "InterAgencyTeam",
    "MacroFigure",
    "PlanTask",
    "PriceProgramme",
    "PublicPurchase",
    "ReturnForm",
    "ReturnItem",
    "ReturnStep",
    "ReturnValue",
    "SalesPromotion",
    "SupervisionRound",
    "TaskPartner",
    "TaskProgress",
    "TraderCommitment",
    "UnitReturn",
]
