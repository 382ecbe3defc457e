"""Sale points."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from areas.queries import get_unit
from core import audit
from core.actor import Actor
from core.fields import clean_text
from registry.models import SalePoint


def open_sale_point(
    session: Session, *, kind: str, name: str, address: str, commune_id: UUID, known_on: date,
    operator: str = "", opened_on: date | None = None, resolution_note: str = "", source: str = "",
    is_sample: bool = False, actor: Actor, now: datetime,
) -> SalePoint:  # fmt: skip
    """A shop or sale point: its address as written, the commune of today, and how the one led to the other."""
    point = SalePoint(
        kind=kind, name=clean_text(name), address=clean_text(address), commune_id=get_unit(session, commune_id).id,
        operator=clean_text(operator), opened_on=opened_on, known_on=known_on, resolution_note=resolution_note,
        source=source, is_sample=is_sample,
    )  # fmt: skip
    session.add(point)
    session.flush()
    facts = {"kind": kind, "name": point.name, "commune": str(commune_id)}
    audit.append(session, stream=f"sale_point:{point.id}", kind="sale_point.opened", actor=actor, at=now, facts=facts)
    return point
