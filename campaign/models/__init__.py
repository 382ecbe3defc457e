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
from campaign.models.documents import LegalDocument
from campaign.models.events import CampaignEvent, EventKind, EventMeasure, EventPartner
from campaign.models.files import CampaignFile
from campaign.models.plans import CampaignPlan, PlanTask, TaskPartner, TaskProgress
from campaign.models.returns import ReturnForm, ReturnItem, ReturnStep, ReturnValue, UnitReturn
from campaign.models.surveys import Survey, SurveyAnswer, SurveyQuestion, SurveyReply
from campaign.models.votes import Ballot, VoteCandidate, VoteRound

__all__ = [
    "Ballot",
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
    "LegalDocument",
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
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
    "SurveyReply",
    "TaskPartner",
    "TaskProgress",
    "TraderCommitment",
    "UnitReturn",
    "VoteCandidate",
    "VoteRound",
]
