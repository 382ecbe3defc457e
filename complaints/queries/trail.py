"""The rows that steps of the audit speak of: marked when written, compared when the audit is checked."""

import json
from collections.abc import Iterable

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from complaints.models import ComplaintEvent
from core import audit
from core.audit import AuditEntry
from core.audit_checks import spell_instant

CITIZEN = "citizen"


def mark_event(session: Session, event: ComplaintEvent) -> dict[str, str]:
    """Marks over an event for its step; one for each text, because the reporter's own words can be erased."""
    return {
        "row": audit.mark_row(session, *_columns(event)),
        "note": audit.mark_row(session, event.complaint_id, event.seq, event.note),
        "public": audit.mark_row(session, event.complaint_id, event.seq, event.public),
    }


def check_events(session: Session) -> Iterable[str]:
    """Every event is as its step says, none is missing and none was put in. Events of before they were marked pass."""
    told = _list_told(session)
    columns = [column for column in ComplaintEvent.__table__.columns if column.name != "at"]
    rows = select(*columns, type_coerce(ComplaintEvent.at, String).label("at"))
    for event in session.execute(rows.order_by(ComplaintEvent.complaint_id, ComplaintEvent.seq)):
        step = told.pop((str(event.complaint_id), event.seq), None)
        name = f"case:{event.complaint_id} event {event.seq}"
        if step is None:
            yield f"{name}: no step of the audit tells of it"
        elif "row" in step:
            yield from (f"{name}: {fault}" for fault in _compare(session, event, step))
    for case, seq in told:
        yield f"case:{case} event {seq}: it is missing"


def _list_told(session: Session) -> dict[tuple[str, int], dict]:
    """What the steps of cases say of their events."""
    steps = select(AuditEntry.stream, AuditEntry.kind, AuditEntry.text).where(
        AuditEntry.stream.like("case:%"), AuditEntry.kind.like("complaint.%")
    )
    found, erased = {}, set()
    for stream, kind, text in session.execute(steps):
        case, facts = stream.partition(":")[2], json.loads(text)["facts"]
        if isinstance(facts.get("seq"), int):
            found[case, facts["seq"]] = facts
        if kind == "complaint.data":
            erased.add(case)
    return {key: facts | {"erased": key[0] in erased} for key, facts in found.items()}


def _compare(session: Session, event, step: dict) -> Iterable[str]:
    if not audit.is_marked(session, step["row"], *_columns(event)):
        yield "its columns are not those that were written"
    for name in ("note", "public"):
        words = getattr(event, name)
        was_erased = name == "note" and not words and event.actor == CITIZEN and step["erased"]
        if not was_erased and not audit.is_marked(session, step[name], event.complaint_id, event.seq, words):
            yield f"its {name} is not what was written"


def _columns(event) -> tuple:
    return (event.complaint_id, event.seq, event.kind, event.from_state, event.to_state, spell_instant(event.at),
            event.actor)  # fmt: skip
