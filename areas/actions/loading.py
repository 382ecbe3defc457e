"""Bring the lists that ship with the product into the database; what an administrator changed stays."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from areas.models import AdminUnit, AdminUnitChange, AdminUnitFlag, Holiday
from areas.names import full_name_of, name_key
from core.db import Base, new_id
from core.reference import read_rows, reference
from core.text import slugify

DATA = Path(__file__).resolve().parents[1] / "data"
Key = tuple[int, str, date]


@dataclass(frozen=True)
class LoadCounts:
    """How many rows a loading added; none when everything was there."""

    units: int
    changes: int
    flags: int
    holidays: int


class Places:
    """Finds a unit's id by level, code and day."""

    def __init__(self, ids: dict[Key, UUID]) -> None:
        self._spells: dict[tuple[int, str], list[tuple[date, UUID]]] = defaultdict(list)
        for (level, code, valid_from), unit_id in sorted(ids.items(), key=lambda item: item[0]):
            self._spells[level, code].append((valid_from, unit_id))

    def at(self, level: int, code: str, day: date) -> UUID:
        spells = self._spells[level, code]
        return spells[bisect_right(spells, day, key=lambda spell: spell[0]) - 1][1]


@reference("areas")
def load_areas(session: Session, now: datetime) -> LoadCounts:
    """Load units, changes, flags and holidays as far as they are not there yet."""
    return load_units(session)


def load_units(session: Session, *, folder: Path = DATA) -> LoadCounts:
    """Load the four lists of a folder; safe to repeat, fast when nothing is missing."""
    known = {
        (level, code, valid_from): unit_id
        for unit_id, level, code, valid_from in session.execute(
            select(AdminUnit.id, AdminUnit.level, AdminUnit.code, AdminUnit.valid_from)
        )
    }
    rows = list(read_rows(folder / "units.csv"))
    ids = known | {_key(row): new_id() for row in rows if _key(row) not in known}
    places = Places(ids)
    units = [_unit(row, ids[_key(row)], places) for row in rows if _key(row) not in known]
    _add(session, AdminUnit, sorted(units, key=lambda unit: unit["level"]))
    changes = _missing_changes(session, read_rows(folder / "changes.csv"), places)
    _add(session, AdminUnitChange, changes)
    flags = _missing_flags(session, read_rows(folder / "flags.csv"), places)
    _add(session, AdminUnitFlag, flags)
    holidays = _missing_holidays(session, read_rows(folder / "holidays.csv"))
    _add(session, Holiday, holidays)
    return LoadCounts(len(units), len(changes), len(flags), len(holidays))


def _add(session: Session, table: type[Base], rows: list[dict]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _key(row: dict[str, str]) -> Key:
    return (int(row["level"]), row["code"], date.fromisoformat(row["valid_from"]))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> float | None:
    return float(text) if text else None


def _unit(row: dict[str, str], unit_id: UUID, places: Places) -> dict:
    level, code, valid_from = _key(row)
    valid_to = _day(row["valid_to"])
    above = {2: 1, 3: 2 if len(row["parent"]) == 3 else 1}.get(level)
    parent_id = places.at(above, row["parent"], valid_to or date.max) if above else None
    return unit_values(level, code, row["kind"], row["name"]) | {
        "id": unit_id,
        "parent_id": parent_id,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "lat": _number(row["lat"]),
        "lon": _number(row["lon"]),
        "area_km2": _number(row["area_km2"]),
        "source": row["source"],
    }


def unit_values(level: int, code: str, kind: str, name: str) -> dict:
    """The columns of a unit that follow from its kind and name."""
    full_name = full_name_of(kind, name)
    return {
        "level": level,
        "code": code,
        "kind": kind,
        "name": name,
        "full_name": full_name,
        "slug": slugify(full_name),
        "folded": name_key(name),
    }


def _missing_changes(session: Session, rows: Iterable[dict], places: Places) -> list[dict]:
    known = {tuple(row) for row in session.execute(select(AdminUnitChange.old_id, AdminUnitChange.new_id))}
    changes = []
    for row in rows:
        on_date = date.fromisoformat(row["on_date"])
        old_id = places.at(int(row["old_level"]), row["old_code"], on_date - timedelta(days=1))
        new = places.at(int(row["new_level"]), row["new_code"], on_date)
        if (old_id, new) not in known:
            kind, resolution = row["kind"], row["resolution"]
            changes.append(
                {
                    "id": new_id(),
                    "old_id": old_id,
                    "new_id": new,
                    "kind": kind,
                    "on_date": on_date,
                    "resolution": resolution,
                }
            )
    return changes


def _missing_flags(session: Session, rows: Iterable[dict], places: Places) -> list[dict]:
    flags = []
    for row in rows:
        stated = date.fromisoformat(row["on_date"])
        unit_id = places.at(int(row["level"]), row["code"], stated)
        values = {"unit_id": unit_id, "flag": row["flag"], "valid_from": date(stated.year, 1, 1)}
        if session.scalar(select(AdminUnitFlag.id).filter_by(**values)) is None:
            flags.append(values | {"id": new_id(), "valid_to": None, "source": row["source"]})
    return flags


def _missing_holidays(session: Session, rows: Iterable[dict]) -> list[dict]:
    known = set(session.scalars(select(Holiday.on_date)))
    days = [row | {"id": new_id(), "on_date": date.fromisoformat(row["on_date"])} for row in rows]
    return [day for day in days if day["on_date"] not in known]
