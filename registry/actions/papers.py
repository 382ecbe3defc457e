"""What stands beside a product: certificates, the basis of "made in Vietnam", GTINs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput
from core.fields import clean_text
from core.i18n import lazy
from registry.actions.passports import rewrite_passports
from registry.actions.versions import lock_product, record_product
from registry.gtin import check_gtin
from registry.models import Certificate, OriginBasis, Product, ProductGtin
from registry.products import ORIGIN_BASES
from registry.queries import list_gtins


def add_certificate(
    session: Session, *, product_id: UUID, name: str, number: str = "", issuer: str = "",
    issued_on: date | None = None, expires_on: date | None = None, actor: Actor, now: datetime,
) -> Certificate:  # fmt: skip
    """A paper about the product. Raises BadInput when it would expire before it was issued."""
    product = lock_product(session, product_id)
    if issued_on and expires_on and expires_on < issued_on:
        raise BadInput(lazy("Ngày hết hạn %(sent)s trước ngày cấp", sent=f"{expires_on:%d/%m/%Y}"), field="expires_on")
    paper = Certificate(
        product_id=product.id, name=clean_text(name), number=clean_text(number), issuer=clean_text(issuer),
        issued_on=issued_on, expires_on=expires_on,
    )  # fmt: skip
    facts = {"name": paper.name, "number": paper.number, "expires_on": expires_on}
    told = {"certificates": [None, " ".join(filter(None, (paper.name, paper.number)))]}
    return _keep(session, product, paper, "product.certificate_added", actor, now, facts, told)


def state_origin_basis(
    session: Session, *, product_id: UUID, basis: str, dated: date, evidence: str, actor: Actor, now: datetime
) -> OriginBasis:
    """On what the goods count as made in Vietnam: declaration, co, label or programme, with its evidence."""
    product = lock_product(session, product_id)
    if basis not in ORIGIN_BASES:
        raise BadInput(lazy("Không có căn cứ “%(sent)s”; chọn trong danh sách", sent=basis[:40]), field="basis")
    if dated > legal_date(now):
        raise BadInput(lazy("Ngày %(sent)s chưa tới", sent=f"{dated:%d/%m/%Y}"), field="dated")
    if not evidence.strip():
        raise BadInput(lazy("Ghi “Bằng chứng”"), field="evidence")
    row = OriginBasis(product_id=product.id, basis=basis, dated=dated, evidence=clean_text(evidence))
    facts, told = {"basis": basis, "dated": dated}, {"basis": [None, f"{ORIGIN_BASES[basis]}: {row.evidence}"]}
    return _keep(session, product, row, "product.origin_stated", actor, now, facts, told)


def add_gtin(session: Session, *, product_id: UUID, gtin: str, actor: Actor, now: datetime) -> ProductGtin:
    """The GTIN that names the product from today on; the one before stays on record, printed codes live on.

    Raises BadInput for a wrong number and for one that names another product.
    """
    product = lock_product(session, product_id)
    digits = check_gtin(gtin, is_sample=product.is_sample, on=legal_date(now))
    if session.scalar(select(ProductGtin.gtin).filter_by(gtin=digits)):
        raise BadInput(lazy("Mã GTIN “%(sent)s” đã có trong sổ", sent=gtin[:40]), field="gtin")
    today, before = legal_date(now), None
    for row in list_gtins(session, product_id):
        if row.valid_to is None:
            row.valid_to, before = today, row.gtin
    row = ProductGtin(gtin=digits, product_id=product.id, valid_from=today)
    return _keep(session, product, row, "product.gtin_added", actor, now, {"gtin": digits}, {"gtin": [before, digits]})


def _keep(
    session: Session, product: Product, row: Any, kind: str, actor: Actor, now: datetime, facts: dict, told: dict
) -> Any:
    session.add(row)
    record_product(session, product, told, actor, now)
    session.flush()
    audit.append(session, stream=f"product:{product.id}", kind=kind, actor=actor, at=now, facts=facts)
    rewrite_passports(session, product, now)
    return row
