"""The tables of the campaign, by subject."""

from campaign.models.events import CampaignEvent, EventKind, EventMeasure
from campaign.models.returns import ReturnForm, ReturnItem, ReturnStep, ReturnValue, UnitReturn

__all__ = [
    "CampaignEvent",
    "EventKind",
    "EventMeasure",
    "ReturnForm",
    "ReturnItem",
    "ReturnStep",
    "ReturnValue",
    "UnitReturn",
]
