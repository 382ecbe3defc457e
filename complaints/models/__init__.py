"""The tables of complaints, by subject."""

from complaints.models.cases import Assignment, CaseNumber, Complaint, ComplaintEvent, Message
from complaints.models.drafts import Draft
from complaints.models.evidence import Evidence, PhotoBudget
from complaints.models.inspections import Inspection, MoneyRow, PenaltyDecision
from complaints.models.kinds import ComplaintKind, ServiceTerm, ViolationKind

__all__ = [
    "Assignment",
    "CaseNumber",
    "Complaint",
    "ComplaintEvent",
    "ComplaintKind",
    "Draft",
    "Evidence",
    "Inspection",
    "Message",
    "MoneyRow",
    "PenaltyDecision",
    "PhotoBudget",
    "ServiceTerm",
    "ViolationKind",
]
