"""Outlines of units from a file: dated rows, all of them or none."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from areas.boundaries import FileShape, read_boundaries, with_archipelagos
from areas.files import refuse
from areas.models import AdminUnit, AreaBoundary
from areas.queries.lines import stands
from areas.shapes import box_of, encode_rings
from core.actor import Actor
from core.audit import append

DAY = timedelta(days=1)
Units = dict[tuple[int, str], AdminUnit]


@dataclass(frozen=True)
class BoundaryCounts:
    """What an import did or, tried only, would do; `marked`: units that got marks of Hoàng Sa or Trường Sa."""

    new: int
    changed: int
    same: int
    marked: int
    bytes: int


def import_boundaries(
    session: Session, data: bytes, *, source: str, on: date, actor: Actor, now: datetime, only_try: bool = False
) -> BoundaryCounts:
    """Take the outlines of a TopoJSON or GeoJSON file as valid from a day on; the ones before end the day before.

    Raises BadInput, nothing written, for a file that cannot be read, an unknown code, an open ring, a point
    outside Vietnam. Hoàng Sa and Trường Sa are marked where the file lacks them. `only_try` writes nothing.
    """
    shapes = read_boundaries(data)
    units = _units(session, on)
    unknown = [shape.code for shape in shapes if (shape.level, shape.code) not in units]
    if unknown:
        raise refuse([f"không có địa bàn mã {', '.join(unknown[:20])} vào ngày {on:%d/%m/%Y}"])
    shapes = with_archipelagos(shapes, _provinces(shapes, units))
    held = _held(session, on)
    counts = _write(session, shapes, units, held, source, on, only_try)
    if not only_try:
        session.flush()
        facts = {"source": source, "on": str(on), **vars(counts)}
        append(session, stream="area:all", kind="area.boundaries_imported", actor=actor, at=now, facts=facts)
    return counts


def _units(session: Session, on: date) -> Units:
    query = select(AdminUnit).where(stands(on)).options(joinedload(AdminUnit.parent))
    return {(unit.level, unit.code): unit for unit in session.scalars(query)}


def _provinces(shapes: list[FileShape], units: Units) -> set[str]:
    """The provinces whose communes are drawn."""
    parents = [units[shape.level, shape.code].parent for shape in shapes]
    return {parent.code for parent in parents if parent is not None}


def _held(session: Session, on: date) -> dict:
    """The outlines that hold on the day or begin after it, by unit."""
    query = select(AreaBoundary).where(or_(AreaBoundary.valid_to.is_(None), AreaBoundary.valid_to >= on))
    return {row.unit_id: row for row in session.scalars(query.order_by(AreaBoundary.valid_from))}


def _write(session: Session, shapes, units: Units, held: dict, source: str, on: date, only_try: bool) -> BoundaryCounts:
    new = changed = same = size = 0
    for shape in shapes:
        unit = units[shape.level, shape.code]
        text, before = encode_rings(shape.rings), held.get(unit.id)
        size += len(text)
        if before is not None and before.shape == text:
            same += 1
            continue
        new, changed = new + (before is None), changed + (before is not None)
        if not only_try:
            _replace(session, unit, before, shape, text, source, on)
    return BoundaryCounts(new, changed, same, sum(shape.is_marked for shape in shapes), size)


def _replace(session, unit: AdminUnit, before, shape: FileShape, text: str, source: str, on: date) -> None:
    west, south, east, north = box_of(shape.rings)
    values = {"west": west, "south": south, "east": east, "north": north, "shape": text, "source": source}
    if before is not None and before.valid_from >= on:
        for column, value in values.items():
            setattr(before, column, value)
        return
    if before is not None:
        before.valid_to = on - DAY
    session.add(AreaBoundary(unit_id=unit.id, valid_from=on, **values))
