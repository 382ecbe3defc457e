"""Warnings come before the public, and end."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.errors import BadInput, Conflict, NotFound
from core.fields import clean_text
from core.i18n import lazy
from core.jobs import enqueue
from registry.actions.passports import rewrite_passports
from registry.actions.slugs import free_slug
from registry.models import PublicWarning, Recall
from registry.queries import get_lot, get_producer, get_product
from registry.queries.warnings import get_warning
from registry.warnings import KINDS, check_step, may_name

LINES = ("title", "trader", "authority", "decision_number", "legal_ground", "source")
MAIL_JOB = "registry.mail_warning"


def publish_warning(
    session: Session, *, kind: str, title: str, body: str, product_id: UUID | None = None,
    lot_id: UUID | None = None, recall_id: UUID | None = None, round_id: UUID | None = None,
    place_id: UUID | None = None, kind_code: str | None = None, is_sample: bool = False,
    actor: Actor, now: datetime, **lines: str,
) -> PublicWarning:  # fmt: skip
    """Put a warning before the public at once, such as that of a recall; the product's scan page says it.

    `lines`: authority, decision_number, legal_ground, trader, source. The place is the producer's when
    none is given. Raises BadInput for a kind that does not exist, for an empty title or body, and for a
    trader named without a decision and the article that allows it.
    """
    warning = add_warning(
        session, kind=kind, title=title, body=body, product_id=product_id, lot_id=lot_id, recall_id=recall_id,
        round_id=round_id, place_id=place_id, kind_code=kind_code, is_sample=is_sample, state="submitted",
        actor=actor, now=now, **lines,
    )  # fmt: skip
    return bring_out(session, warning, actor, now)


def end_warning(session: Session, *, warning_id: UUID, reason: str, actor: Actor, now: datetime) -> PublicWarning:
    """The warning holds no more; it stays readable, marked as ended.

    Raises BadInput without a reason, Conflict where it tells of a recall that goes on.
    """
    warning = get_warning(session, warning_id)
    if warning.recall_id and session.get_one(Recall, warning.recall_id).ended_on is None:
        raise Conflict(lazy("Hàng vẫn đang bị thu hồi. Kết thúc đợt thu hồi thì cảnh báo kết thúc theo."))
    check_step(warning.state, "ended")
    reason = clean_text(reason)
    if not reason:
        raise BadInput(lazy("Ghi “Lý do”"), field="reason")
    warning.state, warning.ended_at, warning.end_reason = "ended", now, reason[:300]
    warning.version += 1
    record(session, warning, "warning.ended", actor, now)
    _tell_passports(session, warning, now)
    return warning


def end_recall_warnings(session: Session, *, recall_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """The recall is over: its warning ends with it, where there is one."""
    query = select(PublicWarning.id).filter_by(recall_id=recall_id, state="published")
    for warning_id in session.scalars(query).all():
        end_warning(session, warning_id=warning_id, reason=reason, actor=actor, now=now)


def add_warning(
    session: Session, *, kind: str, title: str, body: str, state: str, product_id: UUID | None,
    lot_id: UUID | None, place_id: UUID | None, actor: Actor, now: datetime, **values: Any,
) -> PublicWarning:  # fmt: skip
    """A warning in a first state, with its audit step."""
    if kind not in KINDS:
        raise BadInput(lazy("Không có loại cảnh báo “%(sent)s”; chọn trong danh sách", sent=kind[:40]), field="kind")
    words = {name: clean_text(values.pop(name, "")) for name in LINES[1:]}
    words |= {"title": clean_text(title), "body": clean_text(body, lines=True)}
    check_words(**words)
    if lot_id and get_lot(session, lot_id).product_id != product_id:
        raise NotFound(lazy("Không có lô hàng này."))
    warning = PublicWarning(
        kind=kind, state=state, slug=free_slug(session, PublicWarning, words["title"], fallback="canh-bao"),
        product_id=product_id, lot_id=lot_id, place_id=place_id or _place_of(session, product_id),
        written_by=str(actor)[:60], created_at=now, version=1, **words, **values,
    )  # fmt: skip
    session.add(warning)
    session.flush()
    record(session, warning, "warning.written", actor, now)
    return warning


def check_words(**words: str) -> None:
    """Raises BadInput for an empty title or body and for a trader that may not be named."""
    for field, label in (("title", lazy("Tiêu đề")), ("body", lazy("Nội dung"))):
        if not words[field]:
            raise BadInput(lazy("Ghi “%(label)s”", label=label), field=field)
    if words["trader"] and not (words["decision_number"] and words["legal_ground"]):
        raise BadInput(
            lazy("Chỉ nêu tên cơ sở vi phạm khi có số quyết định và điều luật cho phép công bố"), field="trader"
        )


def bring_out(session: Session, warning: PublicWarning, actor: Actor, now: datetime) -> PublicWarning:
    """Publish what is ready: scan pages say it, subscribers get one letter each."""
    check_step(warning.state, "published")
    warning.state, warning.published_at = "published", now
    warning.version += 1
    record(session, warning, "warning.published", actor, now)
    _tell_passports(session, warning, now)
    enqueue(session, kind=MAIL_JOB, payload={"warning": str(warning.id)}, run_at=now)
    return warning


def record(session: Session, warning: PublicWarning, kind: str, actor: Actor, now: datetime, **facts: Any) -> None:
    """One step of the warning in the audit; a trader's name is not in it."""
    facts = {"kind": warning.kind, "title": warning.title, "names_trader": may_name(warning), **facts}
    audit.append(session, stream=f"warning:{warning.id}", kind=kind, actor=actor, at=now, facts=facts)


def _tell_passports(session: Session, warning: PublicWarning, now: datetime) -> None:
    session.flush()
    if warning.product_id:
        rewrite_passports(session, get_product(session, warning.product_id), now)


def _place_of(session: Session, product_id: UUID | None) -> UUID | None:
    if product_id is None:
        return None
    return get_producer(session, get_product(session, product_id).producer_id).commune_id


audit.required["warning"] = lambda session: session.scalars(select(PublicWarning.id))
