"""What is written about a place, for the officer who may mend it; the producer that words mean."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.errors import BadInput
from core.i18n import lazy
from core.text import fold
from registry.models import PlaceMember, Producer, SalePoint
from registry.places import HOMES
from registry.queries.listings import list_members
from registry.queries.places import find_place_kind, list_facts

KINDS_OF = {"supermarket": ("share-surveys",), "market": ("works", "management")} | dict.fromkeys(HOMES, ("members",))


def list_kinds_of_facts(session: Session, place: SalePoint, on: date) -> tuple[str, ...]:
    """Which facts may be written about a place, by its layer: words of addresses."""
    kind = find_place_kind(session, place.kind, max(place.known_on, min(place.closed_on or on, on)))
    return KINDS_OF.get(kind.layer, ()) if kind else ()


def list_written(session: Session, place_id: UUID) -> dict[str, list]:
    """Everything written about a place, by the word of its address: members with their producers, rows newest first."""
    facts = list_facts(session, place_id)
    return {
        "members": list_members(session, place_id), "share-surveys": facts["surveys"], "works": facts["works_done"],
        "management": facts["changes"],
    }  # fmt: skip


def find_producer_meant(session: Session, words: str) -> UUID:
    """The producer of the register with this tax code or name. Raises BadInput for none and for several."""
    query = select(Producer.id).where(or_(Producer.tax_code == words, Producer.folded == fold(words)))
    found = session.scalars(query.where(Producer.state == "approved").limit(2)).all()
    if len(found) != 1:
        told = lazy("Có nhiều cơ sở tên “%(sent)s”; ghi mã số thuế", sent=words[:60])
        none = lazy("Không có cơ sở “%(sent)s” trong sổ; ghi mã số thuế hoặc tên đúng như sổ", sent=words[:60])
        raise BadInput(told if found else none, field="producer")
    return found[0]


def find_producer_of(session: Session, row: object) -> Producer | None:
    """The producer of a membership; None for other facts."""
    return session.get(Producer, row.producer_id) if isinstance(row, PlaceMember) else None
