"""What the public page of a lot reads besides its product."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.models import Lot, Product
from registry.queries.places import today_words
from registry.queries.public_journey import PublicStep, is_public, public_step
from registry.queries.traces import events_of_lots, known_lots, steps_by_kind
from registry.queries.walking import walk_back


def find_public_lot(session: Session, product: Product, number: str) -> Lot | None:
    """The product's lot of this number, in any case."""
    return session.scalars(select(Lot).filter_by(product_id=product.id, number_key=number.lower()[:20])).first()


def upstream_steps(session: Session, lot: Lot, producer_id: UUID, on: date) -> list[PublicStep]:
    """The steps of the same producer's lots that went into this one; others' lots would name partners."""
    known = known_lots(session, walk_back(session, lot.id).depths)
    own = {lot_id: each for lot_id, each in known.items() if each.producer.id == producer_id}
    if not own:
        return []
    recorded = [row for row in events_of_lots(session, own) if is_public(row, producer_id)]
    by_kind = steps_by_kind(session, on)
    names = {
        row.code: row for each in own.values() for row in by_kind.get(each.product.kind_code) or by_kind[""]
    }
    places = today_words(session, {row.event.commune_id for row in recorded if row.event.commune_id}, on)
    return [public_step(row, names, places) for row in recorded]
