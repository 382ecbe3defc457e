"""Requests of the sample producer for codes: one granted at once, one that waits above the quota; goods in trade."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor
from qr.actions.codes import change_codes
from qr.actions.requests import ask_codes
from qr.models import CodeRange
from registry.models import Lot, Product
from reports.demo.people import People

LOT, TRADED = "CHE-01", "MIEN-01"
ABOVE = 60_000  # more than any sample producer may have in a month


def load_codes(session: Session, people: People, now: datetime) -> None:
    """Requests of the facility that the sample login "coso" writes for."""
    lot = session.scalars(select(Lot).where(Lot.number == LOT, Lot.is_sample)).one()
    producer_id = session.get_one(Product, lot.product_id).producer_id
    actor = Actor("producer", people.actors["coso"].id, "producer")
    for level, count, purpose in (
        ("lot", 30, "tem thùng của lô (mẫu)"),
        ("item", 12, "dán hộp 200 g (mẫu)"),
        ("item", ABOVE, "dán hộp cho hội chợ cuối năm (mẫu)"),
    ):
        ask_codes(
            session, producer_id=producer_id, lot_id=lot.id, level=level, count=count, purpose=purpose,
            form_key=f"sample-request-{level}-{count}", actor=actor, now=now,
        )  # fmt: skip
    traded = session.scalars(
        select(CodeRange).join(Lot, Lot.id == CodeRange.lot_id).where(Lot.number == TRADED)
    ).first()
    change_codes(session, batch_id=traded.batch_id, state="in_trade", actor=SYSTEM, now=now)
