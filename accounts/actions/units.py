"""What the administrator does with units: versions in time, their communes, their end."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import UnitArea, UnitVersion
from accounts.queries import list_unit_areas, list_units_below, unit_on
from accounts.queries.units import holds
from accounts.units import ABOVE, KINDS, may_stand_under
from areas.models import AdminUnit
from core import audit
from core.actor import Actor
from core.errors import BadInput, NotFound
from core.i18n import lazy

DAY = timedelta(days=1)


def change_unit(
    session: Session, *, unit_id: UUID, kind: str, name: str, parent_id: UUID | None, valid_from: date, source: str,
    actor: Actor, now: datetime,
) -> UnitVersion:  # fmt: skip
    """What the unit is from a day on; what it was until then stays. A mistake of the same day is mended.

    Raises BadInput for a day before the version of now, a kind that is none, or a unit above that cannot be.
    """
    before = unit_on(session, unit_id, max(valid_from, _first_day(session, unit_id)))
    if valid_from < before.valid_from:
        raise BadInput(lazy("Ngày phải từ %(day)s trở đi", day=f"{before.valid_from:%d/%m/%Y}"), field="valid_from")
    check_place(session, unit_id=unit_id, kind=kind, parent_id=parent_id, on=valid_from)
    row = before
    if valid_from > before.valid_from:
        row = UnitVersion(unit_id=unit_id, valid_from=valid_from, valid_to=before.valid_to)
        before.valid_to = valid_from - DAY
        session.add(row)
    row.kind, row.name, row.parent_id, row.source = kind, name, parent_id, source
    session.flush()
    facts = {"kind": kind, "name": name, "parent": parent_id, "from": valid_from}
    audit.append(session, stream=f"unit:{unit_id}", kind="unit.changed", actor=actor, at=now, facts=facts)
    return row


def check_place(session: Session, *, unit_id: UUID | None, kind: str, parent_id: UUID | None, on: date) -> None:
    """Raises BadInput when a unit of this kind cannot stand under that parent on that day."""
    if kind not in KINDS:
        raise BadInput(lazy("Chọn loại đơn vị trong danh sách"), field="kind")
    if parent_id is None:
        if kind == "doi":
            raise BadInput(lazy("Đội phải thuộc một Chi cục; chọn đơn vị cấp trên"), field="parent")
        return
    try:
        above = unit_on(session, parent_id, on)
    except NotFound:
        raise BadInput(lazy("Đơn vị cấp trên không hoạt động vào ngày đó"), field="parent") from None
    if not may_stand_under(kind, above.kind):
        names = ", ".join(str(KINDS[each]) for each in ABOVE.get(kind, ())) or "–"
        raise BadInput(lazy("Loại này chỉ thuộc: %(names)s", names=names), field="parent")
    if unit_id and parent_id in list_units_below(session, unit_id, on):
        raise BadInput(lazy("Đơn vị không thể thuộc chính nó hoặc đơn vị dưới nó"), field="parent")


def set_areas(
    session: Session, *, unit_id: UUID, area_ids: set[UUID], valid_from: date, actor: Actor, now: datetime
) -> None:
    """The communes (of a Đội) or provinces of a unit from a day on; what it had until then stays.

    Raises BadInput when another unit of the same kind holds one of them on that day, or when a commune lies
    outside the provinces of the unit above.
    """
    unit = unit_on(session, unit_id, valid_from)
    places = list(session.scalars(select(AdminUnit).where(AdminUnit.id.in_(area_ids))))
    if len(places) != len(area_ids):
        raise BadInput(lazy("Chọn địa bàn trong danh sách"), field="areas")
    _check_overlap(session, unit, area_ids, valid_from)
    _check_inside(session, unit, places, valid_from)
    have = list(session.scalars(select(UnitArea).where(UnitArea.unit_id == unit_id, holds(UnitArea, valid_from))))
    for row in have:
        if row.admin_unit_id not in area_ids:
            _end_area(session, row, valid_from)
    kept = {row.admin_unit_id for row in have}
    session.add_all(
        UnitArea(unit_id=unit_id, admin_unit_id=place.id, valid_from=valid_from)
        for place in places if place.id not in kept
    )  # fmt: skip
    session.flush()
    facts = {"from": valid_from, "added": len(area_ids - kept), "ended": len(kept - area_ids)}
    audit.append(session, stream=f"unit:{unit_id}", kind="unit.areas", actor=actor, at=now, facts=facts)


def end_unit(session: Session, *, unit_id: UUID, last_day: date, actor: Actor, now: datetime) -> None:
    """The unit's last day. Raises BadInput while units stand under it."""
    if len(list_units_below(session, unit_id, last_day + DAY)) > 1:
        raise BadInput(lazy("Còn đơn vị dưới đơn vị này; chuyển chúng trước"), field="last_day")
    unit_on(session, unit_id, last_day).valid_to = last_day
    for row in session.scalars(select(UnitArea).where(UnitArea.unit_id == unit_id, holds(UnitArea, last_day))):
        row.valid_to = last_day
    session.flush()
    facts = {"last_day": last_day}
    audit.append(session, stream=f"unit:{unit_id}", kind="unit.ended", actor=actor, at=now, facts=facts)


def _first_day(session: Session, unit_id: UUID) -> date:
    days = session.scalars(select(UnitVersion.valid_from).filter_by(unit_id=unit_id)).all()
    return min(days, default=date.max)


def _end_area(session: Session, row: UnitArea, valid_from: date) -> None:
    if row.valid_from >= valid_from:
        session.delete(row)
    else:
        row.valid_to = valid_from - DAY


def _check_overlap(session: Session, unit: UnitVersion, area_ids: set[UUID], on: date) -> None:
    query = select(UnitVersion.name, AdminUnit.full_name).join(UnitArea, UnitArea.unit_id == UnitVersion.unit_id)
    query = query.join(AdminUnit, AdminUnit.id == UnitArea.admin_unit_id)
    query = query.where(UnitVersion.kind == unit.kind, UnitVersion.unit_id != unit.unit_id, holds(UnitVersion, on))
    held = session.execute(query.where(holds(UnitArea, on), UnitArea.admin_unit_id.in_(area_ids))).first()
    if held and unit.kind in ("doi", "chi_cuc"):
        text = lazy("%(place)s đang thuộc %(unit)s; bỏ ở đó trước", place=held[1], unit=held[0])
        raise BadInput(text, field="areas")


def _check_inside(session: Session, unit: UnitVersion, places: list[AdminUnit], on: date) -> None:
    if unit.kind != "doi" or unit.parent_id is None:
        return
    provinces = list_unit_areas(session, unit.parent_id, on)
    outside = [place.full_name for place in places if place.parent_id not in provinces]
    if outside:
        text = lazy("%(place)s không thuộc tỉnh của đơn vị cấp trên", place=outside[0])
        raise BadInput(text, field="areas")
