"""The next decree: units that change get a new dated row, nothing is deleted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from areas.actions.loading import unit_values
from areas.files import FileUnit, read_units, refuse
from areas.models import COMMUNE, PROVINCE, AdminUnit, AdminUnitChange
from areas.names import same_spelling
from core.actor import Actor
from core.audit import append

DAY = timedelta(days=1)
Standing = dict[tuple[int, str], AdminUnit]


@dataclass(frozen=True)
class ImportCounts:
    """What an import did. `absent`: units that stand but are not in the file, left as they are."""

    new: int = 0
    changed: int = 0
    same: int = 0
    ended: int = 0
    absent: int = 0


def import_units(
    session: Session, rows: Iterable[str], *, source: str, on: date, actor: Actor, now: datetime
) -> ImportCounts:
    """Apply a list of units as it stands from a day on; `rows` are the lines of the CSV file.

    A unit whose kind, name or province differs gets a row from that day. `old_codes` of a new or changed
    unit say which units went into it: those that are not in the file themselves end the day before.
    Centres and areas are corrected in place. Raises BadInput for the whole file if any line is wrong.
    """
    listed = sorted(read_units(rows), key=lambda each: each.level)
    standing = _standing(session, on)
    fresh = [each for each in listed if not _is_same(each, standing)]
    _check(listed, fresh, standing, on)
    for each in listed:
        _correct_place(each, standing)
    before, begun = dict(standing), {}
    for each in fresh:
        begun[each.level, each.code] = standing[each.level, each.code] = _begin(session, each, standing, source, on)
    ended = _end_members(session, fresh, listed, before, begun, on)
    session.flush()
    counts = _count(listed, fresh, before, ended)
    facts = {"source": source, "on": str(on), **vars(counts)}
    append(session, stream="area:all", kind="area.imported", actor=actor, at=now, facts=facts)
    return counts


def _standing(session: Session, on: date) -> Standing:
    is_open = or_(AdminUnit.valid_to.is_(None), AdminUnit.valid_to >= on)
    query = select(AdminUnit).where(AdminUnit.level.in_((PROVINCE, COMMUNE)), is_open)
    return {(unit.level, unit.code): unit for unit in session.scalars(query.order_by(AdminUnit.valid_from))}


def _is_same(each: FileUnit, standing: Standing) -> bool:
    unit = standing.get((each.level, each.code))
    if unit is None or unit.kind != each.kind or not same_spelling(unit.name, each.name):
        return False
    return each.level == PROVINCE or (unit.parent is not None and unit.parent.code == each.parent)


def _check(listed: list[FileUnit], fresh: list[FileUnit], standing: Standing, on: date) -> None:
    faults = []
    provinces = {code for level, code in standing if level == PROVINCE}
    provinces |= {each.code for each in listed if each.level == PROVINCE}
    for each in fresh:
        unit = standing.get((each.level, each.code))
        if unit is not None and unit.valid_from > on:
            faults.append(f"dòng {each.line}: mã {each.code} đã có bản ghi từ ngày {unit.valid_from:%d/%m/%Y}")
        if each.level == COMMUNE and each.parent not in provinces:
            faults.append(f"dòng {each.line}: không có tỉnh mã {each.parent}")
        unknown = [code for code in each.old_codes if (each.level, code) not in standing]
        if unknown:
            faults.append(f"dòng {each.line}: không có đơn vị cũ mã {', '.join(unknown)} đến ngày đó")
    if faults:
        raise refuse(faults)


def _correct_place(each: FileUnit, standing: Standing) -> None:
    unit = standing.get((each.level, each.code))
    if unit is not None and each.lat is not None and each.lon is not None:
        unit.lat, unit.lon = each.lat, each.lon
        unit.area_km2 = each.area_km2 or unit.area_km2


def _begin(session: Session, each: FileUnit, standing: Standing, source: str, on: date) -> AdminUnit:
    """The row of a new or changed unit; a row that began that very day is corrected instead."""
    before = standing.get((each.level, each.code))
    parent = standing[PROVINCE, each.parent] if each.level == COMMUNE else None
    values = unit_values(each.level, each.code, each.kind, each.name)
    values |= {"parent_id": parent.id if parent else None, "source": _source_of(each, source)}
    if before is not None and before.valid_from == on:
        for column, value in values.items():
            setattr(before, column, value)
        return before
    place = each if each.lat is not None or before is None else replace(
        each, lat=before.lat, lon=before.lon, area_km2=before.area_km2
    )  # fmt: skip
    unit = AdminUnit(**values, valid_from=on, lat=place.lat, lon=place.lon, area_km2=place.area_km2)
    session.add(unit)
    if before is not None:
        before.valid_to = on - DAY
    session.flush()
    if before is not None and set(each.old_codes) <= {each.code}:
        _link(session, before, unit, "rename", on)
        open_children = (AdminUnit.parent_id == before.id, AdminUnit.valid_to.is_(None))
        session.execute(update(AdminUnit).where(*open_children).values(parent_id=unit.id))
    return unit


def _source_of(each: FileUnit, source: str) -> str:
    return f"{source}: {each.note}" if each.note else source


def _link(session: Session, old: AdminUnit, new: AdminUnit, kind: str, on: date) -> None:
    values = {"old_id": old.id, "new_id": new.id}
    if session.scalar(select(AdminUnitChange.id).filter_by(**values)) is None:
        session.add(AdminUnitChange(**values, kind=kind, on_date=on, resolution=new.source))


def _end_members(
    session: Session,
    fresh: list[FileUnit],
    listed: list[FileUnit],
    before: Standing,
    begun: Standing,
    on: date,
) -> int:
    """End the units that went into others, and keep the link; a unit that went into several is partial."""
    stays = {(each.level, each.code) for each in listed}
    shares = Counter((each.level, code) for each in fresh for code in each.old_codes)
    ended = set()
    for each in fresh:
        if set(each.old_codes) <= {each.code}:
            continue
        for code in each.old_codes:
            old, new = before[each.level, code], begun[each.level, each.code]
            is_partial = shares[each.level, code] > 1 or ((each.level, code) in stays and code != each.code)
            if old.id != new.id:
                _link(session, old, new, "partial" if is_partial else "full", on)
            if (each.level, code) not in stays:
                old.valid_to = on - DAY
                ended.add(old.id)
    return len(ended)


def _count(listed: list[FileUnit], fresh: list[FileUnit], before: Standing, ended: int) -> ImportCounts:
    changed = sum((each.level, each.code) in before for each in fresh)
    absent = len(before.keys() - {(each.level, each.code) for each in listed}) - ended
    return ImportCounts(len(fresh) - changed, changed, len(listed) - len(fresh), ended, absent)
