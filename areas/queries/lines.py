"""What became of a unit, and what it was made of."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from areas.models import COMMUNE, DISTRICT, AdminUnit, AdminUnitChange
from core import clock
from core.text import sort_key


class Member(NamedTuple):
    """A former unit that went into another one, whole or in part."""

    unit: AdminUnit
    is_part: bool


def stands(on: date):
    """The condition that a unit stands on a day, both its days included."""
    return and_(AdminUnit.valid_from <= on, or_(AdminUnit.valid_to.is_(None), AdminUnit.valid_to >= on))


def count_units(session: Session, level: int, on: date) -> int:
    """How many provinces (1), districts (2) or communes (3) stand on a day."""
    return session.scalar(select(func.count()).select_from(AdminUnit).where(AdminUnit.level == level, stands(on)))


def line_ids(session: Session, unit_id: UUID) -> set[UUID]:
    """The rows of one and the same place under other names or kinds, the given one included."""
    line, edge = {unit_id}, {unit_id}
    change = AdminUnitChange
    while edge:
        touching = or_(change.old_id.in_(edge), change.new_id.in_(edge))
        found = session.execute(select(change.old_id, change.new_id).where(change.kind == "rename", touching))
        edge = {each for pair in found for each in pair} - line
        line |= edge
    return line


def list_successors(session: Session, unit_ids: Iterable[UUID], on: date | None = None) -> dict[UUID, list[AdminUnit]]:
    """For each unit the units of a day (today) that it became, itself while it stands; parents loaded."""
    on = on or clock.today()
    origins: dict[UUID, set[UUID]] = {unit_id: {unit_id} for unit_id in unit_ids}
    found: dict[UUID, dict[UUID, AdminUnit]] = {unit_id: {} for unit_id in origins}
    while origins:
        for unit in _units(session, origins, on):
            for origin in origins[unit.id]:
                found[origin][unit.id] = unit
        origins = _step(session, origins, on)
    return {origin: sorted(units.values(), key=lambda unit: sort_key(unit.name)) for origin, units in found.items()}


def _units(session: Session, ids: Iterable[UUID], on: date) -> list[AdminUnit]:
    query = select(AdminUnit).where(AdminUnit.id.in_(ids), stands(on)).options(joinedload(AdminUnit.parent))
    return list(session.scalars(query))


def _step(session: Session, origins: dict[UUID, set[UUID]], on: date) -> dict[UUID, set[UUID]]:
    """One change further: the units that came of these, with the units they all began from."""
    change = AdminUnitChange
    rows = session.execute(select(change.old_id, change.new_id).where(change.old_id.in_(origins), change.on_date <= on))
    following = defaultdict(set)
    for old_id, new_id in rows:
        following[new_id] |= origins[old_id]
    return dict(following)


def current_successors(session: Session, unit: AdminUnit, on: date | None = None) -> list[AdminUnit]:
    """The units of a day (today) where the unit lies now: itself while it stands, several when it was divided.

    A district of before 1 July 2025 is where its communes are.
    """
    ids = {unit.id}
    if unit.level == DISTRICT:
        ids |= set(session.scalars(select(AdminUnit.id).where(AdminUnit.parent_id == unit.id)))
    found = list_successors(session, ids, on)
    units = {each.id: each for several in found.values() for each in several}
    return sorted(units.values(), key=lambda each: sort_key(each.name))


def former_members(session: Session, unit: AdminUnit) -> list[Member]:
    """The units of before that make up this one, through changes of its own name or kind."""
    change = AdminUnitChange
    rows = session.execute(
        select(AdminUnit, change.kind)
        .join(change, change.old_id == AdminUnit.id)
        .where(change.new_id.in_(line_ids(session, unit.id)), change.kind != "rename")
        .options(joinedload(AdminUnit.parent).joinedload(AdminUnit.parent))
    )
    members = [Member(old, kind == "partial") for old, kind in rows]
    return sorted(members, key=lambda member: sort_key(member.unit.name))


def units_inside(session: Session, unit: AdminUnit, on: date | None = None) -> set[UUID]:
    """The ids of all communes that belong to a place, whatever the time of the row that names them.

    For a place of today: its communes and those of the units it was made of. For a former province,
    district or commune: its own communes and what they became. With `on`, only communes of that day.
    """
    own = _communes_under(session, _ancestors(session, unit))
    inside = own | _reached(session, own | {unit.id}, forward=True)
    query = select(AdminUnit.id).where(AdminUnit.id.in_(inside), AdminUnit.level == COMMUNE)
    return set(session.scalars(query.where(stands(on)) if on else query))


def _ancestors(session: Session, unit: AdminUnit) -> set[UUID]:
    """The unit, its line, and the units that went into it whole."""
    return {unit.id} | _reached(session, {unit.id}, forward=False)


def _reached(session: Session, ids: set[UUID], *, forward: bool) -> set[UUID]:
    """All units reached along the changes; backwards only along whole ones."""
    change = AdminUnitChange
    start, end = (change.old_id, change.new_id) if forward else (change.new_id, change.old_id)
    reached, edge = set(), ids
    while edge:
        query = select(end).where(start.in_(edge))
        edge = set(session.scalars(query if forward else query.where(change.kind != "partial"))) - reached
        reached |= edge
    return reached


def _communes_under(session: Session, places: set[UUID]) -> set[UUID]:
    """The communes among the places and below them, through districts where there are any."""
    below = set(session.scalars(select(AdminUnit.id).where(AdminUnit.parent_id.in_(places))))
    below |= set(
        session.scalars(
            select(AdminUnit.id).where(
                AdminUnit.parent_id.in_(
                    select(AdminUnit.id).where(AdminUnit.parent_id.in_(places), AdminUnit.level == DISTRICT)
                )
            )
        )
    )
    return below | places
