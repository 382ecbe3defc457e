"""The registered lot that a code names, for the producer who received it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from qr.links import CodeLink, Key
from qr.models import CodeRange
from qr.queries.lookup import open_link
from registry.epc import Named
from registry.products import SEEN
from registry.queries.traces import KnownLot, find_named_lot, known_lots


def find_received_lot(session: Session, link: CodeLink) -> KnownLot | None:
    """The lot of a product that was once approved; a serial alone leads to the lot of its range."""
    lot_id = _lot_id(session, link)
    known = known_lots(session, [lot_id]).get(lot_id) if lot_id else None
    if known is None or known.product.state not in SEEN:
        return None
    return known if link.kind is not Key.CODE or known.product.code == link.key else None


def _lot_id(session: Session, link: CodeLink) -> UUID | None:
    if link.lot is not None:
        is_gtin = link.kind is Key.GTIN
        named = Named(gtin=link.key if is_gtin else "", code="" if is_gtin else link.key, lot=link.lot)
        lot = find_named_lot(session, named)
        return lot.id if lot else None
    opened = open_link(link)
    if opened is None:
        return None
    covers = (CodeRange.first_number <= opened.number) & (CodeRange.last_number >= opened.number)
    return session.scalar(select(CodeRange.lot_id).where(CodeRange.generation == opened.generation, covers))
