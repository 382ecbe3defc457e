"""The tables of codes and scans, by subject."""

from qr.models.codes import CodeMark, CodeRange, RangeEvent, SerialCounter
from qr.models.scans import JournalOffset, Scan, ScanDay

__all__ = [
    "CodeMark",
    "CodeRange",
    "JournalOffset",
    "RangeEvent",
    "Scan",
    "ScanDay",
    "SerialCounter",
]
