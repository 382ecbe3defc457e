"""The tables of the campaign, by subject."""

from campaign.models.events import CampaignEvent, EventKind, EventMeasure, EventPartner
from campaign.models.files import CampaignFile
from campaign.models.plans import CampaignPlan, PlanTask, TaskPartner, TaskProgress
from campaign.models.returns import ReturnForm, ReturnItem, ReturnStep, ReturnValue, UnitReturn

__all__ = [
    "CampaignEvent",
    "CampaignFile",
    "CampaignPlan",
    "EventKind",
    "EventMeasure",
    "EventPartner",
    "PlanTask",
    "ReturnForm",
    "ReturnItem",
    "ReturnStep",
    "ReturnValue",
    "TaskPartner",
    "TaskProgress",
    "UnitReturn",
]
