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
from registry.actions.importing.comparing import words
from registry.actions.importing.products import PLAIN, is_ready
from registry.actions.importing.versions import record_change
from registry.actions.papers import add_gtin, state_origin_basis
from registry.actions.passports import rewrite_passports
from registry.actions.products import approve_product, submit_product
from registry.actions.slugs import free_slugs
from registry.codes import make_product_code
from registry.imports.files import Line
from registry.imports.scope import Scope
from registry.models import ExternalCode, OriginBasis, Passport, Product, ProductEvent, ProductGtin
from registry.passports import Papers, write_body
from registry.products import SEEN
from registry.queries import list_kinds, today_words

STEPS = {"draft": ("draft",), "approved": ("draft", "submitted", "approved")}
EMPTY = {"ocop_group": None, "listed_price": None}


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
        Passport: _passports(session, lines, products, beside, now),
    }
    for model in (ProductGtin, OriginBasis, ExternalCode):
        tables[model] = [row for rows in beside for row in rows.get(model, ())]
    for model, rows in tables.items():
        if rows:
            session.execute(insert(model), rows)
    facts = {f"product:{product.id}": {"code": product.code, "state": product.state} for product in products}
    audit.begin_streams(session, kind="product.imported", actor=actor, at=now, facts=facts)


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
        state=state, created_at=now, is_sample=scope.is_sample, source="", generated="", version=0, **texts,
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


def _change(session: Session, line: Line, actor: Actor, now: datetime) -> None:
    product, values, changes = line.target, line.values, {}
    step = {"product_id": product.id, "actor": actor, "now": now}
    names = [name for name, _old, _new in line.changes]
    for name in names:
        if name in PLAIN:
            changes[name] = [words(getattr(product, name)), words(values[name])]
            setattr(product, name, values[name])
    if changes:
        product.folded = fold(f"{product.name} {values['owner'].name}")
        record_change(session, product, changes, actor, now)
        facts = {"code": product.code, "state": product.state, "fields": sorted(changes)}
        audit.append(session, stream=f"product:{product.id}", kind="product.changed", actor=actor, at=now, facts=facts)
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
        submit_product(session, **step)
        approve_product(session, **step)
    rewrite_passports(session, product, now)
