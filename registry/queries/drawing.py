"""The drawing under the places: tiles or outlines of the country, or one province with its communes."""

from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from areas.models import AdminUnit
from areas.pictures import Picture, draw_country, draw_province, draw_tiles
from areas.queries import list_communes
from areas.queries.boundaries import list_outlines
from areas.shapes import Ring, decode_rings


def draw_places(session: Session, provinces: list[AdminUnit], province: AdminUnit | None, on: date) -> Picture:
    """The country by tiles or, where every province has its outline, by outlines; or a province, larger."""
    return draw_whole(session, provinces, on) if province is None else _draw_one(session, province, on)


def draw_whole(session: Session, provinces: list[AdminUnit], on: date, chosen: str = "") -> Picture:
    """The whole country with Hoàng Sa and Trường Sa; `chosen` is the code of a province that stands out."""
    outlines = list_outlines(session, on=on)
    if not outlines or len(outlines) < len(provinces):
        return draw_tiles({unit.code: unit.full_name for unit in provinces}, chosen)
    return draw_country([(unit.code, unit.full_name, _rings(row.shape)) for unit, row in outlines], chosen)


def _draw_one(session: Session, province: AdminUnit, on: date) -> Picture:
    outlines = list_outlines(session, province_id=province.id, on=on)
    communes = [] if outlines else list_communes(session, province.id, on)
    return draw_province(
        [(unit.code, unit.full_name, _rings(row.shape)) for unit, row in outlines],
        [(unit.lon, unit.lat, unit.full_name) for unit in communes if unit.lat is not None],
    )


@lru_cache(maxsize=400)
def _rings(shape: str) -> list[Ring]:
    return decode_rings(shape)
