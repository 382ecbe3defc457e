"""Publishing a file: every line in one transaction, or none. And the jobs that work in the background."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import audit, jobs
from core.actor import Actor
from core.errors import Conflict, DomainError
from core.i18n import lazy
from registry.actions.importing.papers import write_certificates, write_lots
from registry.actions.importing.producers import write_producers
from registry.actions.importing.product_rows import write_products
from registry.actions.importing.staging import MATCH, check_part, clear_parts, list_parts, scope_of
from registry.imports.files import Line, read_values
from registry.imports.scope import Scope
from registry.models import ImportBatch, ImportLine
from registry.queries.imports import get_import_by_id

WRITE: dict[str, Callable[[Session, Scope, list[Line], Actor, datetime], None]] = {
    "producers": write_producers,
    "products": write_products,
    "certificates": write_certificates,
    "lots": write_lots,
}


def confirm_import(session: Session, *, batch: ImportBatch, now: datetime) -> None:
    """The person has seen what the file would do: it is published in the background. Raises Conflict."""
    if batch.state != "ready":
        raise Conflict(lazy("Tệp này chưa đọc xong hoặc đã ghi rồi. Tải lại trang."))
    if batch.wrong_count:
        raise Conflict(lazy("Tệp còn %(count)s dòng sai nên chưa ghi dòng nào. Sửa trong tệp rồi gửi lại.",
                            count=batch.wrong_count))  # fmt: skip
    batch.state, batch.fault = "publishing", ""
    session.flush()
    jobs.enqueue(session, kind="imports.publish", payload={"batch": batch.id}, run_at=now, family_id=batch.id)


def publish_import(session: Session, *, batch: ImportBatch, actor: Actor, now: datetime) -> None:
    """Write every line in this transaction. Raises Conflict where the register changed since the file was read."""
    scope = scope_of(session, batch, now)
    for lines in list_parts(batch):
        verdicts = _verdicts(session, batch.id, lines)
        for line in lines:
            read_values(batch.kind, line)
        MATCH[batch.kind](session, scope, lines)
        for line in lines:
            if line.verdict != verdicts.get(line.number):
                raise Conflict(lazy("Sổ đã thay đổi từ lúc xem trước (dòng %(line)s) nên chưa ghi dòng nào. Gửi lại "
                                    "tệp.", line=line.number))  # fmt: skip
        WRITE[batch.kind](session, scope, lines, actor, now)
        session.flush()
        session.expunge_all()
    batch = get_import_by_id(session, batch.id)
    batch.state, batch.published_at = "published", now
    facts = {"kind": batch.kind, "lines": batch.lines, "new": batch.new_count, "changed": batch.changed_count}
    audit.append(session, stream=f"import:{batch.id}", kind="import.published", actor=actor, at=now, facts=facts)


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
    """All lines or none; a refusal is kept beside the file, which may be looked at and sent again."""
    batch = session.get(ImportBatch, UUID(payload["batch"]))
    if batch is None or batch.state != "publishing":
        return
    try:
        publish_import(session, batch=batch, actor=actor_of(batch), now=now)
    except (DomainError, IntegrityError) as refused:
        session.rollback()
        batch = get_import_by_id(session, UUID(payload["batch"]))
        batch.state = "ready"
        told = str(refused) if isinstance(refused, DomainError) else ""
        batch.fault = told or str(lazy("Có người vừa ghi một mã trùng với tệp nên chưa ghi dòng nào. Gửi lại tệp."))


@jobs.job("imports.clear")
def clear_in_background(session: Session, payload: dict, now: datetime) -> None:
    """Remove the pieces of a cancelled file."""
    clear_parts(get_import_by_id(session, UUID(payload["batch"])))
