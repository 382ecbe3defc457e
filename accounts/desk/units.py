"""The administrator's pages of units in time, and of the table of rights."""

from uuid import UUID

from flask import Response, redirect, url_for

from accounts.access import role_name
from accounts.actions import create_unit, managing, units
from accounts.desk.frame import blueprint, tried
from accounts.guards import requires, signed_in
from accounts.queries import find_unit_by_code, list_officers, list_unit_areas, list_units, unit_on
from accounts.queries.managing import count_areas, list_areas_over_time, list_right_rows, list_versions
from accounts.schemas import AreasForm, ChangeUnitForm, RightForm, UnitForm
from accounts.units import KINDS, ROLES
from areas.queries import list_communes, list_provinces
from core import clock
from core.db import session
from core.errors import BadInput
from core.forms import Errors, read_form, typed_words
from core.i18n import lazy
from core.pages import page


@blueprint.get("/units")
@requires("accounts.manage")
def all_units() -> Response:
    """The units of today as a tree, and the form of a new one."""
    return units_page({}, {})


@blueprint.post("/units")
@requires("accounts.manage")
def add_unit() -> Response:
    """One more unit."""
    values, errors = read_form(UnitForm)
    if errors:
        return units_page(values, errors, 422)
    made, errors = tried(lambda current: _create(current, values), {}, "code")
    return units_page(values, errors, 422) if errors else redirect(url_for(".one_unit", unit_id=made), 303)


@blueprint.get("/units/<uuid:unit_id>")
@requires("accounts.manage")
def one_unit(unit_id: UUID) -> Response:
    """One unit in time, with its communes and people."""
    return unit_page(unit_id, {}, {})


@blueprint.post("/units/<uuid:unit_id>")
@requires("accounts.manage")
def change_unit(unit_id: UUID) -> Response:
    """What the unit is from a day on."""
    values, errors = read_form(ChangeUnitForm)
    if not errors:
        sent = {name: values[name] for name in ("kind", "name", "valid_from", "source")}
        _row, errors = tried(lambda current: units.change_unit(
            current, unit_id=unit_id, parent_id=values["parent"], **sent, **_by()
        ), {}, "valid_from")  # fmt: skip
    return unit_page(unit_id, values, errors, 422) if errors else _back(unit_id)


@blueprint.post("/units/<uuid:unit_id>/areas")
@requires("accounts.manage")
def set_areas(unit_id: UUID) -> Response:
    """The communes or provinces from a day on."""
    values, errors = read_form(AreasForm)
    sent = typed_words().get("areas") or []
    chosen = [sent] if isinstance(sent, str) else list(sent)
    if not errors:
        _row, errors = tried(lambda current: units.set_areas(
            current, unit_id=unit_id, area_ids=_ids(chosen), valid_from=values["valid_from"], **_by()
        ), {"valid_from": "areas_from"}, "areas")  # fmt: skip
    errors = {"areas_from" if name == "valid_from" else name: texts for name, texts in errors.items()}
    kept = {"areas": chosen, "areas_from": typed_words().get("valid_from", "")}
    return unit_page(unit_id, kept, errors, 422) if errors else _back(unit_id)


@blueprint.post("/units/<uuid:unit_id>/end")
@requires("accounts.manage")
def end_unit(unit_id: UUID) -> Response:
    """Today is the unit's last day."""
    names = {"last_day": "valid_from"}
    _row, errors = tried(
        lambda current: units.end_unit(current, unit_id=unit_id, last_day=clock.today(), **_by()), names, "valid_from"
    )
    return unit_page(unit_id, {}, errors, 422) if errors else redirect(url_for(".all_units"), 303)


@blueprint.get("/rights")
@requires("accounts.manage")
def rights() -> Response:
    """Who may do what, as dated rows."""
    return rights_page({}, {})


@blueprint.post("/rights")
@requires("accounts.manage")
def add_right() -> Response:
    """One more right from a day on."""
    values, errors = read_form(RightForm)
    if not errors:
        _row, errors = tried(lambda current: managing.add_right(current, **values, **_by()), {}, "action")
    return rights_page(values, errors, 422) if errors else redirect(url_for(".rights"), 303)


@blueprint.post("/rights/<uuid:right_id>/end")
@requires("accounts.manage")
def end_right(right_id: UUID) -> Response:
    """A right ends at once."""
    _row, errors = tried(lambda current: managing.end_right(current, right_id=right_id, **_by()), {}, "action")
    return rights_page({}, errors, 422) if errors else redirect(url_for(".rights"), 303)


def units_page(values: dict, errors: Errors, status: int = 200) -> Response:
    """The tree and the form."""
    rows = list_units(session(), clock.today())
    return page(
        "accounts/units.html", style="desk", status=status, rows=_tree(rows), values=values, errors=errors,
        areas=count_areas(session(), clock.today()), today=clock.today(), **_kinds(rows),
    )  # fmt: skip


def unit_page(unit_id: UUID, values: dict, errors: Errors, status: int = 200) -> Response:
    """One unit: what it was, what it can become, where it works."""
    today = clock.today()
    unit, rows = unit_on(session(), unit_id, today), list_units(session(), today)
    return page(
        "accounts/unit.html", style="desk", status=status, unit=unit, values=values, errors=errors, today=today,
        versions=list_versions(session(), unit_id), history=list_areas_over_time(session(), unit_id),
        people=list_officers(session(), unit_id, today), places=_places(unit, today),
        chosen=[str(area) for area in list_unit_areas(session(), unit_id, today)], **_kinds(rows),
    )  # fmt: skip


def rights_page(values: dict, errors: Errors, status: int = 200) -> Response:
    """The table and the form."""
    rows = list_right_rows(session(), clock.today())
    return page(
        "accounts/rights.html", style="desk", status=status, rows=rows, values=values, errors=errors, kinds=KINDS,
        roles=[(role, role_name(role)) for role in ROLES], role_name=role_name, today=clock.today(),
        actions=[(action, action) for action in sorted({row.action for row in rows})],
    )  # fmt: skip


def _create(current, values: dict) -> UUID:
    if find_unit_by_code(current, values["code"]):
        raise BadInput(lazy("Mã “%(code)s” đã có đơn vị dùng", code=values["code"]), field="code")
    units.check_place(
        current, unit_id=None, kind=values["kind"], parent_id=values["parent"], on=values["valid_from"]
    )  # fmt: skip
    sent = {name: values[name] for name in ("code", "kind", "name", "valid_from", "source")}
    return create_unit(current, parent_id=values["parent"], **sent, **_by()).id


def _places(unit, today) -> list[tuple[str, str]]:
    """What a unit can be responsible for: communes of the provinces above a Đội, provinces for the others."""
    if unit.kind not in ("doi", "ubnd_xa"):
        return [(str(each.id), each.full_name) for each in list_provinces(session(), today)]
    above = list_unit_areas(session(), unit.parent_id, today) if unit.parent_id else set()
    found = [place for province in above for place in list_communes(session(), province, today)]
    return [(str(place.id), place.full_name) for place in found]


def _tree(rows: list) -> list[tuple[int, object]]:
    """The units with their depth, each under the one above it."""
    below: dict = {}
    known = {row.unit_id for row in rows}
    for row in rows:
        below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    found, waiting = [], [(0, row) for row in reversed(below.get(None, []))]
    while waiting:
        depth, row = waiting.pop()
        found.append((depth, row))
        waiting += [(depth + 1, each) for each in reversed(below.get(row.unit_id, []))]
    return found


def _kinds(rows: list) -> dict:
    parents = [(str(row.unit_id), row.name) for row in rows if row.kind in ("cuc", "so_cong_thuong", "chi_cuc")]
    return {"kinds": [(code, words) for code, words in KINDS.items() if code != "producer"], "kind_words": KINDS,
            "parents": parents}  # fmt: skip


def _ids(sent: list[str]) -> set[UUID]:
    try:
        return {UUID(each) for each in sent}
    except ValueError:
        raise BadInput(lazy("Chọn địa bàn trong danh sách"), field="areas") from None


def _by() -> dict:
    return {"actor": signed_in().actor, "now": clock.now()}


def _back(unit_id: UUID) -> Response:
    return redirect(url_for(".one_unit", unit_id=unit_id), 303)
