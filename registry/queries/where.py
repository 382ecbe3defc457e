"""Where somebody is: a point, or a place typed in words."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from areas.models import PROVINCE
from areas.queries import label, search_units
from core.errors import BadInput
from core.i18n import lazy
from registry.places import parse_point


@dataclass(frozen=True)
class Standpoint:
    """From where distances are counted; `words` say it, `others` are further places of that name."""

    point: tuple[float, float]
    words: str = ""
    others: list[str] = field(default_factory=list)


def find_standpoint(session: Session, near: str, typed: str) -> Standpoint | None:
    """The point given as latitude,longitude, else the centre of the place that was typed; None where neither was.

    Nothing of it is kept. Raises BadInput with the field where it cannot be read or found.
    """
    if near:
        return Standpoint(parse_point(near))
    if not typed:
        return None
    hits = search_units(session, typed, limit=6) or search_units(session, typed, level=PROVINCE, limit=3)
    units = list({unit.id: unit for hit in hits for unit in hit.units if unit.lat is not None}.values())
    if not units:
        told = lazy("Không thấy nơi “%(sent)s”; ghi tên xã, phường kèm tỉnh", sent=typed[:60])
        raise BadInput(told, field="at")
    first, rest = units[0], units[1:5]
    return Standpoint((first.lat, first.lon), label(first), [label(unit) for unit in rest])
