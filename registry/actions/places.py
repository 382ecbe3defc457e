"""Places of interest: written down, changed, closed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import get_unit
from core import audit
from core.actor import Actor
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import lazy
from core.text import fold
from registry.actions.slugs import free_slug
from registry.models import SalePoint
from registry.places import EAST, NORTH, SOUTH, WEST
from registry.queries.places import find_place_kind, get_place

TEXTS = {
    "name": 200, "address": 300, "operator": 200, "public_phone": 30, "chain": 100, "trade": 200, "decision": 200,
    "progress": 2000, "resolution_note": 1000, "source": 300,
}  # fmt: skip
CHANGEABLE = (
    *TEXTS, "kind", "commune_id", "lat", "lon", "decided_on", "area_m2", "occupancy_tenths", "occupancy_on",
    "opened_on", "known_on", "closed_on",
)  # fmt: skip


def open_sale_point(
    session: Session, *, kind: str, name: str, address: str, commune_id: UUID, known_on: date,
    is_sample: bool = False, generated: str = "", actor: Actor, now: datetime, **facts: Any,
) -> SalePoint:  # fmt: skip
    """A place: its address as written, the commune of today, and how the one led to the other.

    `facts` are columns of SalePoint named in CHANGEABLE. Raises BadInput for an unknown kind, a point outside
    Vietnam, days out of order.
    """
    values = _cleaned({"kind": kind, "name": name, "address": address, "known_on": known_on, **facts})
    place = SalePoint(
        commune_id=get_unit(session, commune_id).id, is_sample=is_sample, generated=generated, version=1,
        slug=free_slug(session, SalePoint, values["name"], fallback="noi"), **values,
    )  # fmt: skip
    check_place(session, place)
    session.add(place)
    session.flush()
    facts = {"kind": kind, "name": place.name, "commune": str(commune_id)}
    audit.append(session, stream=f"sale_point:{place.id}", kind="sale_point.opened", actor=actor, at=now, facts=facts)
    return place


def change_place(
    session: Session, *, place_id: UUID, version: int | None = None, actor: Actor, now: datetime, **values: Any
) -> list[str]:
    """Write columns anew; gives the names of those that changed, in their order, none when all stood so already.

    `version` is what the writer had read: raises Conflict when somebody wrote meanwhile. None does not ask.
    """
    place = get_place(session, place_id, is_locked=True)
    if version is not None and version != place.version:
        raise Conflict(lazy("Người khác vừa sửa nơi này. Xem bản mới bên dưới rồi gửi lại."))
    cleaned = _cleaned(values)
    changed = [column for column, value in cleaned.items() if getattr(place, column) != value]
    told = [column for column in changed if column in CHANGEABLE]
    if not told:
        return []
    for column in changed:
        setattr(place, column, cleaned[column])
    with session.no_autoflush:
        check_place(session, place)
    place.version += 1
    session.flush()
    facts = {"version": place.version, **{column: _plain(cleaned[column]) for column in told}}
    audit.append(session, stream=f"sale_point:{place.id}", kind="sale_point.changed", actor=actor, at=now, facts=facts)
    return told


def close_place(session: Session, *, place_id: UUID, closed_on: date, actor: Actor, now: datetime) -> None:
    """The place is no longer there from this day on; it stays in the counts of before."""
    place = get_place(session, place_id)
    if place.closed_on is not None:
        raise Conflict(lazy("Nơi này đã ghi là đóng. Tải lại trang."))
    change_place(session, place_id=place_id, closed_on=closed_on, actor=actor, now=now)


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    """Texts without odd characters and not longer than their columns, with the keys made of them."""
    unknown = set(values) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"a place has no {', '.join(sorted(unknown))}")
    cleaned = {
        column: clean_text(value, lines=column == "progress")[: TEXTS[column]] if column in TEXTS else value
        for column, value in values.items()
    }
    if "name" in cleaned:
        cleaned["folded"] = fold(cleaned["name"])[:200]
    if "chain" in cleaned:
        cleaned["chain_key"] = fold(cleaned["chain"])[:100]
    return cleaned


def check_place(session: Session, place: Any) -> None:
    """That what is to be written down makes sense; raises BadInput with the field. `place` has SalePoint's columns."""
    if not place.name:
        raise BadInput(lazy("Ghi tên nơi"), field="name")
    if find_place_kind(session, place.kind, place.known_on) is None:
        raise BadInput(lazy("Không có loại nơi “%(sent)s”; chọn trong danh sách", sent=place.kind[:40]), field="kind")
    if (place.lat is None) != (place.lon is None):
        raise BadInput(lazy("Vị trí cần cả vĩ độ và kinh độ"), field="lat")
    if place.lat is not None and not (SOUTH <= place.lat <= NORTH and WEST <= place.lon <= EAST):
        raise BadInput(lazy("Vị trí này nằm ngoài Việt Nam; ghi vĩ độ trước, kinh độ sau"), field="lat")
    if place.closed_on and place.closed_on < (place.opened_on or place.known_on):
        raise BadInput(lazy("Ngày đóng không thể trước ngày mở"), field="closed_on")


def _plain(value: Any) -> Any:
    return value if isinstance(value, (int, str, type(None))) else str(value)


audit.required["sale_point"] = lambda session: session.scalars(select(SalePoint.id))
