"""Passports: written whole, in the transaction of the change that they tell of."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import legal_date
from registry.actions.searching import index_products
from registry.models import Lot, Passport, Product
from registry.passports import Papers, write_body
from registry.products import SEEN
from registry.queries import (
    find_newest_ocop,
    find_revocation,
    get_kind,
    get_producer,
    list_certificates,
    list_events,
    list_gtins,
    list_lots,
    list_open_recalls,
    list_origin_bases,
    today_words,
)
from registry.queries.badges import list_badges
from registry.queries.public_journey import public_journeys
from registry.queries.warnings import list_warnings_of


@dataclass(frozen=True)
class Ended:
    """When a registration stopped being good, and why."""

    on: date
    reason: str


def rewrite_passports(session: Session, product: Product, now: datetime, *, only: set[UUID] | None = None) -> None:
    """Write the passport of a product and of each of its lots as they are now; versions grow by one.

    `only`: these lots alone, where nothing else of the product changed.

    A product that was never approved is kept from the public, so that its codes answer "unknown".
    """
    session.flush()
    papers = _papers(session, product, now)
    gtin = next((row.gtin for row in list_gtins(session, product.id) if row.valid_to is None), None)
    held = {row.key: row for row in session.scalars(select(Passport).filter_by(product_id=product.id))}
    for lot in _changed(session, product, papers, only, now):
        passport = held.get(_key(product, lot)) or _new_passport(session, product, lot)
        passport.gtin = gtin
        if lot:
            passport.made_on, passport.expires_on = lot.made_on, lot.expires_on
        passport.is_public = product.state in SEEN
        passport.body = write_body(product, papers, lot)
        passport.version += 1
        passport.written_at = now
    session.flush()
    if only is None:
        index_products(session, [product.id], now)


def _changed(
    session: Session, product: Product, papers: Papers, only: set[UUID] | None, now: datetime
) -> list[Lot | None]:
    """The product itself (None) and its lots, their journeys read."""
    lots = [lot for lot in list_lots(session, product.id) if only is None or lot.id in only]
    found = public_journeys(
        session, lots, producer_id=product.producer_id, kind_code=product.kind_code, on=legal_date(now)
    )
    papers.journeys.update({lot_id: each.steps for lot_id, each in found.items()})
    return list(lots) if only is not None else [None, *lots]


def _key(product: Product, lot: Lot | None) -> str:
    return f"{product.code}/{lot.number_key}" if lot else product.code


def _new_passport(session: Session, product: Product, lot: Lot | None) -> Passport:
    passport = Passport(key=_key(product, lot), product_id=product.id, code=product.code, version=0)
    if lot:
        passport.lot_id, passport.lot_number = lot.id, lot.number
    session.add(passport)
    return passport


def _papers(session: Session, product: Product, now: datetime) -> Papers:
    producer = get_producer(session, product.producer_id)
    ocop = find_newest_ocop(session, product.id)
    return Papers(
        producer=producer,
        place=today_words(session, [producer.commune_id], legal_date(now))[producer.commune_id],
        picture=get_kind(session, product.kind_code).picture,
        ocop=ocop,
        revoked=find_revocation(session, ocop.id) if ocop else None,
        badges=list_badges(session, product.id),
        certificates=list_certificates(session, product.id),
        bases=list_origin_bases(session, product.id),
        recalls=list_open_recalls(session, product.id),
        warnings=list_warnings_of(session, product.id),
        ended=_ended(session, product.id) if product.state in ("suspended", "ended") else None,
    )


def _ended(session: Session, product_id: UUID) -> Ended:
    last = list_events(session, product_id)[-1]
    return Ended(legal_date(last.at), last.reason)
