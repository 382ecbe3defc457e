"""Badges, trusted places, industrial goods, shop links and online sellers, as the registry's own actions leave them."""

import itertools
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.actor import SYSTEM
from registry.actions import badges, lists, sellers, selling
from registry.models import (
    IndustrialGood,
    OnlineSeller,
    Platform,
    Producer,
    Product,
    Recognition,
    ShopLink,
    TrustedPlace,
)
from tests.factories.areas import unit
from tests.factories.registry import commune_id

DECISION = {
    "scheme": "cnnt", "level": "tinh", "issuer": "UBND tỉnh Mẫu", "decision_number": "77/QĐ-UBND",
    "issued_on": date(2025, 8, 1),
}  # fmt: skip
_numbers = itertools.count(1)


def step() -> dict:
    return {"actor": SYSTEM, "now": clock.now()}


def award(session: Session, product: Product, **values) -> Recognition:
    """A badge of the province, as representative rural industrial product."""
    return badges.award_badge(session, product_id=product.id, **DECISION | values, **step())


def platform(session: Session, code: str = "shopee") -> Platform:
    """A platform of the shipped list."""
    return session.scalars(select(Platform).filter_by(code=code)).one()


def make_exchange(session: Session, *, province: str = "19", **values) -> Platform:
    """A province's exchange."""
    number = next(_numbers)
    values = {"name": f"Sàn mẫu {number}", "hosts": f"san{number}.example.vn", "valid_from": date(2024, 1, 1)} | values
    return selling.add_exchange(session, province_id=unit(session, province).id, **values, **step())


def make_link(session: Session, producer: Producer, *, verified: bool = True, **values) -> ShopLink:
    """A stall on Shopee, looked at by an officer unless told otherwise."""
    values = {"url": f"https://shopee.vn/mau{next(_numbers)}", "opened_on": date(2026, 5, 1)} | values
    values.setdefault("platform_id", platform(session).id)
    link = selling.add_shop_link(session, producer_id=producer.id, **values, **step())
    if verified:
        selling.verify_shop_link(session, link_id=link.id, **step())
    return link


def make_seller(session: Session, **values) -> OnlineSeller:
    """An enterprise that sells on Shopee."""
    number = next(_numbers)
    values = {
        "kind": "doanh_nghiep", "name": f"Công ty mẫu {number}", "tax_code": "0100109106",
        "address": "số 1 đường Mẫu", "shop_url": f"https://shopee.vn/ban{number}", "known_on": date(2026, 5, 1),
    } | values  # fmt: skip
    values.setdefault("platform_id", platform(session).id)
    values.setdefault("commune_id", commune_id(session))
    return sellers.register_seller(session, **values, **step())


def make_trusted(session: Session, **values) -> TrustedPlace:
    """A trusted place of a commune of Thái Nguyên."""
    values = {
        "kind": "place", "name": f"Cửa hàng mẫu {next(_numbers)}", "address": "xóm Mẫu", "voucher": "Hội mẫu",
        "basis": "Quyết định 5/QĐ-HM", "valid_from": date(2026, 1, 1), "valid_to": date(2027, 12, 31),
    } | values  # fmt: skip
    values.setdefault("commune_id", commune_id(session))
    return lists.list_trusted_place(session, **values, **step())


def make_industrial(session: Session, **values) -> IndustrialGood:
    """Goods that the province proposes."""
    values = {
        "hs_code": "8432.10.00", "name": f"Máy cày mẫu {next(_numbers)}", "maker": "Cơ khí mẫu",
        "proposer": "Sở Công Thương mẫu", "proposed_on": date(2026, 2, 1), "province_id": unit(session, "19").id,
    } | values  # fmt: skip
    return lists.propose_industrial(session, **values, **step())
