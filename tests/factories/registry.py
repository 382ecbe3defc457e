"""Producers, products and lots, as the registry's own actions leave them."""

import itertools
from datetime import date

from sqlalchemy.orm import Session

from areas.queries import get_unit_by_code
from core import clock
from core.actor import SYSTEM
from registry import actions
from registry.models import Lot, Producer, Product, Recognition

TAN_CUONG = "05503"  # a commune of Thái Nguyên today
_numbers = itertools.count(1)

BLOCKS = {
    "standard": "TCVN 9740:2013",
    "listed_price": 150_000,
    "origin": "xã Tân Cương, tỉnh Thái Nguyên",
    "materials_origin": "búp chè xã Tân Cương",
}


def commune_id(session: Session, code: str = TAN_CUONG, on: date | None = None):
    """The id of a commune by its code on a day."""
    return get_unit_by_code(session, code, on or clock.today()).id


def make_producer(session: Session, *, approved: bool = True, commune: str = TAN_CUONG, **values) -> Producer:
    """A producer, approved unless told otherwise."""
    values = {"kind": "hop_tac_xa", "name": f"Hợp tác xã mẫu {next(_numbers)}"} | values
    values.setdefault("commune_id", commune_id(session, commune))
    producer = actions.register_producer(session, **values, actor=SYSTEM, now=clock.now())
    if approved:
        actions.approve_producer(session, producer_id=producer.id, actor=SYSTEM, now=clock.now())
    return producer


def make_product(session: Session, *, producer: Producer | None = None, state: str = "approved", **values) -> Product:
    """A product brought to a state along the allowed changes."""
    producer = producer or make_producer(session)
    values = {"name": f"Chè búp mẫu {next(_numbers)}", "kind_code": "che", "ocop_group": 2} | BLOCKS | values
    product = actions.register_product(session, producer_id=producer.id, **values, actor=SYSTEM, now=clock.now())
    step = {"product_id": product.id, "actor": SYSTEM, "now": clock.now()}
    if state != "draft":
        actions.submit_product(session, **step)
    if state == "returned":
        actions.return_product(session, **step, reason="Ảnh nhãn bị mờ")
    if state in ("approved", "suspended", "ended"):
        actions.approve_product(session, **step)
    if state == "suspended":
        actions.suspend_product(session, **step, reason="Cơ sở ngừng sản xuất")
    if state == "ended":
        actions.end_product(session, **step, reason="Cơ sở giải thể")
    return product


def make_lot(session: Session, product: Product, **values) -> Lot:
    """A lot made at the beginning of the month before last, good for two years."""
    values = {"number": f"TC-{next(_numbers)}", "made_on": date(2026, 9, 1), "expires_on": date(2028, 9, 1)} | values
    return actions.register_lot(session, product_id=product.id, **values, actor=SYSTEM, now=clock.now())


def recognise(session: Session, product: Product, **values) -> Recognition:
    """An OCOP recognition of four stars, signed by the province."""
    values = {
        "stars": 4, "scores": (320, 200, 280), "issued_on": date(2025, 8, 1), "recogniser_name": "UBND tỉnh Thái Nguyên"
    } | values  # fmt: skip
    return actions.recognise_product(session, product_id=product.id, **values, actor=SYSTEM, now=clock.now())
