"""Doors for everybody: the map with its list and table."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, redirect, request

from areas.models import AdminUnit
from areas.queries import list_provinces, units_inside
from core import clock
from core.db import session
from core.errors import BadInput
from core.home import register_menu_item
from core.i18n import lazy
from core.pages import page
from registry import queries
from registry.markers import count_tiles, place_markers
from registry.places import LAYERS, say_km
from registry.products import PUBLIC
from registry.public.frame import blueprint
from registry.queries.drawing import draw_places, draw_whole
from registry.queries.map import Sought, count_layers, find_spots
from registry.queries.where import Standpoint, find_standpoint

FIELDS = {"q": 100, "at": 100, "province": 5, "product": 220, "view": 10}
VIEWS = ("list", "table")

register_menu_item(20, lazy("Bản đồ"), "/map")


@dataclass(frozen=True)
class Asked:
    """What was asked of the map, read."""

    values: dict[str, str]
    layers: list[str]
    stand: Standpoint | None
    errors: dict[str, list[str]]


@blueprint.route("/map", methods=["GET", "POST"])
def show_map() -> Response:
    """Places by layer, province, words, near a point. A position comes by POST and is neither kept nor logged."""
    if "near" in request.args:
        return without_position()
    on, asked = clock.today(), read_asked()
    provinces = list_provinces(session(), on)
    province = next((unit for unit in provinces if unit.code == asked.values["province"]), None)
    product = _product(asked.values["product"])
    sought = _sought(asked, province, product.id if product else None)
    spots = find_spots(session(), sought, on)
    shown = _drawing(provinces, province, spots, asked.stand)
    answer = page(
        "registry/map.html", style="map", status=422 if asked.errors else 200, asked=asked, values=asked.values,
        errors=asked.errors, layers=LAYERS, counts=count_layers(session(), sought, on), provinces=provinces,
        province=province, product=product, spots=spots, say_km=say_km, **shown,
    )  # fmt: skip
    return unkept(answer)


def read_asked() -> Asked:
    """The fields of the map from address or form; what cannot be read is told and left out.

    A position is read from a form that was posted, never from an address: addresses are logged and kept.
    """
    words = {name: request.values.get(name, "").replace("\x00", "").strip()[:most] for name, most in FIELDS.items()}
    words["near"] = request.form.get("near", "").replace("\x00", "").strip()[:60]
    layers = [layer for layer in request.values.getlist("layer") if layer in LAYERS]
    try:
        stand = find_standpoint(session(), words["near"], words["at"])
        return Asked(words, layers, stand, {})
    except BadInput as refused:
        return Asked(words, layers, None, {str(refused.field): [str(refused)]})


def without_position() -> Response:
    """The same address without the position that somebody put in it, so that no link of the page repeats it."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "near"]
    answer = redirect(request.path + ("?" + urlencode(kept) if kept else ""), 303)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def unkept(answer: Response) -> Response:
    """An answer to somebody's position stays out of every store on its way."""
    if request.form.get("near"):
        answer.headers["Cache-Control"] = "no-store"
    return answer


def _product(slug: str):
    found = queries.find_product_by_slug(session(), slug) if slug else None
    return found if found and found.state in PUBLIC else None


def _sought(asked: Asked, province: AdminUnit | None, product_id: UUID | None) -> Sought:
    inside = units_inside(session(), province) if province else None
    near = asked.stand.point if asked.stand else None
    return Sought(tuple(asked.layers), asked.values["q"], inside, near, product_id)


def _drawing(provinces: list[AdminUnit], province: AdminUnit | None, spots: list, stand) -> dict[str, Any]:
    """The picture, marks or counts on it, and the small picture of the country beside a province."""
    on = clock.today()
    picture = draw_places(session(), provinces, province, on)
    frame = picture.frame
    here = frame.place(stand.point[1], stand.point[0]) if frame and stand else None
    return {
        "picture": picture,
        "markers": place_markers(frame, spots) if frame else [],
        "tiles": {} if frame else count_tiles(spots),
        "locator": draw_whole(session(), provinces, on, province.code) if province else None,
        "here": here if here and frame.holds(stand.point[1], stand.point[0]) else None,
    }
