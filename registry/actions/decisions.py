"""What officers decide about a product: return, approve, suspend, reopen, end; always told to its producer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core.actor import Actor
from core.errors import Conflict
from core.fields import clean_text
from core.i18n import in_vietnamese, lazy
from registry.actions.applications import answer_application, tell_decision
from registry.actions.products import move_product, needed_reason
from registry.actions.versions import check_seen_product, lock_product
from registry.fields import PRODUCT_LABELS
from registry.models import Product
from registry.queries import get_producer


def return_product(
    session: Session, *, product_id: UUID, reason: str = "", notes: dict[str, str] | None = None,
    seen: int | None = None, actor: Actor, now: datetime,
) -> Product:  # fmt: skip
    """The officer sends it back; `notes` say field by field what to mend. One of the two is needed."""
    product = lock_product(session, product_id)
    check_seen_product(session, product, seen)
    why = {field: needed_reason(text) for field, text in (notes or {}).items()}
    reason = clean_text(reason, lines=True) if why else needed_reason(reason)
    named = {in_vietnamese(PRODUCT_LABELS[field]): text for field, text in why.items()}
    spoken = reason or "; ".join(f"{label}: {text}" for label, text in named.items())
    move_product(session, product, "returned", actor, now, spoken)
    _answer(session, product, "returned", actor, now, reason=reason, notes=why)
    subject = f"“{product.name}” cần sửa rồi gửi lại"
    _tell(session, product, "product.returned", subject, actor, now, reason=reason, notes=named)
    return product


def approve_product(
    session: Session, *, product_id: UUID, seen: int | None = None, actor: Actor, now: datetime
) -> Product:
    """The officer puts it on the public register. Raises Conflict while its producer is not approved."""
    product = lock_product(session, product_id)
    check_seen_product(session, product, seen)
    if get_producer(session, product.producer_id).state != "approved":
        raise Conflict(lazy("Duyệt cơ sở trước, rồi mới duyệt sản phẩm."))
    move_product(session, product, "approved", actor, now)
    _answer(session, product, "approved", actor, now)
    subject = f"“{product.name}” đã được duyệt"
    _tell(session, product, "product.approved", subject, actor, now)
    return product


def suspend_product(session: Session, *, product_id: UUID, reason: str, actor: Actor, now: datetime) -> Product:
    """The officer takes it off for now: its page closes, its codes say that the registration is not good."""
    product = lock_product(session, product_id)
    move_product(session, product, "suspended", actor, now, needed_reason(reason))
    subject = f"“{product.name}” bị tạm dừng"
    _tell(session, product, "product.suspended", subject, actor, now, reason=reason)
    return product


def reopen_product(session: Session, *, product_id: UUID, reason: str, actor: Actor, now: datetime) -> Product:
    """What was suspended is on the public register again. Raises Conflict while its producer is not approved."""
    product = lock_product(session, product_id)
    if get_producer(session, product.producer_id).state != "approved":
        raise Conflict(lazy("Mở lại cơ sở trước, rồi mới mở lại sản phẩm."))
    if product.state != "suspended":
        raise Conflict(lazy("Chỉ mở lại được sản phẩm đang tạm dừng. Tải lại trang."))
    move_product(session, product, "approved", actor, now, needed_reason(reason))
    subject = f"“{product.name}” được mở lại"
    _tell(session, product, "product.reopened", subject, actor, now, reason=reason)
    return product


def end_product(session: Session, *, product_id: UUID, reason: str, actor: Actor, now: datetime) -> Product:
    """The registration ends for good."""
    return move_product(session, lock_product(session, product_id), "ended", actor, now, needed_reason(reason))


def _answer(session: Session, product: Product, outcome: str, actor: Actor, now: datetime, **words: Any) -> None:
    answer_application(
        session, kind="product", producer_id=product.producer_id, product_id=product.id, outcome=outcome,
        actor=actor, now=now, **words,
    )  # fmt: skip


def _tell(
    session: Session, product: Product, kind: str, subject: str, actor: Actor, now: datetime, **more: Any
) -> None:
    tell_decision(
        session, producer_id=product.producer_id, kind=kind, subject=subject, actor=actor, now=now,
        link=f"/producer/products/{product.id}", **more,
    )  # fmt: skip
