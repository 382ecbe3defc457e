"""The condition that a report is still open, in the words that the index of open reports is made of."""

from complaints.models import Complaint

IS_OPEN = Complaint.closed_at.is_(None)
"""The same as a state other than closed (both are written in one step), but known to the database by an index."""
