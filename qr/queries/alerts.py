"""Alerts of codes as officers see them: in the own communes, the gravest first."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from qr.clones import name_devices
from qr.journal import SAID
from qr.models import AlertStep, CodeScore, CodeSignal, CopiedCode, ProductFreeze, Scan
from qr.queries.batches import open_typed, write_serial
from qr.queries.scoring import Seen
from qr.serials import Opened
from registry.models import Lot, Producer, Product

WAITING = ("open", "watch")
DECIDED = ("confirmed", "cleared")
MOST = 200
MOST_SIGNALS = 50


@dataclass(frozen=True)
class Alert:
    """A score with what it is about."""

    score: CodeScore
    product: Product
    producer: Producer
    lot: Lot | None
    serial: str

    @property
    def code(self) -> Opened:
        return Opened(self.score.generation, self.score.number)

    @property
    def reasons(self) -> list[tuple[str, int, int]]:
        """Kind, count and hundredths of each part."""
        return [tuple(part) for part in json.loads(self.score.reasons)]


@dataclass(frozen=True)
class Moment:
    """One scan on the time line; phones are numbered by their first appearance."""

    scan: Scan
    phone: int
    is_weak: bool


def list_alerts(session: Session, *, commune_ids: set[UUID], states: Sequence[str] = WAITING) -> list[Alert]:
    """Alerts in these states, late ones and high scores first, at most 200."""
    late = case((CodeScore.late_at.is_not(None), 0), else_=1)
    rows = _alerts(commune_ids).where(CodeScore.state.in_(states))
    rows = rows.order_by(late, CodeScore.points.desc(), CodeScore.opened_at).limit(MOST)
    return [_alert(session, row) for row in session.execute(rows)]


def count_alerts(session: Session, commune_ids: set[UUID]) -> int:
    """How many wait for a decision."""
    waiting = _alerts(commune_ids).where(CodeScore.state.in_(WAITING))
    return session.scalar(waiting.with_only_columns(func.count())) or 0


def get_alert(session: Session, serial: str, *, commune_ids: set[UUID]) -> Alert:
    """The alert of one code. Raises NotFound when there is none in the communes."""
    opened = open_typed(session, serial)
    if opened is not None:
        key = (CodeScore.generation == opened.generation, CodeScore.number == opened.number)
        row = session.execute(_alerts(commune_ids).where(*key)).first()
        if row is not None:
            return _alert(session, row)
    raise NotFound(lazy("Không có cảnh báo cho mã này."))


def list_steps(session: Session, code: Opened) -> list[AlertStep]:
    """The history of an alert, oldest first."""
    steps = select(AlertStep).filter_by(generation=code.generation, number=code.number)
    return list(session.scalars(steps.order_by(AlertStep.seq)))


def list_signals(session: Session, code: Opened) -> list[CodeSignal]:
    """Reports that came from this code, newest first."""
    signals = select(CodeSignal).filter_by(generation=code.generation, number=code.number)
    return list(session.scalars(signals.order_by(CodeSignal.at.desc()).limit(MOST_SIGNALS)))


def find_copied(session: Session, code: Opened) -> CopiedCode | None:
    """What buyers are told of the code, when it was confirmed."""
    return session.get(CopiedCode, code)


def find_freeze(session: Session, product_id: UUID, on) -> ProductFreeze | None:
    """The freeze that holds the product's alerts back on a day."""
    rows = select(ProductFreeze).where(
        ProductFreeze.product_id == product_id, ProductFreeze.until >= on, ProductFreeze.ended_at.is_(None)
    )
    return session.scalars(rows.order_by(ProductFreeze.at.desc())).first()


def list_moments(seen: Seen | None) -> list[Moment]:
    """The scans in order of time, with the phone behind each."""
    if seen is None:
        return []
    devices = name_devices(seen.sightings)
    numbers = {device: number for number, device in enumerate(dict.fromkeys(devices), start=1)}
    pairs = zip(seen.scans, devices, strict=True)
    return [Moment(scan, numbers[device], device.startswith("~")) for scan, device in pairs]


def count_places(moments: Sequence[Moment]) -> dict[str, tuple[int, int]]:
    """Province code -> scans where people said it, scans known from an address alone; most first."""
    said = Counter(each.scan.province_code for each in moments if each.scan.province_source == SAID)
    table = Counter(each.scan.province_code for each in moments if each.scan.province_source != SAID)
    codes = sorted({*said, *table} - {None}, key=lambda code: (-said[code] - table[code], code))
    return {code: (said[code], table[code]) for code in codes}


def _alerts(commune_ids: set[UUID]):
    rows = select(CodeScore, Product, Producer, Lot).join(Product, Product.id == CodeScore.product_id)
    rows = rows.join(Producer, Producer.id == Product.producer_id).outerjoin(Lot, Lot.id == CodeScore.lot_id)
    return rows.where(Producer.commune_id.in_(commune_ids), CodeScore.state != "")


def _alert(session: Session, row) -> Alert:
    score, product, producer, lot = row
    serial = write_serial(session, Opened(score.generation, score.number))
    return Alert(score, product, producer, lot, serial)
