"""The tables of codes and scans, by subject."""

from qr.models.clones import (
    AlertStep,
    CloneWeight,
    CodeScore,
    CodeSignal,
    CopiedCode,
    FirstScanNotice,
    ProductFreeze,
)
from qr.models.codes import CodeMark, CodeRange, RangeEvent, SerialCounter
from qr.models.labels import LabelJob, LabelRule, PrintCheck, PrinterProfile
from qr.models.pins import CodeClaim, PinRule, PinTry
from qr.models.scans import JournalOffset, Scan, ScanDay

__all__ = [
    "AlertStep",
    "CloneWeight",
    "CodeClaim",
    "CodeMark",
    "CodeRange",
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
]
