"""Counting what was recognised on any day."""

from collections.abc import Set
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from registry.models import Producer, Product, Recognition, RecognitionEvent
from registry.products import SEEN
from registry.queries.recognitions import OCOP


def is_replaced(on: date) -> ColumnElement[bool]:
    """That a newer OCOP recognition of the same product had been signed by a day.

    Of two signed on one day the one recorded later counts: ids grow with time.
    """
    newer = aliased(Recognition)
    is_newer = or_(
        newer.issued_on > Recognition.issued_on,
        and_(newer.issued_on == Recognition.issued_on, newer.id > Recognition.id),
    )
    return exists().where(
        newer.product_id == Recognition.product_id, newer.scheme == OCOP, newer.issued_on <= on, is_newer
    )


def recognised(on: date, commune_ids: Set[UUID] | None = None) -> Select:
    """One row per product whose newest OCOP recognition is good on a day, with the ids, kind and stars.

    A certificate is good from the day of issue through `valid_until`, unless it was withdrawn by that day.
    """
    is_revoked = exists().where(
        RecognitionEvent.recognition_id == Recognition.id,
        RecognitionEvent.kind == "revoked",
        RecognitionEvent.on <= on,
    )
    query = (
        select(
            Recognition.id.label("recognition_id"), Product.id.label("product_id"),
            Producer.id.label("producer_id"), Producer.kind, Recognition.stars,
        )
        .select_from(Product)
        .join(Recognition, Recognition.product_id == Product.id)
        .join(Producer, Producer.id == Product.producer_id)
        .where(Recognition.scheme == OCOP, Recognition.issued_on <= on, Recognition.valid_until >= on)
        .where(~is_replaced(on), ~is_revoked, Product.state.in_(SEEN))
    )
    return query if commune_ids is None else query.where(Producer.commune_id.in_(commune_ids))


def count_recognised(session: Session, on: date, commune_ids: Set[UUID] | None = None) -> dict[int | None, int]:
    """How many products carry how many stars on a day; None where the source does not say how many."""
    found = recognised(on, commune_ids).subquery()
    rows = session.execute(select(found.c.stars, func.count()).group_by(found.c.stars))
    return dict(rows.all())


def count_producers(session: Session, on: date, commune_ids: Set[UUID] | None = None) -> dict[str, int]:
    """How many producers of each kind have a recognised product on a day."""
    found = recognised(on, commune_ids).subquery()
    count = func.count(func.distinct(found.c.producer_id))
    return dict(session.execute(select(found.c.kind, count).group_by(found.c.kind)).all())
