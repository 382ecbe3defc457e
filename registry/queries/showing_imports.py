"""What the pages of files show, at the officers' desk and at the producers'."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from core.i18n import say_kept
from registry.imports.columns import COLUMNS, KEYS, KIND_NAMES
from registry.imports.scope import Scope
from registry.imports.words import STATE_NAMES, STATE_TONES, VERDICT_NAMES, VERDICT_TONES
from registry.models import ImportBatch, ImportLine
from registry.products import STATE_NAMES as PRODUCT_STATES
from registry.queries import list_kinds
from registry.queries.exports import Chosen, count_export
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
        "lines": [show_line(line) for line in lines], "fault": say_fault(batch),
        "notes": [say_kept(note) for note in json.loads(batch.notes or "[]")],
        "is_working": batch.state in ("reading", "checking", "publishing"), **NAMES,
    }  # fmt: skip


def first_verdict(batch: ImportBatch) -> str:
    """The first verdict that has lines."""
    return next((each for each in VERDICT_NAMES if getattr(batch, f"{each}_count")), "new")


def show_line(line: ImportLine) -> dict[str, Any]:
    """A line as the table shows it."""
    told = json.loads(line.told)
    told["faults"] = [(field, sent, say_kept(sentence)) for field, sent, sentence in told["faults"]]
    return {"number": line.line, "given": json.loads(line.given), **told}


def say_fault(batch: ImportBatch) -> str:
    """Why the last publishing was refused, in the reader's language; empty where it was not."""
    return say_kept(json.loads(batch.fault)) if batch.fault else ""


def show_exports(session: Session, kinds: Iterable[str], scope: Scope, sent: Mapping[str, str]) -> dict[str, Any]:
    """The filter of what is taken out, and for each kind how many rows fit and the address behind which they lie."""
    chosen = read_chosen(sent)
    asked = {field: sent.get(field, "").strip()[:100] for field in ("q", "kind", "state", "place")}
    query = urlencode({field: words for field, words in asked.items() if words})
    found = [
        {"kind": kind, "name": KIND_NAMES[kind], "count": count_export(session, kind, scope, chosen)} for kind in kinds
    ]
    goods = [(row.code, row.name) for row in list_kinds(session)]
    return {
        "found": found, "values": asked, "query": f"?{query}" if query else "", "goods": goods,
        "states": list(PRODUCT_STATES.items()),
    }  # fmt: skip


def read_chosen(sent: Mapping[str, str]) -> Chosen:
    """What an address asks for; what stands in no list finds nothing."""
    words, kind, state, place = (
        sent.get(name, "").replace("\x00", "").strip()[:100] for name in ("q", "kind", "state", "place")
    )
    return Chosen(words, kind, state, place)
