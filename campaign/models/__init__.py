"""The tables of the campaign, by subject."""

from campaign.models.events import CampaignEvent, EventKind, EventMeasure, EventPartner
from campaign.models.files import CampaignFile
from campaign.models.returns import ReturnForm, ReturnItem, ReturnStep, ReturnValue, UnitReturn

__all__ = [
    "CampaignEvent",
    "CampaignFile",
    "EventKind",
    "EventMeasure",
    "EventPartner",
    "ReturnForm",
    "ReturnItem",
    "ReturnStep",
    "ReturnValue",
    "UnitReturn",
]
