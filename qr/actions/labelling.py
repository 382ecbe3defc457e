"""Print jobs: asked for, drawn part by part, cancelled, taken up again, deleted when their time is over.

A part is first drawn and put into the file store under a name of its own, then counted. A process killed
in between draws the same part again over the same name: no label is doubled, none is missing.
"""

import json
import logging
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from obstore.exceptions import BaseError as StoreError
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, storage
from core.actor import SYSTEM, Actor
from core.clock import legal_date
from core.config import settings
from core.db import committing, new_id
from core.errors import BadInput, Conflict, DomainError
from core.i18n import lazy
from core.jobs import enqueue, job
from qr.actions.codes import MOST, mark_printed
from qr.labels.documents import draw_labels
from qr.labels.printers import Printer
from qr.labels.sheets import SHEETS
from qr.models import LabelJob
from qr.queries.label_jobs import get_label_job, get_rule, make_part
from qr.queries.labels import CodeSpan, Wording, list_spans

log = logging.getLogger(__name__)

DISK = "disk"
"""The fault of a job that found no room; pages say it in the reader's language."""

WORKING = ("waiting", "running")
PLAIN_PRINTER, PLAIN_WORDING = Printer(), Wording()


@dataclass(frozen=True)
class Order:
    """What is to be printed: a batch (`batch_id`), or `count` labels with the code of a whole lot or product."""

    lot_id: UUID
    form: str
    sheet: str
    ecc: str
    printer: Printer = PLAIN_PRINTER
    wording: Wording = PLAIN_WORDING
    batch_id: UUID | None = None
    level: str = "item"
    count: int = 0


def part_key(job_id: UUID, number: int) -> str:
    """Where a part lies in the file store."""
    return f"labels/{job_id}/{number:05d}"


def make_order_job(session: Session, order: Order, *, actor: Actor, now: datetime) -> LabelJob:
    """The order as a job that is not stored yet. Raises BadInput for none and for too many labels."""
    spans: list[CodeSpan] = list_spans(session, order.batch_id) if order.batch_id else []
    count = sum(span.last - span.first + 1 for span in spans) if order.batch_id else order.count
    if not 1 <= count <= MOST:
        raise BadInput(lazy("Một lần in có từ 1 đến %(most)s tem, không phải %(count)s.", most=MOST, count=count),
                       field="count")  # fmt: skip
    page = SHEETS[order.sheet].count
    size = -(-get_rule(session, "part", legal_date(now)) // page) * page  # whole pages
    return LabelJob(
        id=new_id(), lot_id=order.lot_id, batch_id=order.batch_id, level=order.level, form=order.form,
        sheet=order.sheet, ecc=order.ecc, printer=json.dumps(asdict(order.printer)),
        wording=json.dumps(asdict(order.wording)), spans=json.dumps(spans), count=count, part_size=size,
        parts=-(-count // size), parts_done=0, state="waiting", fault="", asked_by=str(actor), asked_at=now,
    )  # fmt: skip


def draw_number(session: Session, asked: LabelJob, number: int) -> bytes:
    """One part of a job, stored or not. Raises BadInput when a label does not fit its paper."""
    labels = make_part(session, asked, number, public_url=settings().public_url)
    return draw_labels(
        labels, form=asked.form, sheet=SHEETS[asked.sheet], ecc=asked.ecc,
        printer=Printer(**json.loads(asked.printer)), first=number * asked.part_size,
    )  # fmt: skip


def ask_labels(session: Session, *, asked: LabelJob, actor: Actor, now: datetime) -> LabelJob:
    """Store a job and wake a worker."""
    session.add(asked)
    _tell(session, asked, "asked", actor, now)
    _next_part(session, asked, now)
    return asked


def cancel_labels(session: Session, *, job_id: UUID, actor: Actor, now: datetime) -> LabelJob:
    """Stop a job; what is drawn is deleted. Raises Conflict once it has ended."""
    asked = get_label_job(session, job_id, for_update=True)
    if asked.state not in (*WORKING, "failed"):
        raise Conflict(lazy("Lần in này đã kết thúc, không hủy được nữa."))
    asked.state, asked.ended_at = "cancelled", now
    _tell(session, asked, "cancelled", actor, now)
    enqueue(session, kind="labels.delete", payload={"job": asked.id, "parts": asked.parts_done + 1}, run_at=now)
    return asked


def resume_labels(session: Session, *, job_id: UUID, actor: Actor, now: datetime) -> LabelJob:
    """Go on after a failure at the part that was not finished. Raises Conflict for a job that has not failed."""
    asked = get_label_job(session, job_id, for_update=True)
    if asked.state != "failed":
        raise Conflict(lazy("Lần in này không dừng giữa chừng."))
    asked.state, asked.fault, asked.ended_at = "running", "", None
    _tell(session, asked, "resumed", actor, now)
    _next_part(session, asked, now)
    return asked


@job("labels.part", by_itself=True)
def draw_part(session: Session, payload: dict, now: datetime) -> None:
    """Draw one part, keep it, count it, and ask for the next. Nothing is locked while it draws."""
    asked = get_label_job(session, UUID(payload["job"]))
    number = payload["part"]
    if asked.state not in WORKING or number != asked.parts_done:
        return  # cancelled, or another worker was faster
    try:
        if storage.free_megabytes() < settings().disk_floor_mb:
            raise OSError("no room for labels")
        storage.put(part_key(asked.id, number), draw_number(session, asked, number))
    except (OSError, StoreError):
        log.exception("labels %s: part %s could not be kept", asked.id, number)
        _fail(asked.id, DISK, now)
    except DomainError as refused:
        _fail(asked.id, str(refused), now)
    else:
        with committing() as current:
            count_part(current, job_id=asked.id, number=number, now=now)


def count_part(session: Session, *, job_id: UUID, number: int, now: datetime) -> None:
    """The part lies in the file store: count it once, and ask for the next or end the job."""
    asked = get_label_job(session, job_id, for_update=True)
    if asked.state not in WORKING:
        enqueue(session, kind="labels.delete", payload={"job": asked.id, "parts": number + 1}, run_at=now)
        return
    if number != asked.parts_done:
        return
    asked.parts_done, asked.state = number + 1, "running"
    if asked.parts_done < asked.parts:
        _next_part(session, asked, now)
        return
    kept = timedelta(days=get_rule(session, "kept_days", legal_date(now)))
    asked.state, asked.ended_at, asked.keep_until = "done", now, legal_date(now) + kept
    if asked.batch_id:
        mark_printed(session, batch_id=asked.batch_id, actor=SYSTEM, now=now)
    _tell(session, asked, "done", SYSTEM, now)


@job("labels.delete", by_itself=True)
def delete_parts(session: Session, payload: dict, now: datetime) -> None:
    """Delete the files of a job; those that are not there are as good as deleted."""
    for number in range(payload["parts"]):
        key = part_key(payload["job"], number)
        if storage.exists(key):
            storage.delete(key)


@job("labels.forget", every=timedelta(days=1))
def forget_labels(session: Session, payload: dict, now: datetime) -> None:
    """Files whose time is over; that they were printed stays known."""
    over = select(LabelJob).where(LabelJob.state == "done", LabelJob.keep_until < legal_date(now)).limit(500)
    for asked in session.scalars(over):
        asked.state = "gone"
        enqueue(session, kind="labels.delete", payload={"job": asked.id, "parts": asked.parts}, run_at=now)


def _fail(job_id: UUID, fault: str, now: datetime) -> None:
    with committing() as current:
        asked = get_label_job(current, job_id, for_update=True)
        if asked.state in WORKING:
            asked.state, asked.fault, asked.ended_at = "failed", fault, now


def _next_part(session: Session, asked: LabelJob, now: datetime) -> None:
    enqueue(session, kind="labels.part", payload={"job": asked.id, "part": asked.parts_done}, run_at=now)


def _tell(session: Session, asked: LabelJob, done: str, actor: Actor, now: datetime) -> None:
    facts = {"lot": str(asked.lot_id), "batch": str(asked.batch_id or ""), "form": asked.form, "count": asked.count}
    audit.append(session, stream=f"labels:{asked.id}", kind=f"labels.{done}", actor=actor, at=now, facts=facts)


audit.required["labels"] = lambda session: session.scalars(select(LabelJob.id))
