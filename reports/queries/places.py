"""From the words of a command or a page to the scope of a tally."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from areas.models import PROVINCE, AdminUnit
from areas.queries import find_place, line_ids, units_inside
from core.errors import BadInput
from core.i18n import lazy
from reports.scope import Scope


def open_scope(session: Session, from_day: date, to_day: date, place: str = "") -> Scope:
    """The scope of a period and a place by its code, which may be a former one (84 Trà Vinh).

    Raises BadInput for days out of order or a code that no place has or had.
    """
    if to_day < from_day:
        raise BadInput(lazy("Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ."), field="to")
    if not place:
        return Scope(from_day, to_day)
    first, last = (_find(session, place, day) for day in (from_day, to_day))
    units = _own_units(session, first, from_day) | _own_units(session, last, to_day)
    return Scope(
        from_day,
        to_day,
        place=place,
        place_name=last.full_name,
        unit_ids=frozenset(units),
        stock_ids=frozenset(units_inside(session, last) | line_ids(session, last.id)),
        is_small=last.level != PROVINCE,
    )


def _find(session: Session, place: str, on: date) -> AdminUnit:
    unit = find_place(session, place, on)
    if unit is None:
        raise BadInput(lazy("Không có địa bàn mã “%(sent)s”.", sent=place[:10]), field="place")
    return unit


def _own_units(session: Session, unit: AdminUnit, on: date) -> set[UUID]:
    """The place and its communes of a day; a former place is where its communes went."""
    return units_inside(session, unit, on=on) | line_ids(session, unit.id)
