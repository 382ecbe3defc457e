"""Officers' desk: places of the own communes, written down, changed, brought in by a file."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires
from areas.queries import label, search_units
from areas.queries.boundaries import find_commune_at
from areas.queries.units import nearest_communes
from core import clock, installation
from core.db import committing, session
from core.errors import BadInput, Conflict, NotFound
from core.forms import read_form, sent_files, typed_words
from core.home import register_desk_tab
from core.i18n import _, lazy
from core.pages import page
from core.tables import TYPES, send_table
from registry.actions.place_import import import_places
from registry.actions.places import change_place, open_sale_point
from registry.desk.frame import blueprint, by, communes
from registry.models import SalePoint
from registry.place_files import read_place_file
from registry.place_rows import COLUMNS
from registry.places import LAYERS, parse_point
from registry.queries.map import Sought, find_spots
from registry.queries.place_export import list_place_rows
from registry.queries.places import get_place, list_place_kinds, today_words
from registry.schemas.places import PlaceForm
from registry.sending import Errors, send

NO_COLUMNS = ("commune", "position", "no_position", "version")
"""Fields of the form that are read for themselves."""

register_desk_tab(26, lazy("Địa điểm"), "/desk/places", "desk", right="places.read")


@blueprint.get("/places")
@requires("places.read")
def places() -> Response:
    """The places of the own communes."""
    words = request.args.get("q", "").replace("\x00", "")[:100]
    spots = find_spots(session(), Sought(words=words, commune_ids=communes()), clock.today())
    return page("registry/desk_places.html", style="desk", spots=spots, q=words, layers=LAYERS)


@blueprint.get("/places.<string:form>")
@requires("places.read")
def places_file(form: str) -> Response:
    """The places of the own communes as a file that can be brought in again."""
    if form not in TYPES:
        raise NotFound(lazy("Không có tệp dạng này."))
    return send_table("dia-diem", form, [("Dia diem", list_place_rows(session(), communes(), clock.today()))])


@blueprint.route("/places/new", methods=["GET", "POST"])
@requires("places.write")
def new_place() -> Response:
    """Write a place down."""
    values, errors = read_form(PlaceForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        errors = _written(None, values)
        if not errors:
            return redirect(url_for(".places"), 303)
    return _form(typed_words(), errors, None)


@blueprint.route("/places/<uuid:place_id>", methods=["GET", "POST"])
@requires("places.write")
def edit_place(place_id: UUID) -> Response:
    """Change a place of the own communes; of two who write at once the second reads the first's version."""
    place = own_place(place_id)
    if request.method == "GET":
        return _form(_shown(place), {}, place)
    values, errors = read_form(PlaceForm)
    try:
        errors = errors or _written(place, values)
    except Conflict as refused:
        session().refresh(place)
        typed = typed_words() | {"version": place.version}
        return _form(typed, {"version": [str(refused)]}, place, 409, _standing(place, typed))
    return _form(typed_words(), errors, place) if errors else redirect(url_for(".places"), 303)


@blueprint.route("/places/import", methods=["GET", "POST"])
@requires("places.write")
def import_list() -> Response:
    """Bring a list in: tried first, then taken whole or not at all."""
    answers, errors = [], {}
    if request.method == "POST":
        try:
            answers = _taken(request.form.get("step") != "take")
        except BadInput as refused:
            errors = {"file": [str(refused)]}
    return page("registry/desk_places_import.html", style="desk", status=422 if errors else 200, errors=errors,
                answers=answers, columns=COLUMNS, step=request.form.get("step", ""),
                kinds=list_place_kinds(session(), clock.today()))  # fmt: skip


def _taken(only_try: bool) -> list:
    files = sent_files("file")
    if not files:
        raise BadInput(lazy("Chọn tệp CSV hoặc XLSX"), field="file")
    rows, name = read_place_file(files[0].stream, files[0].filename or ""), files[0].filename or ""
    inside = communes()
    with committing() as current:
        return import_places(current, rows, source=name[:300], commune_ids=inside, only_try=only_try,
                             is_sample=installation.is_sample(), **by())  # fmt: skip


def own_place(place_id: UUID) -> SalePoint:
    """A place of the own communes; others are not there."""
    place = get_place(session(), place_id)
    if place.commune_id not in communes():
        raise NotFound(lazy("Không có nơi này."))
    return place


def _written(place: SalePoint | None, values: dict) -> Errors:
    """Write the form down; the commune comes from its words, else from the point."""
    facts = {name: value for name, value in values.items() if name not in NO_COLUMNS}
    try:
        facts |= _position(values, place)
        facts["commune_id"] = _commune(values["commune"], facts.get("lat"), facts.get("lon"), place)
    except BadInput as refused:
        field = "position" if refused.field == "near" else str(refused.field)
        return {field: [str(refused)]}
    if place is None:
        sample = installation.is_sample()
        return send(lambda current: open_sale_point(current, is_sample=sample, **facts, **by()))
    version = values["version"]
    return send(lambda current: change_place(current, place_id=place.id, version=version, **facts, **by()))


def _position(values: dict, place: SalePoint | None) -> dict[str, float | None]:
    """The point as written; an empty field leaves what stands unless the tick asks to take it away."""
    if values["position"] and values["no_position"]:
        raise BadInput(lazy("Bỏ vị trí thì để trống ô vị trí; giữ vị trí thì bỏ dấu chọn"), field="position")
    if values["position"] and place is not None and values["position"] == _at(place):
        return {}
    if values["position"]:
        return dict(zip(("lat", "lon"), parse_point(values["position"], digits=6), strict=True))
    return {"lat": None, "lon": None} if values["no_position"] else {}


def _at(place: SalePoint) -> str:
    """The point as the form shows it; sent back unchanged it keeps all its digits."""
    return f"{place.lat:.6f},{place.lon:.6f}" if place.lat is not None else ""


def _commune(words: str, lat: float | None, lon: float | None, place: SalePoint | None) -> UUID:
    """The commune meant, one of the own. Raises BadInput with the three nearest where only a point is known."""
    if not words and place is not None:
        return place.commune_id
    hits = search_units(session(), words, limit=8) if words else []
    found = {unit.id: unit for hit in hits for unit in hit.units}
    exact = {key: unit for key, unit in found.items() if label(unit).casefold() == words.casefold()}
    found = exact or found
    if not words and lat is not None:
        at = find_commune_at(session(), lat, lon)
        found = {at.id: at} if at else {}
        if not found:
            names = "; ".join(label(near.unit) for near in nearest_communes(session(), lat, lon))
            raise BadInput(lazy("Chọn một xã gần vị trí đó: %(names)s", names=names), field="commune")
    if len(found) != 1:
        names = "; ".join(label(unit) for unit in found.values()) or "–"
        raise BadInput(lazy("Ghi rõ xã, phường kèm tỉnh; đang hiểu là: %(names)s", names=names), field="commune")
    (commune_id,) = found
    if commune_id not in communes():
        raise BadInput(lazy("Nơi này không ở địa bàn của đơn vị bạn"), field="commune")
    return commune_id


def _shown(place: SalePoint) -> dict:
    shown = {name: getattr(place, name) for name in PlaceForm().fields if hasattr(place, name)}
    days = {name: f"{value:%d/%m/%Y}" for name, value in shown.items() if hasattr(value, "strftime")}
    return shown | days | _numbers(place) | {"position": _at(place), "commune": ""}


def _numbers(place: SalePoint) -> dict[str, str]:
    """Area and occupancy as people write them."""
    area, let = place.area_m2, place.occupancy_tenths
    parts = {"area_m2": None if area is None else area / 10_000, "occupancy_tenths": None if let is None else let / 10}
    return {name: "" if value is None else f"{value:.10g}".replace(".", ",") for name, value in parts.items()}


def _standing(place: SalePoint, typed: dict) -> list[tuple[str, str, bool]]:
    """Every field as it stands now: its label, its words, whether something else was typed."""
    kinds = {kind.code: kind.name for kind in list_place_kinds(session(), clock.today())}
    now = _shown(place) | {"commune": today_words(session(), [place.commune_id], clock.today())[place.commune_id]}
    fields = {name: field.label for name, field in PlaceForm().fields.items() if name not in ("no_position", "version")}
    said = {name: str(typed.get(name) or "").strip() for name in fields}
    left_out = {name for name in ("commune", "position") if not said[name]}  # empty keeps what stands
    return [
        (str(label), kinds.get(now[name], now[name]) if name == "kind" else str(now[name] or ""),
         name not in left_out and said[name] != str(now[name] or ""))
        for name, label in fields.items()
    ]  # fmt: skip


def _form(values: dict, errors: Errors, place: SalePoint | None, status: int = 422, standing: list | None = None):
    kinds = [(kind.code, kind.name) for kind in list_place_kinds(session(), clock.today())]
    title = _("Sửa nơi") if place else _("Ghi nơi mới")
    return page("registry/desk_place_form.html", style="desk", status=status if errors else 200, values=values,
                errors=errors, place=place, kinds=kinds, standing=standing or [], title=title)  # fmt: skip
