"""What belongs to many products besides their own rows, in a number of statements that does not grow with them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.clock import legal_date
from registry.models import (
    Certificate,
    Lot,
    OriginBasis,
    Producer,
    Product,
    ProductEvent,
    ProductGtin,
    ProductKind,
    PublicWarning,
    Recall,
    Recognition,
    RecognitionEvent,
)
from registry.passports import Papers
from registry.queries.badges import Badge, badge_rows
from registry.queries.places import today_words
from registry.queries.public_journey import public_journeys
from registry.queries.recognitions import OCOP
from registry.queries.traces import events_of_lots
from registry.warnings import shows_product


@dataclass(frozen=True)
class Ended:
    """When a registration stopped being good, and why."""

    on: date
    reason: str


def papers_of(session: Session, products: Collection[Product], now: datetime) -> dict[UUID, Papers]:
    """The papers of each product, without the journeys of its lots."""
    ids = [product.id for product in products]
    producers = _by(session, select(Producer).where(Producer.id.in_({each.producer_id for each in products})), "id")
    places = today_words(session, {rows[0].commune_id for rows in producers.values()}, legal_date(now))
    pictures = dict(session.execute(select(ProductKind.code, ProductKind.picture)).all())
    ocop, revoked = _ocop(session, ids)
    beside = {name: _by(session, query(ids)) for name, query in BESIDE.items()}
    badges, ended = _badges(session, ids), _ended(session, products)
    found = {}
    for product in products:
        producer, newest = producers[product.producer_id][0], ocop.get(product.id)
        found[product.id] = Papers(
            producer=producer, place=places[producer.commune_id], picture=pictures[product.kind_code], ocop=newest,
            revoked=revoked.get(newest.id) if newest else None, badges=badges.get(product.id, []),
            warnings=[row for row in beside["warnings"].get(product.id, []) if shows_product(row)],
            ended=ended.get(product.id),
            **{name: beside[name].get(product.id, []) for name in ("certificates", "bases", "recalls")},
        )  # fmt: skip
    return found


BESIDE: dict[str, Callable[[list[UUID]], Select]] = {
    "certificates": lambda ids: _among(Certificate, ids).order_by(Certificate.name),
    "bases": lambda ids: _among(OriginBasis, ids).order_by(OriginBasis.dated.desc()),
    "recalls": lambda ids: _among(Recall, ids).filter_by(ended_on=None).order_by(Recall.on),
    "warnings": lambda ids: _among(PublicWarning, ids).filter_by(state="published")
    .order_by(PublicWarning.published_at.desc(), PublicWarning.id),
}  # fmt: skip


def lots_of_products(session: Session, ids: Collection[UUID], only: Collection[UUID] | None) -> dict[UUID, list[Lot]]:
    """The lots of each product, newest first; `only` these where they are named."""
    query = _among(Lot, ids).order_by(Lot.made_on.desc(), Lot.number_key)
    return _by(session, query if only is None else query.where(Lot.id.in_(only)))


def gtins_of(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """The GTIN that names each product today."""
    query = _among(ProductGtin, ids).where(ProductGtin.valid_to.is_(None)).order_by(ProductGtin.valid_from)
    return {row.product_id: row.gtin for row in session.scalars(query)}


def journeys_of(
    session: Session, products: Iterable[Product], lots: dict[UUID, list[Lot]], on: date
) -> dict[UUID, list[Any]]:
    """The public steps of each lot; only products whose lots have events cost statements of their own."""
    every = {lot.id for rows in lots.values() for lot in rows}
    recorded = events_of_lots(session, every, limit=None)
    told = {lot_id for row in recorded for lot_id in (row.event.lot_id, *(item.lot_id for item in row.items))}
    found: dict[UUID, list[Any]] = {lot_id: [] for lot_id in every}
    for product in products:
        mine = lots.get(product.id, [])
        if any(lot.id in told for lot in mine):
            read = public_journeys(session, mine, producer_id=product.producer_id, kind_code=product.kind_code, on=on)
            found |= {lot_id: each.steps for lot_id, each in read.items()}
    return found


def _among(model: type, ids: Collection[UUID]) -> Select:
    return select(model).where(model.product_id.in_(ids))


def _by(session: Session, query: Select, name: str = "product_id") -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in session.scalars(query):
        found.setdefault(getattr(row, name), []).append(row)
    return found


def _ocop(session: Session, ids: list[UUID]) -> tuple[dict[UUID, Recognition], dict[UUID, RecognitionEvent]]:
    """The newest OCOP recognition of each product, good or not, and the steps that withdrew some of them."""
    query = _among(Recognition, ids).filter_by(scheme=OCOP).order_by(Recognition.issued_on, Recognition.recorded_at)
    newest = {row.product_id: row for row in session.scalars(query)}
    query = select(RecognitionEvent).filter_by(kind="revoked").order_by(RecognitionEvent.seq)
    query = query.where(RecognitionEvent.recognition_id.in_([row.id for row in newest.values()]))
    return newest, {row.recognition_id: row for row in session.scalars(query)}


def _badges(session: Session, ids: list[UUID]) -> dict[UUID, list[Badge]]:
    found: dict[UUID, list[Badge]] = {}
    for row in session.execute(badge_rows().where(Recognition.product_id.in_(ids))):
        found.setdefault(row[0].product_id, []).append(Badge(*row))
    return found


def _ended(session: Session, products: Collection[Product]) -> dict[UUID, Ended]:
    ids = [each.id for each in products if each.state in ("suspended", "ended")]
    last = {row.product_id: row for row in session.scalars(_among(ProductEvent, ids).order_by(ProductEvent.seq))}
    return {product_id: Ended(legal_date(row.at), row.reason) for product_id, row in last.items()}
