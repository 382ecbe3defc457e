"""Reading warnings: for everybody, for a product, for the desk."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from areas.queries import get_unit, label, units_inside
from core.errors import NotFound
from core.i18n import lazy
from registry.models import Comparison, Lot, Producer, Product, ProductKind, PublicWarning, SamplingRound
from registry.products import PUBLIC
from registry.queries.pictures import Owner, owners
from registry.warnings import shown_trader, shows_product

SHOWN = ("published", "ended")


@dataclass(frozen=True)
class Asked:
    """Which warnings; an empty field asks nothing. `place_ids` are the units that lie in the place."""

    kind: str = ""
    place_ids: Set[UUID] | None = None
    kind_code: str = ""
    states: tuple[str, ...] = SHOWN
    strictly: bool = False  # leave out what is for everywhere


def get_warning(session: Session, warning_id: UUID) -> PublicWarning:
    """The warning in any state. Raises NotFound."""
    warning = session.get(PublicWarning, warning_id)
    if warning is None:
        raise NotFound(lazy("Không có cảnh báo này."))
    return warning


def find_warning_by_slug(session: Session, slug: str) -> PublicWarning | None:
    """The warning at this address, once it was published."""
    query = select(PublicWarning).where(PublicWarning.slug == slug, PublicWarning.state.in_(SHOWN))
    return session.scalars(query).first()


def list_warnings(session: Session, asked: Asked, *, offset: int = 0, limit: int = 20) -> list[PublicWarning]:
    """Warnings that fit, those that hold before those that ended, newest first."""
    query = _fitting(select(PublicWarning), asked)
    newest = (PublicWarning.published_at.desc(), PublicWarning.created_at.desc(), PublicWarning.id)
    query = query.order_by(PublicWarning.ended_at.is_not(None), *newest)
    return list(session.scalars(query.offset(offset).limit(limit)))


def count_warnings(session: Session, asked: Asked) -> int:
    """How many fit."""
    return session.scalar(_fitting(select(func.count()).select_from(PublicWarning), asked)) or 0


def list_warnings_of(session: Session, product_id: UUID) -> list[PublicWarning]:
    """The warnings about a product that hold and may name it, newest first; also the advice how to know it."""
    query = select(PublicWarning).filter_by(product_id=product_id, state="published")
    found = session.scalars(query.order_by(PublicWarning.published_at.desc(), PublicWarning.id))
    return [row for row in found if shows_product(row)]


def list_shown_among(session: Session, warning_ids: Set[UUID]) -> list[PublicWarning]:
    """Those of some warnings that everybody may read."""
    return list(session.scalars(select(PublicWarning).where(
        PublicWarning.id.in_(warning_ids), PublicWarning.state.in_(SHOWN)
    )))  # fmt: skip


def list_comparisons(session: Session, warning_id: UUID) -> list[Comparison]:
    """What to look at, in order."""
    return list(session.scalars(select(Comparison).filter_by(warning_id=warning_id).order_by(Comparison.position)))


def _fitting(query: Select, asked: Asked) -> Select:
    query = query.where(PublicWarning.state.in_(asked.states))
    if asked.kind:
        query = query.where(PublicWarning.kind == asked.kind)
    if asked.kind_code:
        query = query.where(PublicWarning.kind_code == asked.kind_code)
    if asked.place_ids is None:
        return query
    return query.where(PublicWarning.place_id.in_(asked.place_ids) if asked.strictly else _reaches(asked.place_ids))


def _reaches(place_ids: Set[UUID]) -> ColumnElement[bool]:
    """A warning without a place is for everywhere."""
    return or_(PublicWarning.place_id.is_(None), PublicWarning.place_id.in_(place_ids))


def show_warning(session: Session, warning: PublicWarning) -> dict[str, Any]:
    """A warning as everybody may read it: the trader and the goods only where they may be named."""
    product = session.get(Product, warning.product_id) if shows_product(warning) else None
    is_listed = product is not None and product.state in PUBLIC
    return {
        "warning": warning,
        "trader": shown_trader(warning),
        "product": product,
        "product_path": f"/products/{product.slug}" if is_listed else "",
        "lot": session.get(Lot, warning.lot_id) if product is not None and warning.lot_id else None,
        "goods": session.get(ProductKind, warning.kind_code) if warning.kind_code else None,
        "place": label(get_unit(session, warning.place_id)) if warning.place_id else "",
        "round": session.get(SamplingRound, warning.round_id) if warning.round_id else None,
        "points": list_comparisons(session, warning.id),
    }


def find_product_by_code(session: Session, code: str, commune_ids: Set[UUID]) -> UUID | None:
    """The id of the product with this code, where its producer is in the communes."""
    query = select(Product.id).join(Producer, Producer.id == Product.producer_id)
    return session.scalar(query.where(func.upper(Product.code) == code, Producer.commune_id.in_(commune_ids)))


def _picture_owner(session: Session, warning_id: UUID) -> Owner | None:
    """Pictures of a warning are public with it; before that officers of its place see them."""
    warning = session.get(PublicWarning, warning_id)
    if warning is None:
        return None
    unit = get_unit(session, warning.place_id) if warning.place_id else None
    inside = units_inside(session, unit) if unit and warning.state not in SHOWN else set()
    return Owner(is_public=warning.state in SHOWN, commune_id=min(inside, default=None))


owners["warning"] = _picture_owner
