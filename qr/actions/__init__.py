"""What changes codes: batches and single marks. Folding of scans stands apart in `folding`."""

from qr.actions.codes import (
    Span,
    activate_codes,
    block_codes,
    issue_codes,
    mark_printed,
    report_stolen,
    void_codes,
)
from qr.actions.marks import mark_code

__all__ = [
    "Span",
    "activate_codes",
    "block_codes",
    "issue_codes",
    "mark_code",
    "mark_printed",
    "report_stolen",
    "void_codes",
]
