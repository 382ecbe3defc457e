"""The desk of the campaign: one blueprint, a file per subject."""

from campaign.desk import asking, books, documents, events, plans, returns, surveys, today, votes
from campaign.desk.frame import blueprint

__all__ = ["asking", "blueprint", "books", "documents", "events", "plans", "returns", "surveys", "today", "votes"]
