"""Lines of certificates and lots: found by product; each product's passports are written once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.db import new_id
from core.errors import BadInput
from core.i18n import lazy
from core.text import fold
from registry.actions.importing.comparing import compare
from registry.actions.passports import rewrite_many
from registry.gtin import Gtin, read_gtin
from registry.imports.files import Line
from registry.imports.scope import Scope
from registry.lots import check_lot_dates, check_lot_number
from registry.models import Certificate, Lot, Product
from registry.products import EDITABLE
from registry.queries.imports import certificates_of, lots_of, producers_of, products_by_code, products_by_gtin

PAPER = ("issuer", "issued_on", "expires_on")
LOT = ("made_on", "expires_on", "quantity", "listed_price", "materials_origin")


def match_certificates(session: Session, scope: Scope, lines: list[Line]) -> None:
    """Find the standing certificate of each line: the same product, name and number."""
    _find_products(session, scope, lines)
    held = certificates_of(session, {line.values["owner"].id for line in lines if "owner" in line.values})
    for line in lines:
        values, issued, expires = line.values, line.values.get("issued_on"), line.values.get("expires_on")
        if issued and expires and expires < issued:
            line.wrong("expires_on", lazy("Ngày hết hạn %(sent)s trước ngày cấp", sent=f"{expires:%d/%m/%Y}"))
        if line.faults:
            continue
        product, key = values["owner"], (fold(values["name"]), fold(values.get("number", "")))
        line.match = f"{product.id}|{'|'.join(key)}"
        same = (row for row in held.get(product.id, ()) if (fold(row.name), fold(row.number)) == key)
        line.target = next(same, None)
        if line.target is not None:
            compare(line, line.target, PAPER)
        if line.verdict != "same" and not scope.may_approve and product.state not in EDITABLE:
            line.wrong("product", lazy("Sản phẩm đã gửi duyệt: chứng nhận mới do cán bộ duyệt ghi"))


def match_lots(session: Session, scope: Scope, lines: list[Line]) -> None:
    """Find the standing lot of each line: the same product and number in any case."""
    _find_products(session, scope, lines)
    for line in lines:
        _check_lot(line, scope)
    owners = {line.values["owner"].id for line in lines if "owner" in line.values}
    held = lots_of(session, owners, {line.values.get("number", "").lower() for line in lines})
    for line in lines:
        if line.faults:
            continue
        product, number = line.values["owner"], line.values["number"].lower()
        line.match = f"{product.id}|{number}"
        line.target = held.get((product.id, number))
        if line.target is not None:
            compare(line, line.target, LOT)
        if product.state == "ended" and line.verdict != "same":
            line.wrong("product", lazy("Sản phẩm đã kết thúc đăng ký nên không sửa được"))


def _check_lot(line: Line, scope: Scope) -> None:
    values = line.values
    for call in (
        lambda: values.__setitem__("number", check_lot_number(values["number"])),
        lambda: check_lot_dates(values["made_on"], values.get("expires_on"), scope.on),
    ):
        try:
            call()
        except KeyError:  # the cell is a fault already
            continue
        except BadInput as refused:
            line.wrong(refused.field or "number", refused)


def _find_products(session: Session, scope: Scope, lines: list[Line]) -> None:
    """Each line's product by its code, else by its GTIN, among those of the scope."""
    sent = {line.number: "".join(line.values.get("product", "").split()).lower() for line in lines}
    gtins = {number: read.digits for number, text in sent.items() if isinstance(read := read_gtin(text), Gtin)}
    by_code, by_gtin = products_by_code(session, set(sent.values())), products_by_gtin(session, set(gtins.values()))
    found = {
        line.number: by_code.get(sent[line.number]) or by_gtin.get(gtins.get(line.number, "")) for line in lines
    }
    owners = producers_of(session, {row.producer_id for row in found.values() if row})
    for line in lines:
        product = found[line.number]
        if product is not None and scope.holds(owners[product.producer_id]):
            line.values["owner"] = product
        elif sent[line.number]:
            line.wrong("product", lazy("Không có sản phẩm mã “%(sent)s” trong địa bàn của bạn; nhập sản phẩm trước",
                                       sent=line.values["product"][:40]))  # fmt: skip


def write_certificates(session: Session, scope: Scope, lines: list[Line], actor: Actor, now: datetime) -> None:
    """Write the certificates of the lines."""

    def row(line: Line) -> dict[str, Any]:
        dated = {name: line.values.get(name) for name in ("issued_on", "expires_on")}
        texts = {name: line.values.get(name, "") for name in ("name", "number", "issuer")}
        return texts | dated

    products = _write(session, lines, Certificate, row, "product.certificate", actor, now)[0]
    rewrite_many(session, products, now)


def write_lots(session: Session, scope: Scope, lines: list[Line], actor: Actor, now: datetime) -> None:
    """Write the lots of the lines; what a line leaves empty of price and materials is the product's."""

    def row(line: Line) -> dict[str, Any]:
        values, product = line.values, line.values["owner"]
        return {
            "number": values["number"], "number_key": values["number"].lower(), "made_on": values["made_on"],
            "expires_on": values.get("expires_on"), "quantity": values.get("quantity"), "created_at": now,
            "standard": product.standard, "origin": product.origin, "is_sample": scope.is_sample, "generated": "",
            "listed_price": values.get("listed_price", product.listed_price),
            "materials_origin": values.get("materials_origin") or product.materials_origin,
        }  # fmt: skip

    products, lots = _write(session, lines, Lot, row, "lot", actor, now)
    rewrite_many(session, products, now, only=lots)


def _write(
    session: Session, lines: list[Line], model: type, row: Callable[[Line], dict], kind: str, actor: Actor,
    now: datetime,
) -> tuple[list[Product], list[UUID]]:
    """New rows together, changes in place, one audit step a line: the products and the rows that were written."""
    products: dict[Any, Product] = {}
    rows, written = [], []
    for line in lines:
        if line.verdict not in ("new", "changed"):
            continue
        product = products.setdefault(line.values["owner"].id, line.values["owner"])
        for name, _old, _new in line.changes:
            setattr(line.target, name, line.values[name])
        if line.verdict == "new":
            rows.append(row(line) | {"id": new_id(), "product_id": product.id})
        written.append(rows[-1]["id"] if line.verdict == "new" else line.target.id)
        facts = {"line": line.number, "key": line.match.partition("|")[2][:120],
                 "changes": {name: [old, new] for name, old, new in line.changes}}  # fmt: skip
        step = "imported" if line.verdict == "new" else "changed"
        audit.append(session, stream=f"product:{product.id}", kind=f"{kind}_{step}", actor=actor, at=now, facts=facts)
    if rows:
        session.execute(insert(model), rows)
    return list(products.values()), written
