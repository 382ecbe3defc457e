"""EPCIS 2.0 capture: a document as a job that was done at once, or a single event."""

import json
from urllib.parse import quote
from uuid import UUID

from flask import Response
from sqlalchemy import select

from core import clock
from core.actor import Actor
from core.db import committing, session
from core.errors import NotFound
from core.i18n import lazy
from core.limits import guess_limit
from registry.actions.captures import CaptureRefusedError, capture_event, capture_events, note_capture
from registry.actions.traces import refresh_passports
from registry.api.frame import answer, blueprint, needed_producer, sent_json, speaks
from registry.epcis import read_document, read_event
from registry.models import TraceCapture


@blueprint.post("/epcis/v2/capture")
@guess_limit("120/minute")
@speaks
def capture() -> Response:
    """Record every event of a document, or none; the job tells what became of it."""
    producer_id, events = needed_producer(), read_document(sent_json())
    for event in events:
        read_event(event)
    row = _captured(producer_id, events)
    return answer(_job(row), 202, Location=f"/epcis/v2/capture/{row.id}")


@blueprint.get("/epcis/v2/capture")
@speaks
def captures() -> Response:
    """The newest captures of the key's producer."""
    rows = select(TraceCapture).filter_by(producer_id=needed_producer()).order_by(TraceCapture.at.desc()).limit(100)
    return answer([_job(row) for row in session().scalars(rows)])


@blueprint.get("/epcis/v2/capture/<uuid:capture_id>")
@speaks
def one_capture(capture_id: UUID) -> Response:
    """What became of one capture."""
    row = session().get(TraceCapture, capture_id)
    if row is None or row.producer_id != needed_producer():
        raise NotFound(lazy("Không có lần gửi này."))
    return answer(_job(row))


@blueprint.post("/epcis/v2/events")
@guess_limit("600/minute")
@speaks
def one_event() -> Response:
    """Record a single event; the same again answers the same."""
    producer_id, sent = needed_producer(), sent_json()
    (body,) = read_document(sent)[:1]
    with committing() as current:
        event, lots = capture_event(
            current, producer_id=producer_id, sent=body, actor=_actor(producer_id), now=clock.now()
        )
        refresh_passports(current, lots, producer_id, clock.now())
    return answer({"eventID": event.event_id}, 201, Location=f"/epcis/v2/events/{quote(event.event_id, safe='')}")


def _captured(producer_id: UUID, events: list[dict]) -> TraceCapture:
    """All of the document in one commit; where that fails, another commit keeps what was wrong."""
    now = clock.now()
    try:
        with committing() as current:
            return capture_events(
                current, producer_id=producer_id, events=events, actor=_actor(producer_id), now=now
            )
    except CaptureRefusedError as refused:
        with committing() as current:
            return note_capture(
                current, producer_id=producer_id, events=len(events), faults=refused.faults, now=now
            )


def _actor(producer_id: UUID) -> Actor:
    return Actor("producer", producer_id, "epcis")


def _job(row: TraceCapture) -> dict:
    at = row.at.isoformat()
    errors = json.loads(row.faults) if row.faults else []
    return {
        "captureID": str(row.id), "createdAt": at, "finishedAt": at, "running": False, "success": row.is_success,
        "captureErrorBehaviour": "rollback", "count": row.events,
        "errors": [{"type": "epcisException:ValidationException", "title": each["title"], "detail": each["field"],
                    "event": each["event"]} for each in errors],
    }  # fmt: skip
