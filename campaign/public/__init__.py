"""The campaign for everybody: one blueprint, a file per subject."""

from campaign.public import books, events
from campaign.public.frame import blueprint

__all__ = ["blueprint", "books", "events"]
