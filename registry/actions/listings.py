"""Where a product is sold, said by its producer or an officer; how much of it can be made in a month."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.fields import clean_text
from core.i18n import lazy
from core.text import fold
from registry.models import Listing, ProductCapacity
from registry.queries import get_product
from registry.queries.places import find_place_kind, get_place


def list_product(
    session: Session, *, product_id: UUID, from_day: date, place_id: UUID | None = None, outlet: str = "",
    kind: str = "", to_day: date | None = None, source: str = "", is_sample: bool = False, verified: bool = False,
    actor: Actor, now: datetime,
) -> Listing:  # fmt: skip
    """A product is on sale at a place, or in a chain or shop named in words (with its kind), from a day on.

    What an officer writes with `verified` is shown at once; a producer's word waits for an officer. Raises
    BadInput without a place or name, for days out of order, or where the same listing runs already.
    """
    product = get_product(session, product_id)
    name = clean_text(outlet)[:100]
    if place_id is not None:
        kind, name = get_place(session, place_id).kind, ""
    elif not name:
        raise BadInput(lazy("Chọn một nơi có trong sổ, hoặc ghi tên chuỗi, tên cửa hàng"), field="outlet")
    if find_place_kind(session, kind, legal_date(now)) is None:
        raise BadInput(lazy("Chọn loại nơi bán trong danh sách"), field="kind")
    if to_day is not None and to_day < from_day:
        raise BadInput(lazy("Ngày cuối không thể trước ngày đầu"), field="to_day")
    key = fold(name)
    if session.scalar(_running(product.id, place_id, key)):
        raise BadInput(lazy("Sản phẩm này đã ghi có bán ở nơi đó"), field="place" if place_id else "outlet")
    listing = Listing(
        product_id=product.id, place_id=place_id, outlet=name, outlet_key=key, kind=kind, from_day=from_day,
        to_day=to_day, state="claimed", created_at=now, source=clean_text(source)[:300], is_sample=is_sample,
    )  # fmt: skip
    session.add(listing)
    session.flush()
    _record(session, listing, "product.listed", actor, now)
    if verified:
        verify_listing(session, listing_id=listing.id, actor=actor, now=now)
    return listing


def _running(product_id: UUID, place_id: UUID | None, key: str):
    query = select(Listing.id).filter_by(product_id=product_id, place_id=place_id, outlet_key=key, to_day=None)
    return query.where(Listing.state != "refused")


def verify_listing(session: Session, *, listing_id: UUID, actor: Actor, now: datetime) -> Listing:
    """An officer has checked that the product is sold there: buyers may read it. Raises Conflict when decided."""
    listing = _waiting(session, listing_id)
    listing.state, listing.verified_by, listing.verified_at = "verified", actor.id, now
    _record(session, listing, "product.listing_verified", actor, now)
    return listing


def refuse_listing(session: Session, *, listing_id: UUID, reason: str, actor: Actor, now: datetime) -> Listing:
    """It is not sold there, as far as the officer could find; the producer reads why."""
    listing = _waiting(session, listing_id)
    listing.state, listing.reason = "refused", clean_text(reason)[:300]
    _record(session, listing, "product.listing_refused", actor, now)
    return listing


def end_listing(session: Session, *, listing_id: UUID, to_day: date, actor: Actor, now: datetime) -> Listing:
    """The product was last sold there on this day."""
    listing = get_listing(session, listing_id)
    if listing.to_day is not None:
        raise Conflict(lazy("Đã ghi ngày thôi bán. Tải lại trang."))
    if to_day < listing.from_day:
        raise BadInput(lazy("Ngày cuối không thể trước ngày đầu"), field="to_day")
    listing.to_day = to_day
    _record(session, listing, "product.listing_ended", actor, now)
    return listing


def state_capacity(
    session: Session, *, product_id: UUID, per_month: int, unit: str, actor: Actor, now: datetime
) -> ProductCapacity:
    """How much can be delivered in a month, from today on; stating it again on the same day corrects it."""
    product, today, unit = get_product(session, product_id), legal_date(now), clean_text(unit)[:30]
    if per_month < 1 or not unit:
        raise BadInput(lazy("Ghi năng lực từ 1 trở lên và đơn vị tính"), field="per_month")
    row = session.scalar(select(ProductCapacity).filter_by(product_id=product.id, stated_on=today))
    if row is None:
        row = ProductCapacity(product_id=product.id, stated_on=today)
        session.add(row)
    row.per_month, row.unit = per_month, unit
    session.flush()
    facts = {"per_month": per_month, "unit": unit}
    audit.append(
        session, stream=f"product:{product.id}", kind="product.capacity_stated", actor=actor, at=now, facts=facts
    )
    return row


def get_listing(session: Session, listing_id: UUID) -> Listing:
    """The listing. Raises NotFound."""
    listing = session.get(Listing, listing_id)
    if listing is None:
        raise NotFound(lazy("Không có dòng này."))
    return listing


def _waiting(session: Session, listing_id: UUID) -> Listing:
    listing = get_listing(session, listing_id)
    if listing.state != "claimed":
        raise Conflict(lazy("Dòng này đã có người xét. Tải lại trang."))
    return listing


def _record(session: Session, listing: Listing, kind: str, actor: Actor, now: datetime) -> None:
    facts = {
        "listing": str(listing.id), "place": str(listing.place_id) if listing.place_id else listing.outlet,
        "from": str(listing.from_day), "to": str(listing.to_day) if listing.to_day else None,
    }  # fmt: skip
    session.flush()
    audit.append(session, stream=f"product:{listing.product_id}", kind=kind, actor=actor, at=now, facts=facts)
