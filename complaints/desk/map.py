"""The map of a desk's reports: a mark at each commune, and the same as a table."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Response, request, url_for

from accounts.guards import requires, signed_in
from areas.models import AdminUnit
from areas.pictures import Frame
from areas.queries import list_provinces
from complaints.desk.frame import blueprint, unit_ids
from complaints.queries.map import Place, list_places
from complaints.queries.queue import Desk
from core import clock
from core.db import session
from core.i18n import _
from core.pages import page
from registry.queries.drawing import draw_places, draw_whole

SPANS = (30, 90, 365)
LEAST, MOST = 6, 26


@dataclass(frozen=True)
class Mark:
    """A circle whose area grows with the number of reports."""

    place: Place
    x: float
    y: float
    radius: float


@blueprint.get("/cases/map")
@requires("cases.read")
def report_map() -> Response:
    """Reports of the last 30, 90 or 365 days, by commune of the place of sale."""
    asked, today = request.args.get("days", ""), clock.today()
    days = int(asked) if asked in map(str, SPANS) else SPANS[1]
    desk = Desk(unit_ids(), signed_in().user_id, today)
    places = list_places(session(), desk, clock.now() - timedelta(days=days))
    provinces = list_provinces(session(), today)
    province = _province(provinces, places)
    picture = draw_places(session(), provinces, province, today)
    return page(
        "complaints/desk/map.html", style="desk_map", places=places, province=province, picture=picture, days=days,
        marks=_marks(picture.frame, places, province), tabs=_tabs(days),
        names={unit.id: unit.name for unit in provinces},
        locator=draw_whole(session(), provinces, today, province.code) if province else None,
    )  # fmt: skip


def _province(provinces: list[AdminUnit], places: list[Place]) -> AdminUnit | None:
    """The province asked for, else the one with the most reports."""
    asked = next((unit for unit in provinces if unit.code == request.args.get("province")), None)
    most = next((place.province_id for place in places if place.province_id), None)
    return asked or next((unit for unit in provinces if unit.id == most), None)


def _marks(frame: Frame | None, places: list[Place], province: AdminUnit | None) -> list[Mark]:
    """The communes of the province that have a point; none on tiles."""
    shown = [place for place in places if province and place.commune and place.province_id == province.id]
    if frame is None or not shown:
        return []
    most = max(shown[0].total, 1)
    return [
        Mark(place, *frame.place(place.commune.lon, place.commune.lat), _radius(place.total / most))
        for place in shown if place.commune.lat is not None
    ]  # fmt: skip


def _radius(share: float) -> float:
    return round(LEAST + (MOST - LEAST) * share**0.5, 1)


def _tabs(days: int) -> list[dict]:
    return [
        {"label": _("%(count)s ngày", count=each), "href": url_for(".report_map", days=each), "current": each == days}
        for each in SPANS
    ]
