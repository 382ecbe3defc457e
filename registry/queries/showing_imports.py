"""What the pages of files show, at the officers' desk and at the producers'."""

import json
from typing import Any

from sqlalchemy.orm import Session

from registry.imports.columns import COLUMNS, KEYS, KIND_NAMES
from registry.imports.words import STATE_NAMES, STATE_TONES, VERDICT_NAMES, VERDICT_TONES
from registry.models import ImportBatch, ImportLine
from registry.queries.imports import list_import_lines

ON_A_PAGE = 100
NAMES = {
    "kinds": KIND_NAMES, "keys": KEYS, "state_names": STATE_NAMES, "state_tones": STATE_TONES,
    "verdict_names": VERDICT_NAMES, "verdict_tones": VERDICT_TONES,
}  # fmt: skip


def show_import(session: Session, batch: ImportBatch, base: str, verdict: str, after: int) -> dict[str, Any]:
    """A file with a page of its lines, the wrong ones first where there are any."""
    verdict = verdict if verdict in VERDICT_NAMES else first_verdict(batch)
    lines = list_import_lines(session, batch.id, verdict=verdict, after=after, limit=ON_A_PAGE)
    tabs = [
        {"label": name, "href": f"{base}/{batch.id}?verdict={each}", "count": getattr(batch, f"{each}_count"),
         "current": each == verdict} for each, name in VERDICT_NAMES.items()
    ]  # fmt: skip
    headings = {column.field: column.heading for column in COLUMNS[batch.kind]}
    more = f"{base}/{batch.id}?verdict={verdict}&after={lines[-1].line}" if len(lines) == ON_A_PAGE else ""
    return {
        "batch": batch, "base": base, "verdict": verdict, "tabs": tabs, "more": more, "headings": headings,
        "lines": [show_line(line) for line in lines], "notes": json.loads(batch.notes or "[]"),
        "is_working": batch.state in ("reading", "publishing"), **NAMES,
    }  # fmt: skip


def first_verdict(batch: ImportBatch) -> str:
    """The first verdict that has lines."""
    return next((each for each in VERDICT_NAMES if getattr(batch, f"{each}_count")), "new")


def show_line(line: ImportLine) -> dict[str, Any]:
    """A line as the table shows it."""
    return {"number": line.line, "given": json.loads(line.given), **json.loads(line.told)}
