"""Packaging photos: straight to a product that is still written, into a proposed change once it is approved."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core.actor import Actor
from core.errors import Conflict, NotFound
from core.i18n import lazy
from registry.actions.passports import rewrite_passports
from registry.actions.pictures import add_picture, remove_picture
from registry.actions.proposals import open_proposal
from registry.actions.versions import lock_product, record_product
from registry.models import Picture
from registry.products import EDITABLE
from registry.queries.pictures import find_picture


def add_packaging(
    session: Session, *, product_id: UUID, data: bytes, caption: str, actor: Actor, now: datetime
) -> Picture:
    """A photo of the packaging. Raises Conflict while an officer looks at the product, BadInput for no picture."""
    product = lock_product(session, product_id)
    by = {"data": data, "caption": caption, "actor": actor, "now": now}
    if product.state == "approved":
        proposal = open_proposal(session, product, actor, now)
        return add_picture(session, owner_kind="proposal", owner_id=proposal.id, **by)
    if product.state not in EDITABLE:
        raise Conflict(lazy("Sản phẩm đã gửi duyệt nên chưa đổi ảnh được."))
    picture = add_picture(session, owner_kind="product", owner_id=product.id, **by)
    record_product(session, product, {"pictures": [None, picture.caption or picture.sha256[:12]]}, actor, now)
    rewrite_passports(session, product, now)
    return picture


def remove_packaging(session: Session, *, product_id: UUID, picture_id: UUID, actor: Actor, now: datetime) -> None:
    """Take away a photo that no officer has approved. Raises NotFound for others' photos, Conflict for public ones."""
    product, picture = lock_product(session, product_id), find_picture(session, picture_id)
    proposal = open_proposal(session, product, actor, now) if product.state == "approved" else None
    owner = ("proposal", proposal.id) if proposal else ("product", product.id)
    if picture is None or (picture.owner_kind, picture.owner_id) != owner:
        raise NotFound(lazy("Không có ảnh này."))
    if proposal is None and product.state not in EDITABLE:
        raise Conflict(lazy("Sản phẩm đã gửi duyệt nên chưa đổi ảnh được."))
    if proposal is None:
        record_product(session, product, {"pictures": [picture.caption or picture.sha256[:12], None]}, actor, now)
    remove_picture(session, picture_id=picture.id, actor=actor, now=now)
