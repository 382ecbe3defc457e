"""Reading warnings: for everybody, for a product, for the desk."""

from collections.abc import Set
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from registry.models import Comparison, PublicWarning
from registry.warnings import shows_product

SHOWN = ("published", "ended")


@dataclass(frozen=True)
class Asked:
    """Which warnings; an empty field asks nothing. `place_ids` are the units that lie in the place."""

    kind: str = ""
    place_ids: Set[UUID] | None = None
    kind_code: str = ""
    states: tuple[str, ...] = SHOWN


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


def list_comparisons(session: Session, warning_id: UUID) -> list[Comparison]:
    """What to look at, in order."""
    return list(session.scalars(select(Comparison).filter_by(warning_id=warning_id).order_by(Comparison.position)))


def _fitting(query: Select, asked: Asked) -> Select:
    query = query.where(PublicWarning.state.in_(asked.states))
    if asked.kind:
        query = query.where(PublicWarning.kind == asked.kind)
    if asked.kind_code:
        query = query.where(PublicWarning.kind_code == asked.kind_code)
    return query if asked.place_ids is None else query.where(_reaches(asked.place_ids))


def _reaches(place_ids: Set[UUID]) -> ColumnElement[bool]:
    """A warning without a place is for everywhere."""
    return or_(PublicWarning.place_id.is_(None), PublicWarning.place_id.in_(place_ids))
