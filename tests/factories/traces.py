"""Steps of journeys, as the registry's own actions leave them."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from core import clock
from core.actor import SYSTEM
from registry.actions.trace_steps import Material, record_step
from registry.models import Lot, Product, TraceEvent
from registry.tracing import PartyDraft

BUYER = PartyDraft(
    "destination", name="Đại lý Bí Mật", address="ngõ 7 phố Kín", tax_code="0100109106", phone="0912345678"
)


def step(session: Session, lot: Lot, code: str, day: int, **values) -> TraceEvent:
    """A step of a lot at seven in the morning of a day of September 2026."""
    producer_id = session.get_one(Product, lot.product_id).producer_id
    return record_step(
        session, producer_id=producer_id, lot_id=lot.id, step_code=code,
        happened_at=datetime(2026, 9, day, 0, 0, tzinfo=UTC), **values, actor=SYSTEM, now=clock.now(),
    )  # fmt: skip


def tea_journey(session: Session, lot: Lot, *, without: tuple[str, ...] = ()) -> list[TraceEvent]:
    """Picked, roasted, packed and handed over: 53,7 kg of buds, 11,3 kg of tea, 4,1 kg sold."""
    kilos = {"unit": "KGM"}
    made = {
        "hai": lambda: step(session, lot, "hai", 1, amount=53_700, **kilos, note="đồi nhà"),
        "sao": lambda: step(
            session, lot, "sao", 2, amount=11_300, **kilos, materials=(Material("chè búp tươi", 53_700, "KGM"),)
        ),
        "dong_goi": lambda: step(session, lot, "dong_goi", 3, amount=100_000, unit="XBX"),
        "giao": lambda: step(session, lot, "giao", 4, amount=4_100, **kilos, party=BUYER),
    }
    return [make() for code, make in made.items() if code not in without]
