"""The tables of codes and scans, by subject."""

from qr.models.clones import AlertStep, CloneWeight, CodeScore, CodeSignal, CopiedCode, FirstScanNotice, ProductFreeze
from qr.models.codes import CodeEvent, CodeMark, CodeRange, RangeEvent, SerialCounter, UndoRule
from qr.models.labels import LabelJob, LabelRule, PrintCheck, PrinterProfile
from qr.models.pins import CodeClaim, PinRule, PinTry
from qr.models.requests import CodeQuota, CodeRequest, SharedIssue
from qr.models.scans import JournalOffset, Scan, ScanDay

__all__ = [
    "AlertStep",
    "CloneWeight",
    "CodeClaim",
    "CodeEvent",
    "CodeMark",
    "CodeQuota",
    "CodeRange",
    "CodeRequest",
    "CodeScore",
    "CodeSignal",
    "CopiedCode",
    "FirstScanNotice",
    "JournalOffset",
    "LabelJob",
    "LabelRule",
    "PinRule",
    "PinTry",
    "PrintCheck",
    "PrinterProfile",
    "ProductFreeze",
    "RangeEvent",
    "Scan",
    "ScanDay",
    "SerialCounter",
    "SharedIssue",
    "UndoRule",
]
