"""Places as rows of a file that can be brought in again."""

from collections.abc import Set
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import list_successors
from registry.models import PlaceMember, Producer, SalePoint
from registry.place_rows import COLUMNS, TEXTS
from registry.queries.listings import is_member
from registry.queries.places import list_place_kinds


def list_place_rows(session: Session, commune_ids: Set[UUID], on: date) -> list[list[str]]:
    """Headings, then every place of the communes by name with its commune's code of the day and its producers."""
    query = select(SalePoint).where(SalePoint.commune_id.in_(commune_ids)).order_by(SalePoint.folded, SalePoint.id)
    places = list(session.scalars(query))
    kinds = {kind.code: kind.name for kind in list_place_kinds(session, on)}
    became = list_successors(session, {place.commune_id for place in places}, on)
    inside = _producers(session, commune_ids, on)
    rows = [[str(heading) for heading in COLUMNS.values()]]
    for place in places:
        units = became[place.commune_id]
        cells = _cells(place) | {
            "kind": kinds.get(place.kind, place.kind), "commune": units[0].code if len(units) == 1 else "",
            "producers": "|".join(inside.get(place.id, [])),
        }  # fmt: skip
        rows.append([cells[column] for column in COLUMNS])
    return rows


def _cells(place: SalePoint) -> dict[str, str]:
    area, let = place.area_m2, place.occupancy_tenths
    days = ("decided_on", "occupancy_on", "opened_on", "known_on", "closed_on")
    return (
        {"name": place.name, "lat": _number(place.lat), "lon": _number(place.lon)}
        | {column: getattr(place, column) for column in TEXTS}
        | {column: f"{day:%d/%m/%Y}" if (day := getattr(place, column)) else "" for column in days}
        | {"area_ha": _number(area and area / 10_000), "occupancy": _number(let and let / 10)}
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}".replace(".", ",")


def _producers(session: Session, commune_ids: Set[UUID], on: date) -> dict[UUID, list[str]]:
    """The tax codes, or else names, of the producers in each place on a day."""
    query = select(PlaceMember.place_id, Producer.tax_code, Producer.name)
    query = query.join(Producer, Producer.id == PlaceMember.producer_id)
    query = query.join(SalePoint, SalePoint.id == PlaceMember.place_id)
    query = query.where(SalePoint.commune_id.in_(commune_ids), is_member(on)).order_by(Producer.folded, Producer.id)
    found: dict[UUID, list[str]] = {}
    for place_id, tax_code, name in session.execute(query):
        found.setdefault(place_id, []).append(tax_code or name)
    return found
