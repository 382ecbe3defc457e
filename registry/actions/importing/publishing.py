"""Publishing a file: first every piece is compared again with the register, then the pieces are written one by one.

A piece is one short transaction, so that other writers hardly wait however long the file is. A worker that dies
leaves the pieces before; the count of pieces stands in the same transaction, so the next one goes on behind it.
"""

import json
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import audit, jobs
from core.actor import Actor
from core.errors import Conflict, DomainError
from core.i18n import keep, lazy
from registry.actions.importing.papers import write_certificates, write_lots
from registry.actions.importing.producers import write_producers
from registry.actions.importing.product_rows import write_products
from registry.actions.importing.staging import MATCH, PIECE, check_part, load_part, scope_of
from registry.actions.passports import passports_together
from registry.imports.files import Line, read_values
from registry.imports.scope import Scope
from registry.models import ImportBatch, ImportLine
from registry.queries.imports import get_import_by_id

WORKING = ("checking", "publishing")
TAKEN = lazy("Có người vừa ghi một mã trùng với tệp. Gửi lại tệp.")

WRITE: dict[str, Callable[[Session, Scope, list[Line], Actor, datetime], None]] = {
    "producers": write_producers,
    "products": write_products,
    "certificates": write_certificates,
    "lots": write_lots,
}


def confirm_import(session: Session, *, batch: ImportBatch, in_background: bool = True, now: datetime) -> None:
    """The person has seen what the file would do: jobs, or who calls `advance_import`, write it. Raises Conflict."""
    if batch.state != "ready":
        raise Conflict(lazy("Tệp này chưa đọc xong hoặc đã ghi rồi. Tải lại trang."))
    if batch.wrong_count:
        raise Conflict(lazy("Tệp còn %(count)s dòng sai nên chưa ghi dòng nào. Sửa trong tệp rồi gửi lại.",
                            count=batch.wrong_count))  # fmt: skip
    batch.state, batch.fault, batch.parts_done = "checking", "", 0
    session.flush()
    if in_background:
        _enqueue(session, batch, now)


def advance_import(session: Session, *, batch: ImportBatch, actor: Actor, now: datetime) -> None:
    """One piece further: compared again with the register, or written. Raises Conflict where the register changed.

    Nothing is written before every piece has been compared, so that a file that no longer fits writes nothing.
    """
    scope, lines = scope_of(session, batch, now), load_part(batch, batch.parts_done)
    _compare_again(session, batch, scope, lines)
    if batch.state == "publishing":
        with passports_together(session, now):
            WRITE[batch.kind](session, scope, lines, actor, now)
    batch.parts_done += 1
    if batch.parts_done == batch.parts:
        _turn(session, batch, actor, now)
    session.flush()


def refuse_import(
    session: Session, *, batch: ImportBatch, refused: Exception, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """Keep why the file was not written to its end, and say what of it stands in the register."""
    why = refused.message if isinstance(refused, DomainError) else TAKEN
    written = batch.parts_done * PIECE if batch.state == "publishing" else 0
    if written:
        batch.state = "stopped"
        facts = {"kind": batch.kind, "lines": batch.lines, "written": written}
        audit.append(session, stream=f"import:{batch.id}", kind="import.stopped", actor=actor, at=now, facts=facts)
        said = lazy("%(why)s Đã ghi %(count)s dòng đầu của tệp, các dòng sau chưa ghi.", why=why, count=written)
    else:
        batch.state = "ready"
        said = lazy("%(why)s Chưa ghi dòng nào.", why=why)
    batch.fault = json.dumps(keep(said), ensure_ascii=False)


def _turn(session: Session, batch: ImportBatch, actor: Actor, now: datetime) -> None:
    if batch.state == "checking":
        batch.state, batch.parts_done = "publishing", 0
        return
    batch.state, batch.published_at = "published", now
    facts = {"kind": batch.kind, "lines": batch.lines, "new": batch.new_count, "changed": batch.changed_count}
    audit.append(session, stream=f"import:{batch.id}", kind="import.published", actor=actor, at=now, facts=facts)


def _compare_again(session: Session, batch: ImportBatch, scope: Scope, lines: list[Line]) -> None:
    verdicts = _verdicts(session, batch.id, lines)
    for line in lines:
        read_values(batch.kind, line)
    MATCH[batch.kind](session, scope, lines)
    for line in lines:
        if line.verdict != verdicts.get(line.number):
            raise Conflict(lazy("Sổ đã thay đổi từ lúc xem trước (dòng %(line)s). Gửi lại tệp.", line=line.number))


def _verdicts(session: Session, batch_id: UUID, lines: list[Line]) -> dict[int, str]:
    query = select(ImportLine.line, ImportLine.verdict).where(
        ImportLine.batch_id == batch_id, ImportLine.line >= lines[0].number, ImportLine.line <= lines[-1].number
    )
    return dict(session.execute(query).all())


def actor_of(batch: ImportBatch) -> Actor:
    """Who brought the file, as the audit names them."""
    if batch.producer_id:
        return Actor("producer", batch.user_id, "producer")
    return Actor("officer", batch.user_id, "import") if batch.user_id else Actor("system", None, "import")


@jobs.job("imports.check")
def check_in_background(session: Session, payload: dict, now: datetime) -> None:
    """One piece a job, so that others write in between; a job that comes twice finds its piece done."""
    batch = session.get(ImportBatch, UUID(payload["batch"]))
    if batch is None or batch.state != "reading" or batch.parts_done != payload["part"]:
        return
    check_part(session, batch, now)
    if batch.state == "reading":
        jobs.enqueue(session, kind="imports.check", payload={"batch": batch.id, "part": batch.parts_done}, run_at=now,
                     family_id=batch.id)  # fmt: skip


@jobs.job("imports.publish")
def publish_in_background(session: Session, payload: dict, now: datetime) -> None:
    """One piece a job; a refusal is kept beside the file, which may be looked at and sent again."""
    batch = session.get(ImportBatch, UUID(payload["batch"]), populate_existing=True)
    if batch is None or (batch.state, batch.parts_done) != (payload["state"], payload["part"]):
        return
    actor = actor_of(batch)
    try:
        advance_import(session, batch=batch, actor=actor, now=now)
    except (DomainError, IntegrityError) as refused:
        session.rollback()
        batch = get_import_by_id(session, UUID(payload["batch"]))
        refuse_import(session, batch=batch, refused=refused, actor=actor, now=now)
    if batch.state in WORKING:
        _enqueue(session, batch, now)


def _enqueue(session: Session, batch: ImportBatch, now: datetime) -> None:
    place = {"batch": batch.id, "state": batch.state, "part": batch.parts_done}
    jobs.enqueue(session, kind="imports.publish", payload=place, run_at=now, family_id=batch.id)
