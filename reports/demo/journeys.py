"""Journeys of the sample lots: one whole, one with an honest gap, one made of two lots. Sample producers alone."""

from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.clock import VIETNAM
from registry import actions as register
from registry.actions.trace_steps import Material, record_step
from registry.models import Lot, Producer, Product
from registry.tracing import PartyDraft

BUYER = PartyDraft("destination", name="Đại lý mẫu", address="địa chỉ mẫu")
KILO = "KGM"


def load_journeys(session: Session, now: datetime) -> None:
    """Three lots of the first sample tea, dated from the hour of loading."""
    found = session.execute(
        select(Product, Lot).join(Lot, Lot.product_id == Product.id)
        .join(Producer, Producer.id == Product.producer_id)
        .where(Product.kind_code == "che", Product.state == "approved", Producer.name.startswith("Cơ sở mẫu"))
        .order_by(Product.created_at, Product.id, Lot.created_at)
    ).first()  # fmt: skip
    if found is None:
        return
    product = found[0]
    whole = (("hai", 40, 50_000), ("sao", 39, 10_000), ("dong_goi", 38, 10_000), ("giao", 30, 4_000))
    _walk(session, product, _lot(session, product, "HT-DU", 38, now), whole, now)
    _walk(session, product, _lot(session, product, "HT-THIEU", 25, now), (whole[0], whole[2]), now)
    for number in ("BUP-1", "BUP-2"):
        _walk(session, product, _lot(session, product, number, 20, now), (("hai", 20, 30_000),), now)
    mixed = _lot(session, product, "HT-GOP", 18, now)
    both = (Material("BUP-1", 30_000, KILO), Material("BUP-2", 30_000, KILO))
    _step(session, product, mixed.id, "sao", 18, 12_000, now, both)
    _step(session, product, mixed.id, "dong_goi", 17, 12_000, now)


def _lot(session: Session, product: Product, number: str, age: int, now: datetime) -> Lot:
    made_on = (now.astimezone(VIETNAM) - timedelta(days=age)).date()
    return register.register_lot(
        session, product_id=product.id, number=number, made_on=made_on, expires_on=made_on + timedelta(days=540),
        is_sample=True, generated="số lô, ngày, hành trình", actor=SYSTEM, now=now,
    )  # fmt: skip


def _walk(session: Session, product: Product, lot: Lot, steps: tuple, now: datetime) -> None:
    for code, age, amount in steps:
        _step(session, product, lot.id, code, age, amount, now)


def _step(
    session: Session, product: Product, lot_id: UUID, code: str, age: int, amount: int, now: datetime,
    materials: tuple[Material, ...] = (Material("chè búp tươi", 50_000, KILO),),
) -> None:  # fmt: skip
    day = (now.astimezone(VIETNAM) - timedelta(days=age)).date()
    record_step(
        session, producer_id=product.producer_id, lot_id=lot_id, step_code=code, amount=amount, unit=KILO,
        happened_at=datetime.combine(day, time(6, 30), VIETNAM), materials=materials if code == "sao" else (),
        party=BUYER if code == "giao" else None, actor=SYSTEM, now=now,
    )  # fmt: skip
