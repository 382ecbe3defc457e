"""Selling online: platforms, shop links and what exchanges report of themselves."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import get_unit
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.i18n import lazy
from core.text import slugify
from registry.actions.badges import check_end, check_past, need
from registry.models import ExchangeCount, ExchangeLink, Platform, ShopLink
from registry.queries import get_producer, get_product
from registry.queries.selling import ENDED, REFUSED, VERIFIED, WAITING, find_open_link, get_link, get_platform
from registry.shop_addresses import address_key, check_hosts, check_shop_address


def add_exchange(
    session: Session, *, name: str, hosts: str, province_id: UUID, valid_from: date, source: str = "",
    is_sample: bool = False, actor: Actor, now: datetime,
) -> Platform:  # fmt: skip
    """A province's own exchange with the hosts of its pages. Raises BadInput, Conflict for the same name twice."""
    name, code = need(name, lazy("Tên sàn"), "name"), slugify(name)[:30]
    check_past(valid_from, now, "valid_from")
    if session.scalar(select(Platform.id).filter_by(code=code)):
        raise Conflict(lazy("Sàn “%(sent)s” đã có trong sổ.", sent=name))
    row = Platform(
        code=code, name=name, kind="provincial", hosts=check_hosts(hosts), valid_from=valid_from, source=source,
        province_id=get_unit(session, province_id).id, is_sample=is_sample,
    )  # fmt: skip
    return _keep(session, row, "platform", "platform.added", actor, now, {"code": code, "hosts": row.hosts})


def add_shop_link(
    session: Session, *, producer_id: UUID, platform_id: UUID, url: str, opened_on: date, has_qr: bool = False,
    product_id: UUID | None = None, source: str = "", is_sample: bool = False, actor: Actor, now: datetime,
) -> ShopLink:  # fmt: skip
    """A producer's stall on a platform, or one product's page there; it waits for an officer's look.

    Raises BadInput for an address that is not https or not of the platform, for a product of another producer and
    for an address that stands already.
    """
    producer, platform = get_producer(session, producer_id), get_platform(session, platform_id, legal_date(now))
    if product_id and get_product(session, product_id).producer_id != producer.id:
        raise BadInput(lazy("Chọn “Sản phẩm” trong danh sách"), field="product_id")
    check_past(opened_on, now, "opened_on")
    url = check_shop_address(url, platform.name, platform.hosts)
    if find_open_link(session, address_key(url), product_id):
        raise BadInput(lazy("Đường dẫn “%(sent)s” đã có trong sổ", sent=url[:60]), field="url")
    row = ShopLink(
        producer_id=producer.id, product_id=product_id, platform_id=platform.id, url=url, url_key=address_key(url),
        opened_on=opened_on, has_qr=has_qr, state=WAITING, recorded_at=now, source=source, is_sample=is_sample,
    )  # fmt: skip
    return _keep(session, row, "shop_link", "shop_link.added", actor, now, {"url": url, "platform": platform.code})


def verify_shop_link(session: Session, *, link_id: UUID, actor: Actor, now: datetime) -> ShopLink:
    """The officer has opened the address and it is the producer's own. Raises Conflict when it does not wait."""
    row = _waiting(session, link_id)
    row.state, row.verified_on, row.verified_by = VERIFIED, legal_date(now), str(actor)[:60]
    return _keep(session, row, "shop_link", "shop_link.verified", actor, now, {"on": row.verified_on})


def refuse_shop_link(session: Session, *, link_id: UUID, reason: str, actor: Actor, now: datetime) -> ShopLink:
    """It is not the producer's own, or cannot be opened; the producer reads why."""
    row = _waiting(session, link_id)
    row.state, row.refusal = REFUSED, need(reason, lazy("Lý do"), "reason")
    return _keep(session, row, "shop_link", "shop_link.refused", actor, now, {"reason": row.refusal})


def end_shop_link(session: Session, *, link_id: UUID, actor: Actor, now: datetime) -> ShopLink:
    """The stall is closed or the page gone, from today on. Raises Conflict when it ended before."""
    row = get_link(session, link_id)
    if row.state in (ENDED, REFUSED):
        raise Conflict(lazy("Gian hàng này đã kết thúc. Tải lại trang."))
    row.state, row.ended_on = ENDED, legal_date(now)
    return _keep(session, row, "shop_link", "shop_link.ended", actor, now, {"on": row.ended_on})


def record_exchange_count(
    session: Session, *, platform_id: UUID, as_of: date, total: int, local: int, source: str,
    total_qualifier: str = "", local_qualifier: str = "", is_sample: bool = False, actor: Actor, now: datetime,
) -> ExchangeCount:  # fmt: skip
    """How many products an exchange says it has, and how many from the province. Raises BadInput, Conflict."""
    platform = get_exchange(session, platform_id, now)
    check_past(as_of, now, "as_of")
    if local > total:
        raise BadInput(
            lazy("Số sản phẩm của tỉnh %(sent)s lớn hơn tổng số %(total)s", sent=local, total=total), field="local"
        )
    if session.scalar(select(ExchangeCount.id).filter_by(platform_id=platform.id, as_of=as_of)):
        raise Conflict(lazy("Số liệu của sàn vào ngày này đã có trong sổ."))
    row = ExchangeCount(
        platform_id=platform.id, as_of=as_of, total=total, total_qualifier=total_qualifier, local=local,
        local_qualifier=local_qualifier, source=need(source, lazy("Nguồn số liệu"), "source"), recorded_at=now,
        is_sample=is_sample,
    )  # fmt: skip
    facts = {"as_of": as_of, "total": total, "local": local}
    return _keep(session, row, "exchange_count", "exchange.counted", actor, now, facts)


def link_exchanges(
    session: Session, *, platform_id: UUID, partner: str, partner_province_id: UUID, linked_on: date,
    products_shared: int, ended_on: date | None = None, source: str = "", is_sample: bool = False, actor: Actor,
    now: datetime,
) -> ExchangeLink:  # fmt: skip
    """A province's exchange is joined with one of another province. Raises BadInput for the own province."""
    platform = get_exchange(session, platform_id, now)
    check_past(linked_on, now, "linked_on")
    check_end(linked_on, ended_on, "ended_on")
    if partner_province_id == platform.province_id:
        raise BadInput(lazy("Sàn liên kết cần là của tỉnh khác"), field="partner_province_id")
    row = ExchangeLink(
        platform_id=platform.id, partner=need(partner, lazy("Sàn liên kết"), "partner"), linked_on=linked_on,
        partner_province_id=get_unit(session, partner_province_id).id, ended_on=ended_on,
        products_shared=products_shared, source=source, recorded_at=now, is_sample=is_sample,
    )  # fmt: skip
    facts = {"partner": row.partner, "linked_on": linked_on, "products": products_shared}
    return _keep(session, row, "exchange_link", "exchange.linked", actor, now, facts)


def get_exchange(session: Session, platform_id: UUID | None, now: datetime) -> Platform:
    """A province's exchange of today. Raises BadInput for another platform."""
    platform = get_platform(session, platform_id, legal_date(now))
    if platform.kind != "provincial":
        raise BadInput(lazy("Chọn sàn của tỉnh trong danh sách"), field="platform_id")
    return platform


def _waiting(session: Session, link_id: UUID) -> ShopLink:
    row = get_link(session, link_id)
    if row.state != WAITING:
        raise Conflict(lazy("Gian hàng này đã được xem. Tải lại trang."))
    return row


def _keep(session: Session, row, stream: str, kind: str, actor: Actor, now: datetime, facts: dict):
    session.add(row)
    session.flush()
    audit.append(session, stream=f"{stream}:{row.id}", kind=kind, actor=actor, at=now, facts=facts)
    return row
