"""Passports: written whole, in the transaction of the change that they tell of."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import legal_date
from registry.actions.searching import index_products
from registry.models import Lot, Passport, Product
from registry.passports import write_body
from registry.products import SEEN
from registry.queries.papers import gtins_of, journeys_of, lots_of_products, papers_of

AT_ONCE = 200  # products whose papers are held in memory together


def rewrite_passports(session: Session, product: Product, now: datetime, *, only: set[UUID] | None = None) -> None:
    """Write the passport of a product and of each of its lots as they are now; versions grow by one.

    `only`: these lots alone, where nothing else of the product changed.

    A product that was never approved is kept from the public, so that its codes answer "unknown".
    """
    waiting = session.info.get(WAITING)
    if waiting is None or only is not None:
        rewrite_many(session, [product], now, only=only)
    else:
        waiting[product.id] = product


WAITING = "passports that wait"


@contextmanager
def passports_together(session: Session, now: datetime) -> Iterator[None]:
    """Inside, passports that are to be written wait; at the end they are written once, many in few statements."""
    if WAITING in session.info:  # the outer one writes them
        yield
        return
    waiting: dict[UUID, Product] = {}
    session.info[WAITING] = waiting
    try:
        yield
    finally:
        session.info.pop(WAITING)
    rewrite_many(session, list(waiting.values()), now)


def rewrite_many(
    session: Session, products: Sequence[Product], now: datetime, *, only: Collection[UUID] | None = None
) -> None:
    """The passports of many products in a number of statements that grows with hundreds of them, not with each."""
    session.flush()
    for start in range(0, len(products), AT_ONCE):
        _rewrite(session, products[start : start + AT_ONCE], now, only)
    session.flush()
    if only is None:
        index_products(session, [product.id for product in products], now)


def _rewrite(session: Session, products: Sequence[Product], now: datetime, only: Collection[UUID] | None) -> None:
    ids = [product.id for product in products]
    papers, gtins = papers_of(session, products, now), gtins_of(session, ids)
    lots = lots_of_products(session, ids, only)
    journeys = journeys_of(session, products, lots, legal_date(now))
    held = {row.key: row for row in session.scalars(select(Passport).where(Passport.product_id.in_(ids)))}
    for product in products:
        mine = lots.get(product.id, [])
        papers[product.id].journeys.update({lot.id: journeys[lot.id] for lot in mine})
        for lot in mine if only is not None else [None, *mine]:
            passport = held.get(_key(product, lot)) or _new_passport(session, product, lot)
            passport.gtin = gtins.get(product.id)
            if lot:
                passport.made_on, passport.expires_on = lot.made_on, lot.expires_on
            passport.is_public = product.state in SEEN
            passport.body = write_body(product, papers[product.id], lot)
            passport.version += 1
            passport.written_at = now


def _key(product: Product, lot: Lot | None) -> str:
    return f"{product.code}/{lot.number_key}" if lot else product.code


def _new_passport(session: Session, product: Product, lot: Lot | None) -> Passport:
    passport = Passport(key=_key(product, lot), product_id=product.id, code=product.code, version=0)
    if lot:
        passport.lot_id, passport.lot_number = lot.id, lot.number
    session.add(passport)
    return passport
