"""What a score rests on, read for many codes with a constant number of statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from core.clock import legal_date
from qr.clones import LATE, PIN_AGAIN, UNPRINTED, Sighting
from qr.journal import SAID
from qr.models import CloneWeight, CodeClaim, CodeRange, CodeScore, CodeSignal, ProductFreeze, Scan
from qr.serials import Opened
from qr.verdict import State
from registry.models import Lot

MOST_SCANS = 300
"""Scans of one code that are looked at, the newest: more would prove nothing that these do not."""


@dataclass
class Seen:
    """One code with its scans in order of time and what else was found."""

    product_id: UUID
    lot_id: UUID | None
    scans: list[Scan] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    reports: int = 0

    @property
    def sightings(self) -> list[Sighting]:
        return [sighting_of(scan) for scan in self.scans]


def weights_on(session: Session, on: date) -> dict[str, int]:
    """The weights and limits that hold on a day, by name."""
    is_open = or_(CloneWeight.valid_to.is_(None), CloneWeight.valid_to >= on)
    rows = select(CloneWeight.name, CloneWeight.value).where(CloneWeight.valid_from <= on, is_open)
    return dict(session.execute(rows).all())


def sighting_of(scan: Scan) -> Sighting:
    """A stored scan as the score reads it."""
    device = scan.device if scan.weight > 1 else ""
    network = scan.network or scan.device
    minute = int(scan.minute.timestamp()) // 60
    return Sighting(minute, device, network, scan.province_code or "", scan.province_source == SAID)


def list_seen(session: Session, codes: Collection[Opened], weights: dict[str, int]) -> dict[Opened, Seen]:
    """The codes that were scanned by people, with what speaks for a copy."""
    found: dict[Opened, Seen] = {}
    for scan in session.scalars(_newest_scans(codes)):
        seen = found.setdefault(Opened(scan.generation, scan.number), Seen(scan.product_id, scan.lot_id))
        seen.scans.insert(0, scan)
    reports = _count_reports(session, codes)
    unprinted, ends, again = _unprinted(session, found), _ends(session, found), _opened_again(session, codes)
    for code, seen in found.items():
        seen.reports = reports.get(code, 0)
        seen.found = [kind for kind, holds in _extras(code, seen, unprinted, ends, again, weights) if holds]
    return found


def find_seen(session: Session, code: Opened, weights: dict[str, int]) -> Seen | None:
    """One code with its scans; None when nobody has scanned it."""
    return list_seen(session, [code], weights).get(code)


def list_scores(session: Session, codes: Collection[Opened]) -> dict[Opened, CodeScore]:
    """The scores that stand, locked for writing."""
    key = tuple_(CodeScore.generation, CodeScore.number)
    rows = session.scalars(select(CodeScore).where(key.in_(codes)).with_for_update())
    return {Opened(row.generation, row.number): row for row in rows}


def frozen_products(session: Session, product_ids: Collection[UUID], on: date) -> set[UUID]:
    """Those of the products whose alerts are held back on a day."""
    freeze = ProductFreeze
    stands = and_(freeze.product_id.in_(product_ids), freeze.until >= on, freeze.ended_at.is_(None))
    return set(session.scalars(select(freeze.product_id).where(stands)))


def _newest_scans(codes: Collection[Opened]):
    place = func.row_number().over(partition_by=(Scan.generation, Scan.number), order_by=Scan.minute.desc())
    wanted = tuple_(Scan.generation, Scan.number).in_(codes)
    ranked = select(Scan.id, place.label("place")).where(wanted, Scan.weight > 0).subquery()
    rows = select(Scan).join(ranked, ranked.c.id == Scan.id).where(ranked.c.place <= MOST_SCANS)
    return rows.order_by(Scan.minute.desc(), Scan.id.desc())


def _count_reports(session: Session, codes: Collection[Opened]) -> dict[Opened, int]:
    key = (CodeSignal.generation, CodeSignal.number)
    rows = select(*key, func.count()).where(tuple_(*key).in_(codes), CodeSignal.has_photo.is_(True)).group_by(*key)
    return {Opened(generation, number): count for generation, number, count in session.execute(rows)}


def _unprinted(session: Session, found: dict[Opened, Seen]) -> Sequence[CodeRange]:
    """Batches that nobody has printed yet, of the lots in question."""
    lots = {seen.lot_id for seen in found.values() if any(scan.verdict == State.V9 for scan in seen.scans)}
    if not lots:
        return ()
    return session.scalars(select(CodeRange).where(CodeRange.lot_id.in_(lots), CodeRange.state == "reserved")).all()


def _ends(session: Session, found: dict[Opened, Seen]) -> dict[UUID, date]:
    lots = {seen.lot_id for seen in found.values() if seen.lot_id}
    rows = select(Lot.id, Lot.expires_on).where(Lot.id.in_(lots), Lot.expires_on.is_not(None))
    return dict(session.execute(rows).all())


def _opened_again(session: Session, codes: Collection[Opened]) -> set[Opened]:
    """Codes whose scratch PIN was opened by a second phone."""
    key = (CodeClaim.generation, CodeClaim.number)
    rows = select(*key).where(tuple_(*key).in_(codes), CodeClaim.opened_again > 0)
    return {Opened(*row) for row in session.execute(rows)}


def _extras(code: Opened, seen: Seen, unprinted, ends, again, weights):
    end = ends.get(seen.lot_id)
    last = end + timedelta(days=weights["late_days"]) if end else None
    in_range = (each.generation == code.generation and each.first_number <= code.number <= each.last_number
                for each in unprinted)  # fmt: skip
    yield UNPRINTED, any(in_range)
    yield PIN_AGAIN, code in again
    yield LATE, bool(last) and any(legal_date(scan.minute) > last for scan in seen.scans)
