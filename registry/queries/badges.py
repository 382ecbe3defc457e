"""Reading badges, their schemes, marks and key kinds."""

from collections.abc import Set
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from registry.badges import Badge
from registry.models import BadgeScheme, BrandRight, BrandUse, KeyKind, ProductKind, Recognition, RecognitionEvent
from registry.queries.recognitions import OCOP
from registry.queries.rules import holds


def list_schemes(session: Session, on: date) -> list[BadgeScheme]:
    """The schemes and levels in force on a day, in the order of the list."""
    query = select(BadgeScheme).where(holds(BadgeScheme, on))
    return list(session.scalars(query.order_by(BadgeScheme.code, BadgeScheme.id)))


def find_scheme(session: Session, code: str, level: str, on: date) -> BadgeScheme | None:
    """The scheme's level in force on a day."""
    return session.scalars(select(BadgeScheme).filter_by(code=code, level=level).where(holds(BadgeScheme, on))).first()


def badge_rows():
    """Every recognition outside OCOP with its scheme as of signing and the step that withdrew it."""
    of_its_day = (
        (BadgeScheme.code == Recognition.scheme)
        & (BadgeScheme.level == Recognition.recogniser_level)
        & (BadgeScheme.valid_from <= Recognition.issued_on)
        & or_(BadgeScheme.valid_to.is_(None), BadgeScheme.valid_to >= Recognition.issued_on)
    )
    withdrawn = (RecognitionEvent.recognition_id == Recognition.id) & (RecognitionEvent.kind == "revoked")
    return (
        select(Recognition, BadgeScheme, RecognitionEvent)
        .join(BadgeScheme, of_its_day)
        .outerjoin(RecognitionEvent, withdrawn)
        .where(Recognition.scheme != OCOP)
        .order_by(Recognition.issued_on.desc(), Recognition.id)
    )


def list_badges(session: Session, product_id: UUID) -> list[Badge]:
    """A product's badges, newest first, also those past their day or withdrawn."""
    rows = session.execute(badge_rows().where(Recognition.product_id == product_id))
    return [Badge(*row) for row in rows]


def get_badge(session: Session, product_id: UUID, recognition_id: UUID) -> Badge:
    """A badge of the product. Raises NotFound, also for an OCOP recognition."""
    found = next((each for each in list_badges(session, product_id) if each.row.id == recognition_id), None)
    if found is None:
        raise NotFound(lazy("Sản phẩm này không có danh hiệu đó."))
    return found


def list_marks(session: Session, product_id: UUID) -> list[BrandRight]:
    """The marks and geographical indications that a product carries."""
    query = select(BrandRight).join(BrandUse, BrandUse.brand_right_id == BrandRight.id)
    return list(session.scalars(query.where(BrandUse.product_id == product_id).order_by(BrandRight.name)))


def find_mark(session: Session, kind: str, number: str) -> BrandRight | None:
    """The mark of a kind with a number."""
    return session.scalars(select(BrandRight).filter_by(kind=kind, number=number)).first()


def list_key_kinds(session: Session, on: date, province_ids: Set[UUID] | None = None) -> list[tuple]:
    """(KeyKind, ProductKind) of the kinds that hold on a day; `province_ids` None means everywhere."""
    query = select(KeyKind, ProductKind).join(ProductKind, ProductKind.code == KeyKind.kind_code)
    query = query.where(holds(KeyKind, on)).order_by(KeyKind.rank, ProductKind.name, KeyKind.id)
    if province_ids is not None:
        query = query.where(KeyKind.province_id.in_(province_ids))
    return [(row[0], row[1]) for row in session.execute(query)]


def find_key_ranks(session: Session, kind_code: str, province_id: UUID | None, on: date) -> list[KeyKind]:
    """As what a kind of goods counts in a province on a day: key, special, both or nothing."""
    query = select(KeyKind).filter_by(kind_code=kind_code, province_id=province_id).where(holds(KeyKind, on))
    return list(session.scalars(query.order_by(KeyKind.rank)))
