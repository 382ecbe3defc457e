"""The campaign for everybody: one blueprint, a file per subject."""

from campaign.public import books, documents, events, surveys, votes
from campaign.public.frame import blueprint

__all__ = ["blueprint", "books", "documents", "events", "surveys", "votes"]
