"""Find a place by what people type: with or without accents, today's names and those of before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from areas.models import COMMUNE, PROVINCE, AdminUnit, AdminUnitChange
from areas.names import Asked, read_asked, same_spelling, written
from areas.queries.lines import line_ids, list_successors, stands
from areas.queries.units import label
from core import clock
from core.i18n import gettext as _
from core.text import sort_key

CANDIDATES = 120


@dataclass(frozen=True)
class Hit:
    """A place that fits: `units` stand today; `former` is the name of before that was found, if it was one."""

    units: tuple[AdminUnit, ...]
    former: AdminUnit | None = None

    @property
    def words(self) -> str:
        """ "xã Tân Cương, tỉnh Thái Nguyên", or "Phường 5 (cũ, ...) → phường Hòa Thuận, tỉnh Vĩnh Long"."""
        today = "; ".join(label(unit) for unit in self.units)
        if self.former is None:
            return today
        name = written(self.former.kind, self.former.name)
        if self.former.parent is None:
            return _("%(name)s (cũ) → %(today)s", name=name, today=today)
        place = label(self.former.parent)
        return _("%(name)s (cũ, %(place)s) → %(today)s", name=name, place=place, today=today)


def search_units(
    session: Session,
    text: str,
    *,
    province_id: UUID | None = None,
    level: int = COMMUNE,
    on: date | None = None,
    limit: int = 10,
) -> list[Hit]:
    """The best fitting places of a level on a day (today), today's names first among equals.

    Takes kinds before the name, accents or none, places after a comma ("Hòa Minh, Châu Thành"), "cũ" for
    a name of before. `province_id` narrows to a province of today or to a former one.
    """
    on = on or clock.today()
    for asked in _readings(text):
        found = _search(session, asked, _lines_of(session, province_id), level, on, limit)
        if found:
            return found
    return []


def _readings(text: str) -> Iterator[Asked]:
    """The text as it stands; then "cu" at its end as "cũ"; then its last words as a place around."""
    asked = read_asked(text)
    if not asked.key:
        return
    yield asked
    if asked.key.endswith(" cu"):
        bare = asked.key.removesuffix(" cu")
        yield replace(asked, key=bare, whole=bare, is_former=True)
    words = asked.key.split()
    for cut in range(len(words) - 1, max(0, len(words) - 5), -1):
        name, place = " ".join(words[:cut]), " ".join(words[cut:])
        yield replace(asked, key=name, whole=name, around=(*asked.around, place))


def _search(session: Session, asked: Asked, lines: set[UUID], level: int, on: date, limit: int) -> list[Hit]:
    current = [] if asked.is_former else _matching(session, asked, lines, level, stands(on))
    former = _matching(session, asked, lines, level, AdminUnit.valid_to < on)
    ranked = sorted([*current, *former], key=lambda unit: _rank(unit, asked, on))
    chosen = _fitting(ranked, asked)[: 3 * limit]
    became = list_successors(session, [unit.id for unit in chosen if _is_former(unit, on)], on)
    hits: list[Hit] = []
    shown: set[UUID] = set()
    for unit in chosen:
        hit = Hit(tuple(became[unit.id]), unit) if unit.id in became else Hit((unit,))
        is_known = unit.id in became and len(hit.units) == 1 and _is_told(hit, shown, asked)
        if hit.units and not is_known:
            hits.append(hit)
            shown |= {each.id for each in hit.units if hit.former is None}
    return hits[:limit]


def _is_former(unit: AdminUnit, on: date) -> bool:
    return unit.valid_to is not None and unit.valid_to < on


def _is_told(hit: Hit, shown: set[UUID], asked: Asked) -> bool:
    """Whether today's unit of the same name already stands in the list."""
    return not asked.is_former and hit.units[0].id in shown and hit.units[0].folded == hit.former.folded


def _matching(session: Session, asked: Asked, lines: set[UUID], level: int, holds) -> list[AdminUnit]:
    above, top = aliased(AdminUnit), aliased(AdminUnit)
    key = AdminUnit.folded
    sought = {asked.key, asked.whole}
    order = case((key.in_(sought), 0), (key.like(f"{asked.key}%"), 1), else_=2)
    fits = or_(*(key.like(pattern) for each in sought for pattern in (f"{each}%", f"% {each}%")))
    query: Select = (
        select(AdminUnit)
        .outerjoin(above, above.id == AdminUnit.parent_id)
        .outerjoin(top, top.id == above.parent_id)
        .where(AdminUnit.level == level, holds, fits)
        .options(joinedload(AdminUnit.parent).joinedload(AdminUnit.parent))
        .order_by(order, func.length(key), key, AdminUnit.id)
        .limit(CANDIDATES)
    )
    if lines and level != PROVINCE:
        query = query.where(or_(above.id.in_(lines), above.parent_id.in_(lines)))
    for place in asked.around:
        query = query.where(or_(above.folded.like(f"%{place}%"), top.folded.like(f"%{place}%")))
    return list(session.scalars(query))


def _lines_of(session: Session, province_id: UUID | None) -> set[UUID]:
    """The province under all its names, and those that were merged into it."""
    if province_id is None:
        return set()
    lines = line_ids(session, province_id)
    return lines | set(session.scalars(select(AdminUnitChange.old_id).where(AdminUnitChange.new_id.in_(lines))))


def _rank(unit: AdminUnit, asked: Asked, on: date) -> tuple:
    """Whole name before beginning before middle; the kind and accents as typed; today before before."""
    place = 0 if unit.folded in (asked.key, asked.whole) else 1 if unit.folded.startswith(asked.key) else 2
    other_kind = asked.kind is not None and unit.kind != asked.kind
    return (place, other_kind, _spelling(unit, asked.typed), _is_former(unit, on), sort_key(label(unit)))


def _spelling(unit: AdminUnit, typed: str) -> int:
    """0 when the accents are as typed, 1 when the name begins so, 2 otherwise."""
    names = (unit.name.lower(), unit.full_name.lower())
    if any(same_spelling(name, typed) for name in names):
        return 0
    return 1 if any(name.startswith(typed) for name in names) else 2


def _fitting(ranked: Iterable[AdminUnit], asked: Asked) -> list[AdminUnit]:
    """Those of the kind that was typed, where there are any."""
    units = list(ranked)
    of_kind = [unit for unit in units if unit.kind == asked.kind or unit.folded == asked.whole]
    return of_kind or units
