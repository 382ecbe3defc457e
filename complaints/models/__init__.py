"""The tables of complaints, by subject."""

from complaints.models.arrival import Arrival, ContactCode, LostDoor, MoneyRequest, ReportChannel, ToldTerm
from complaints.models.cases import Assignment, CaseNumber, Complaint, ComplaintEvent, Message
from complaints.models.clocks import ClockWarning, LegalStep, LegalTerm
from complaints.models.desk import InspectionDraft, ReplyText, SavedView, ShortlistedCase
from complaints.models.disputes import DisputeStep
from complaints.models.drafts import Draft
from complaints.models.evidence import Evidence, PhotoBudget
from complaints.models.following import BlockedWord, CasePrint, CaseRating, CaseTerm, DataStep, HeldReason
from complaints.models.grouping import CaseGroup, CaseLikeness, GroupMember
from complaints.models.inspections import Inspection, MoneyRow, PenaltyDecision
from complaints.models.kinds import ComplaintKind, ServiceTerm, ViolationKind
from complaints.models.outcomes import (
    DecisionFile,
    DecisionReversal,
    GoodsPhoto,
    GoodsQuestion,
    InspectionCase,
    InspectionEffect,
    InspectionGoods,
    InspectionRecord,
    InspectionTeam,
)
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
    "Arrival",
    "Assignment",
    "BlockedWord",
    "CaseFlag",
    "CaseGroup",
    "CaseLikeness",
    "CaseNumber",
    "CasePrint",
    "CaseRating",
    "CaseRoute",
    "CaseTerm",
    "ClockWarning",
    "Complaint",
    "ComplaintEvent",
    "ComplaintKind",
    "ConflictOfInterest",
    "ContactCode",
    "ContactRequest",
    "DataStep",
    "DecisionFile",
    "DecisionReversal",
    "DisputeStep",
    "Draft",
    "Evidence",
    "GoodsKind",
    "GoodsPhoto",
    "GoodsQuestion",
    "GroupMember",
    "HeldReason",
    "Inspection",
    "InspectionCase",
    "InspectionDraft",
    "InspectionEffect",
    "InspectionGoods",
    "InspectionRecord",
    "InspectionTeam",
    "LegalStep",
    "LegalTerm",
    "LostDoor",
    "Message",
    "MoneyRequest",
    "MoneyRow",
    "PenaltyDecision",
    "PhotoBudget",
    "ReceivingBody",
    "ReplyText",
    "ReportChannel",
    "RoutingRule",
    "RoutingTable",
    "SavedView",
    "ServiceTerm",
    "ShortlistedCase",
    "ToldTerm",
    "Transfer",
    "Upload",
    "ViolationKind",
]
