"""Reading pictures, and who may see which.

Whoever owns pictures says here, by the kind of owner, when everybody may see them and which communes'
officers and which producer may see them before.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.models import ChangeProposal, Picture, Producer, Product
from registry.products import PUBLIC


@dataclass(frozen=True)
class Owner:
    """What the owner of pictures is today."""

    is_public: bool
    producer_id: UUID | None = None  # its members see the pictures
    commune_id: UUID | None = None  # officers of this commune see them


owners: dict[str, Callable[[Session, UUID], Owner | None]] = {}
"""Kind of owner -> what it is today, None when it is gone; each subject adds its own at import."""


def find_picture(session: Session, picture_id: UUID) -> Picture | None:
    """The picture with this id."""
    return session.get(Picture, picture_id)


def list_pictures(session: Session, owner_kind: str, owner_id: UUID) -> list[Picture]:
    """The pictures of one owner in their order."""
    query = select(Picture).filter_by(owner_kind=owner_kind, owner_id=owner_id)
    return list(session.scalars(query.order_by(Picture.position, Picture.added_at)))


def list_first_pictures(session: Session, owner_kind: str, owner_ids: Iterable[UUID]) -> dict[UUID, Picture]:
    """The first picture of each owner that has one, for lists: one statement whatever their number."""
    query = select(Picture).where(Picture.owner_kind == owner_kind, Picture.owner_id.in_(set(owner_ids)))
    found: dict[UUID, Picture] = {}
    for picture in session.scalars(query.order_by(Picture.position, Picture.added_at)):
        found.setdefault(picture.owner_id, picture)
    return found


def find_owner(session: Session, picture: Picture) -> Owner | None:
    """What the picture's owner is today; None when it is gone or its kind is not known."""
    ask = owners.get(picture.owner_kind)
    return ask(session, picture.owner_id) if ask else None


def _product_owner(session: Session, product_id: UUID) -> Owner | None:
    query = select(Product.state, Product.producer_id, Producer.commune_id)
    row = session.execute(
        query.join(Producer, Producer.id == Product.producer_id).where(Product.id == product_id)
    ).first()
    return Owner(row.state in PUBLIC, row.producer_id, row.commune_id) if row else None


owners["product"] = _product_owner


def _proposal_owner(session: Session, proposal_id: UUID) -> Owner | None:
    query = select(ChangeProposal.producer_id, Producer.commune_id)
    query = query.join(Producer, Producer.id == ChangeProposal.producer_id).where(ChangeProposal.id == proposal_id)
    row = session.execute(query).first()
    return Owner(False, row.producer_id, row.commune_id) if row else None


owners["proposal"] = _proposal_owner
