"""A product with a lot and codes, as the registry's and the desk's actions leave them."""

import itertools
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.models import COMMUNE, AdminUnit
from core.actor import SYSTEM
from core.db import new_id
from core.keys import keys_of
from qr import actions, serials
from qr.models import CodeRange
from registry.codes import make_product_code
from registry.gtin import check_digit
from registry.models import Lot, Passport, Producer, Product, ProductGtin, ProductKind

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
MADE, EXPIRES = date(2026, 11, 2), date(2028, 11, 2)
_numbers = itertools.count(1)


@dataclass
class Goods:
    """One product, its lot, and one batch of codes where `with_codes` was wanted."""

    product: Product
    lot: Lot
    gtin: str
    batch: CodeRange | None = None
    serials: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.product.code

    @property
    def serial(self) -> str:
        return self.serials[0]

    def item(self, serial: str = "") -> str:
        """The address in the QR of one item."""
        return f"/01/{self.gtin}/21/{serial or self.serial}"


def make_body(**changed: Any) -> dict[str, Any]:
    """What a passport holds; `producer`, `ocop`, `recall` ... can be changed one by one."""
    body = {
        "name": "Chè búp mẫu",
        "pack": "hộp 200 g",
        "slug": "che-bup-mau",
        "picture": "tea",
        "is_sample": True,
        "producer": {"name": "HTX Mẫu", "slug": "htx-mau", "place": "xã Mẫu, Thái Nguyên", "phone": "0208 000 000"},
        "ocop": {"stars": 4, "issued_on": "2025-07-01", "valid_until": "2028-06-30"},
        "certificates": [
            {"name": "VietGAP", "number": "", "issuer": "Đơn vị mẫu", "expires_on": "2027-05-01"},
            {"name": "ISO 22000", "number": "12", "issuer": "", "expires_on": None},
        ],
        "standard": "TCCS 01:2026",
        "listed_price": 150000,
        "origin": "Thái Nguyên",
        "materials_origin": "Tân Cương",
        "origin_bases": [{"basis": "declaration", "dated": "2026-01-01", "evidence": "Bản tự công bố"}],
    }
    return body | changed


def make_goods(
    session: Session,
    *,
    body: dict[str, Any] | None = None,
    made_on: date = MADE,
    expires_on: date | None = EXPIRES,
    count: int = 3,
    state: str = "active",
    is_public: bool = True,
    lot_number: str = "TC-2611",
    now: datetime = NOW,
) -> Goods:
    """A public product with a lot and a batch of `count` codes in `state`; count 0 makes none."""
    number = next(_numbers)
    body = body or make_body()
    product = _product(session, number, body, now)
    lot = _lot(session, product, lot_number, made_on, expires_on, now)
    thirteen = f"95212{number:07d}"
    gtin = "0" + thirteen + check_digit(thirteen)
    session.add(ProductGtin(gtin=gtin, product_id=product.id, valid_from=MADE))
    _write_passports(session, product, lot, gtin, body, is_public, now)
    goods = Goods(product, lot, gtin)
    if count:
        issue(session, goods, count=count, state=state, now=now)
    session.flush()
    return goods


def issue(session: Session, goods: Goods, *, count: int, state: str = "active", now: datetime = NOW) -> None:
    """One more batch, brought to the wanted state by the actions."""
    batch = actions.issue_codes(session, lot_id=goods.lot.id, count=count, actor=SYSTEM, now=now)
    how = {"batch_id": batch.batch_id, "actor": SYSTEM, "now": now}
    if state in ("printed", "active"):
        actions.mark_printed(session, **how)
    if state == "active":
        actions.activate_codes(session, **how)
    key = keys_of(session, "serial")[batch.generation]
    goods.batch = batch
    goods.serials = [
        serials.make_serial(key.secret, key.number, number)
        for number in range(batch.first_number, batch.last_number + 1)
    ]


def place_of_goods(session: Session) -> AdminUnit:
    """Where the producers of the goods are."""
    return session.scalars(select(AdminUnit).filter_by(level=COMMUNE, valid_to=None).limit(1)).one()


def _product(session: Session, number: int, body: dict[str, Any], now: datetime) -> Product:
    commune = place_of_goods(session)
    if session.get(ProductKind, "tea") is None:
        session.add(ProductKind(code="tea", name="Chè", name_en="Tea", picture="tea"))
    name = body["producer"]["name"]
    producer = Producer(
        id=new_id(), kind="hop_tac_xa", name=name, folded="htx mau", slug=f"htx-mau-{number}",
        commune_id=commune.id, state="approved", created_at=now, is_sample=True,
    )  # fmt: skip
    session.add(producer)
    session.flush()
    product = Product(
        id=new_id(), producer_id=producer.id, code=make_product_code(), name=body["name"],
        folded="che bup mau", slug=f"che-bup-mau-{number}", kind_code="tea", pack=body["pack"], state="approved",
        created_at=now, is_sample=True,
    )  # fmt: skip
    session.add(product)
    session.flush()
    return product


def _lot(session: Session, product: Product, number: str, made_on, expires_on, now: datetime) -> Lot:
    lot = Lot(
        id=new_id(), product_id=product.id, number=number, number_key=number.lower(), made_on=made_on,
        expires_on=expires_on, created_at=now, is_sample=True,
    )  # fmt: skip
    session.add(lot)
    session.flush()
    return lot


def _write_passports(session: Session, product, lot, gtin, body, is_public, now) -> None:
    shared = {"product_id": product.id, "code": product.code, "gtin": gtin, "is_public": is_public}
    shared |= {"version": 1, "written_at": now}
    lot_part = {"number": lot.number, "made_on": str(lot.made_on), "expires_on": str(lot.expires_on or "") or None}
    session.add(Passport(key=product.code, body=json.dumps(body), **shared))
    session.add(
        Passport(
            key=f"{product.code}/{lot.number_key}", lot_id=lot.id, lot_number=lot.number, made_on=lot.made_on,
            expires_on=lot.expires_on, body=json.dumps(body | {"lot": lot_part}), **shared,
        )
    )  # fmt: skip
