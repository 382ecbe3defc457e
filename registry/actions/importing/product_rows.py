"""Write the products of a file: new ones together, changed ones each with audit, version and passport."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.db import new_id
from core.text import fold
from registry.actions.external_codes import attach_external_code
from registry.actions.importing.products import PLAIN, is_ready
from registry.actions.papers import add_gtin, state_origin_basis
from registry.actions.products import move_product, write_product
from registry.actions.searching import index_products
from registry.actions.slugs import free_slugs
from registry.actions.versions import first_version
from registry.codes import make_product_code
from registry.fields import as_plain
from registry.imports.files import Line
from registry.imports.scope import Scope
from registry.models import ExternalCode, OriginBasis, Passport, Product, ProductEvent, ProductGtin, ProductVersion
from registry.passports import Papers, write_body
from registry.products import SEEN
from registry.queries import list_kinds, today_words

STEPS = {"draft": ("draft",), "approved": ("draft", "submitted", "approved")}
EMPTY = {"ocop_group": None, "listed_price": None}
REASON = "nhập từ tệp"


def write_products(session: Session, scope: Scope, lines: list[Line], actor: Actor, now: datetime) -> None:
    """The new products of the lines as rows of every table that holds them, then the changes."""
    new = [line for line in lines if line.verdict == "new"]
    if new:
        _write_new(session, scope, new, actor, now)
    for line in lines:
        if line.verdict == "changed":
            _change(session, line, actor, now)


def _write_new(session: Session, scope: Scope, lines: list[Line], actor: Actor, now: datetime) -> None:
    slugs = free_slugs(session, Product, [line.values["name"] for line in lines], fallback="san-pham")
    codes = _free_codes(session, len(lines))
    products = [
        _product(line, scope, slug, code, now) for line, slug, code in zip(lines, slugs, codes, strict=True)
    ]
    session.execute(insert(Product), [_plain(product) for product in products])
    beside = [_beside(line, product.id, now) for line, product in zip(lines, products, strict=True)]
    tables: dict[type, list[dict]] = {
        ProductEvent: [row for product in products for row in _events(product, actor, now)],
        ProductVersion: _first_versions(products, actor, now),
        Passport: _passports(session, lines, products, beside, now),
    }
    for model in (ProductGtin, OriginBasis, ExternalCode):
        tables[model] = [row for rows in beside for row in rows.get(model, ())]
    for model, rows in tables.items():
        if rows:
            session.execute(insert(model), rows)
    facts = {f"product:{product.id}": {"code": product.code, "state": product.state} for product in products}
    audit.begin_streams(session, kind="product.imported", actor=actor, at=now, facts=facts)
    index_products(session, [product.id for product in products], now)


def _free_codes(session: Session, count: int) -> list[str]:
    codes: set[str] = set()
    while len(codes) < count:
        made = {make_product_code() for _ in range(count - len(codes))}
        codes |= made - set(session.scalars(select(Product.code).where(Product.code.in_(made))))
    return list(codes)


def _product(line: Line, scope: Scope, slug: str, code: str, now: datetime) -> Product:
    values, owner = line.values, line.values["owner"]
    state = "approved" if is_ready(scope, None, owner, values, has_basis=False) else "draft"
    texts = {name: values.get(name, EMPTY.get(name, "")) for name in PLAIN}
    return Product(
        id=new_id(), producer_id=owner.id, code=code, slug=slug, folded=fold(f"{values['name']} {owner.name}"),
        state=state, created_at=now, is_sample=scope.is_sample, source="", generated="", version=1, **texts,
    )  # fmt: skip


def _plain(row: Any) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def _events(product: Product, actor: Actor, now: datetime) -> list[dict]:
    same = {"product_id": product.id, "at": now, "actor": str(actor)[:60], "reason": ""}
    return [same | {"id": new_id(), "seq": seq, "state": state} for seq, state in enumerate(STEPS[product.state], 1)]


def _beside(line: Line, product_id: UUID, now: datetime) -> dict[type, list[dict]]:
    """What stands beside a new product: its GTIN, its basis of origin, its code in another system."""
    values, today, found = line.values, legal_date(now), {}
    if "gtin" in values:
        found[ProductGtin] = [{"gtin": values["gtin"], "product_id": product_id, "valid_from": today}]
    if values.get("basis"):
        row = {"basis": values["basis"], "dated": values["basis_on"], "evidence": values["evidence"]}
        found[OriginBasis] = [row | {"id": new_id(), "product_id": product_id}]
    if "system_code" in values:
        row = {"code": values.get("external_code", ""), "url": values.get("external_url", ""), "valid_from": today}
        found[ExternalCode] = [
            row | {"id": new_id(), "product_id": product_id, "system_code": values["system_code"]}
        ]
    return found


def _passports(session: Session, lines: list[Line], products: list[Product], beside: list, now: datetime) -> list[dict]:
    """The first passports: a new product has nothing but what its line brings."""
    owners = {line.values["owner"].id: line.values["owner"] for line in lines}
    places = today_words(session, {owner.commune_id for owner in owners.values()}, legal_date(now))
    pictures = {kind.code: kind.picture for kind in list_kinds(session)}
    rows = []
    for product, more in zip(products, beside, strict=True):
        owner = owners[product.producer_id]
        papers = Papers(
            producer=owner, place=places[owner.commune_id], picture=pictures[product.kind_code],
            bases=[OriginBasis(**row) for row in more.get(OriginBasis, ())],
        )  # fmt: skip
        gtin = next((row["gtin"] for row in more.get(ProductGtin, ())), None)
        rows.append({
            "id": new_id(), "key": product.code, "product_id": product.id, "code": product.code, "gtin": gtin,
            "is_public": product.state in SEEN, "body": write_body(product, papers), "version": 1, "written_at": now,
        })  # fmt: skip
    return rows


def _first_versions(products: list[Product], actor: Actor, now: datetime) -> list[dict]:
    """Version 1 of each new product: every field that the file gave."""
    rows = []
    for product in products:
        first = {field: [None, as_plain(getattr(product, field))] for field in PLAIN if getattr(product, field)}
        row = first_version(first, actor, now)
        rows.append(row | {"id": new_id(), "product_id": product.id})
    return rows


def _change(session: Session, line: Line, actor: Actor, now: datetime) -> None:
    product, values = line.target, line.values
    step = {"product_id": product.id, "actor": actor, "now": now}
    names = [name for name, _old, _new in line.changes]
    plain = {name: values[name] for name in names if name in PLAIN}
    if plain:
        plain.setdefault("ocop_group", product.ocop_group)
        write_product(session, product, plain, actor=actor, now=now, reason=REASON)
    if "gtin" in names:
        add_gtin(session, gtin=values["gtin"], **step)
    if "basis" in names:
        state_origin_basis(
            session, basis=values["basis"], dated=values["basis_on"], evidence=values["evidence"], **step
        )
    if "external_code" in names:
        code, url = values.get("external_code", ""), values.get("external_url", "")
        attach_external_code(session, system_code=values["system_code"], code=code, url=url, **step)
    if "state" in names:
        for state in ("submitted", "approved"):
            move_product(session, product, state, actor, now)
