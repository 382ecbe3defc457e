"""The desk of the campaign: one blueprint, a file per subject."""

from campaign.desk import asking, books, events, plans, returns
from campaign.desk.frame import blueprint

__all__ = ["asking", "blueprint", "books", "events", "plans", "returns"]
