"""Lots, and calling them back."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.fields import clean_text
from core.i18n import lazy
from registry.actions.passports import rewrite_passports
from registry.actions.versions import lock_product, record_product
from registry.lots import check_lot_dates, check_lot_number
from registry.models import Lot, Recall
from registry.queries import find_recall, get_lot, get_product


def register_lot(
    session: Session, *, product_id: UUID, number: str, made_on: date, expires_on: date | None = None,
    quantity: int | None = None, listed_price: int | None = None, standard: str = "", origin: str = "",
    materials_origin: str = "", is_sample: bool = False, generated: str = "", actor: Actor, now: datetime,
) -> Lot:  # fmt: skip
    """A lot of a product. What is left empty of standard, price and origins is the product's.

    Raises BadInput for a number that cannot be printed or that the product has, and for dates out of order.
    """
    product = lock_product(session, product_id)
    number = check_lot_number(number)
    check_lot_dates(made_on, expires_on, legal_date(now))
    if session.scalar(select(Lot.id).filter_by(product_id=product_id, number_key=number.lower())):
        raise BadInput(lazy("Sản phẩm này đã có lô số “%(sent)s”", sent=number), field="number")
    lot = Lot(
        product_id=product.id, number=number, number_key=number.lower(), made_on=made_on,
        expires_on=expires_on, quantity=quantity, created_at=now, is_sample=is_sample, generated=generated,
        listed_price=product.listed_price if listed_price is None else listed_price,
        standard=clean_text(standard) or product.standard, origin=clean_text(origin) or product.origin,
        materials_origin=clean_text(materials_origin) or product.materials_origin,
    )  # fmt: skip
    session.add(lot)
    record_product(session, product, {"lots": [None, number]}, actor, now)
    session.flush()
    facts = {"lot": str(lot.id), "number": number, "made_on": made_on, "expires_on": expires_on}
    audit.append(session, stream=f"product:{product.id}", kind="lot.registered", actor=actor, at=now, facts=facts)
    rewrite_passports(session, product, now)
    return lot


def recall_lot(
    session: Session, *, product_id: UUID, lot_id: UUID | None, reason: str, authority: str,
    decision_number: str = "", on: date | None = None, actor: Actor, now: datetime,
) -> Recall:  # fmt: skip
    """Call a lot back, or every lot of the product where `lot_id` is None. Raises Conflict when it is already."""
    product = get_product(session, product_id)
    if lot_id is not None and get_lot(session, lot_id).product_id != product_id:
        raise NotFound(lazy("Không có lô hàng này."))
    if find_recall(session, product_id, lot_id):
        raise Conflict(lazy("Lô này đang bị thu hồi rồi."))
    for field, text, label in (("reason", reason, lazy("Lý do")), ("authority", authority, lazy("Cơ quan"))):
        if not text.strip():
            raise BadInput(lazy("Ghi “%(label)s”", label=label), field=field)
    recall = Recall(
        product_id=product_id, lot_id=lot_id, on=on or legal_date(now), at=now, actor=str(actor)[:60],
        decision_number=clean_text(decision_number), authority=clean_text(authority), reason=clean_text(reason),
    )  # fmt: skip
    session.add(recall)
    session.flush()
    facts = {"recall": str(recall.id), "lot": lot_id and str(lot_id), "on": recall.on}
    audit.append(session, stream=f"product:{product_id}", kind="lot.recalled", actor=actor, at=now, facts=facts)
    rewrite_passports(session, product, now)
    return recall


def end_recall(session: Session, *, recall_id: UUID, actor: Actor, now: datetime) -> Recall:
    """The recall is over from today on; the row stays. Raises NotFound and Conflict."""
    recall = session.get(Recall, recall_id, with_for_update=True, populate_existing=True)
    if recall is None:
        raise NotFound(lazy("Không có lần thu hồi này."))
    if recall.ended_on is not None:
        raise Conflict(lazy("Lần thu hồi này đã kết thúc."))
    recall.ended_on = legal_date(now)
    audit.append(
        session, stream=f"product:{recall.product_id}", kind="lot.recall_ended", actor=actor, at=now,
        facts={"recall": str(recall.id)},
    )  # fmt: skip
    rewrite_passports(session, get_product(session, recall.product_id), now)
    return recall
