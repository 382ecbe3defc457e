"""The tables of complaints, by subject."""

from complaints.models.cases import Assignment, CaseNumber, Complaint, ComplaintEvent, Message
from complaints.models.drafts import Draft
from complaints.models.evidence import Evidence, PhotoBudget
from complaints.models.following import BlockedWord, CasePrint, CaseRating, CaseTerm, DataStep, HeldReason
from complaints.models.inspections import Inspection, MoneyRow, PenaltyDecision
from complaints.models.kinds import ComplaintKind, ServiceTerm, ViolationKind
from complaints.models.routing import (
    CaseFlag,
    CaseRoute,
    ConflictOfInterest,
    ContactRequest,
    GoodsKind,
    ReceivingBody,
    RoutingRule,
    RoutingTable,
    Transfer,
)
from complaints.models.uploads import Upload

__all__ = [
    "Assignment",
    "BlockedWord",
    "CaseFlag",
    "CaseNumber",
    "CasePrint",
    "CaseRating",
    "CaseRoute",
    "CaseTerm",
    "Complaint",
    "ComplaintEvent",
    "ComplaintKind",
    "ConflictOfInterest",
    "ContactRequest",
    "DataStep",
    "Draft",
    "Evidence",
    "GoodsKind",
    "HeldReason",
    "Inspection",
    "Message",
    "MoneyRow",
    "PenaltyDecision",
    "PhotoBudget",
    "ReceivingBody",
    "RoutingRule",
    "RoutingTable",
    "ServiceTerm",
    "Transfer",
    "Upload",
    "ViolationKind",
]
