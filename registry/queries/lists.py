"""Reading trusted places and industrial goods."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from core.text import fold
from registry.models import IndustrialGood, TrustedPlace
from registry.queries.finding import words_in


def trusted_on(on: date) -> Select:
    """The places trusted on a day: from their first day through the last, unless withdrawn by then."""
    return select(TrustedPlace).where(
        TrustedPlace.valid_from <= on,
        or_(TrustedPlace.valid_to.is_(None), TrustedPlace.valid_to >= on),
        or_(TrustedPlace.withdrawn_on.is_(None), TrustedPlace.withdrawn_on > on),
    )


def list_trusted(session: Session, on: date, *, commune_ids: Set[UUID] | None = None) -> list[TrustedPlace]:
    """The places trusted on a day, by name."""
    query = trusted_on(on) if commune_ids is None else trusted_on(on).where(TrustedPlace.commune_id.in_(commune_ids))
    return list(session.scalars(query.order_by(TrustedPlace.folded, TrustedPlace.id)))


def list_withdrawn(session: Session, *, since: date, commune_ids: Set[UUID] | None = None) -> list[TrustedPlace]:
    """The places withdrawn since a day, newest first."""
    query = select(TrustedPlace).where(TrustedPlace.withdrawn_on >= since)
    if commune_ids is not None:
        query = query.where(TrustedPlace.commune_id.in_(commune_ids))
    return list(session.scalars(query.order_by(TrustedPlace.withdrawn_on.desc(), TrustedPlace.id)))


def get_trusted(session: Session, place_id: UUID, commune_ids: Set[UUID] | None = None) -> TrustedPlace:
    """The place, in the communes where they are given. Raises NotFound."""
    place = session.get(TrustedPlace, place_id)
    if place is None or (commune_ids is not None and place.commune_id not in commune_ids):
        raise NotFound(lazy("Không có địa chỉ này trong danh sách."))
    return place


def find_trusted_of(
    session: Session, on: date, *, producer_id: UUID | None, seller: str, commune_ids: Set[UUID]
) -> list[TrustedPlace]:
    """The trusted places that a report may be about: the producer's own, or of the seller's name in the communes."""
    name, ours = fold(seller), [TrustedPlace.producer_id == producer_id] if producer_id else []
    if len(name) >= 3:
        ours.append((TrustedPlace.folded == name) & TrustedPlace.commune_id.in_(commune_ids))
    return list(session.scalars(trusted_on(on).where(or_(*ours)).order_by(TrustedPlace.folded))) if ours else []


@dataclass(frozen=True)
class WantedGoods:
    """What is looked for on the list of industrial goods; an empty field asks nothing."""

    words: str = ""
    hs_code: str = ""  # leading digits
    state: str = ""  # published, proposed


def search_industrial(
    session: Session, wanted: WantedGoods, *, offset: int = 0, limit: int = 50
) -> tuple[list[IndustrialGood], int]:
    """A page of the list by HS code, and how many fit in all."""
    query = select(IndustrialGood)
    for part in words_in(wanted.words):
        query = query.where(or_(*(column.like(part, escape="\\") for column in
                                  (IndustrialGood.folded, IndustrialGood.maker_key))))  # fmt: skip
    if wanted.hs_code:
        query = query.where(IndustrialGood.hs_code.startswith(wanted.hs_code, autoescape=True))
    is_published = IndustrialGood.published_on.is_not(None)
    if wanted.state:
        query = query.where(is_published if wanted.state == "published" else ~is_published)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    query = query.order_by(IndustrialGood.hs_code, IndustrialGood.folded, IndustrialGood.id)
    return list(session.scalars(query.offset(offset).limit(limit))), total


def get_industrial(session: Session, good_id: UUID) -> IndustrialGood:
    """One line of the list. Raises NotFound."""
    good = session.get(IndustrialGood, good_id)
    if good is None:
        raise NotFound(lazy("Không có mặt hàng này trong danh mục."))
    return good
