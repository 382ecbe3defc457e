"""From what was typed to the register: a draft that is sent is dropped in the same step."""

from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from core.db import new_id
from core.i18n import _
from core.text import parse_money
from registry.actions.drafts import drop_draft
from registry.actions.products import change_product, register_product
from registry.actions.versions import lock_producer
from registry.fields import PRODUCT_FIELDS
from registry.models import Producer, Product

FIRST = 1  # version of a product that was only just registered


def register_from_form(session: Session, producer_id: UUID, draft_id: UUID, values: dict, by: dict) -> Product:
    """A new product from its form. Sent twice it is one product; what was mended between is mended in it.

    Raises EditConflict where the product was changed elsewhere meanwhile.
    """
    lock_producer(session, producer_id)
    drop_draft(session, owner_id=producer_id, form="product", subject_id=draft_id)
    product_id, seen = uuid5(producer_id, draft_id.hex), values.pop("seen") or FIRST
    if session.get(Product, product_id) is None:
        return register_product(session, producer_id=producer_id, product_id=product_id, **values, **by)
    return change_product(session, product_id=product_id, seen=seen, **values, **by)


def change_from_form(session: Session, own: Product, values: dict, by: dict) -> Product:
    """An edited product from its form. Raises EditConflict."""
    drop_draft(session, owner_id=own.producer_id, form="product", subject_id=own.id)
    return change_product(session, product_id=own.id, **values, **by)


def blank_product(producer: Producer) -> Product:
    """A product of which nothing is written yet, kept nowhere, for the preview of a draft."""
    texts = dict.fromkeys(("pack", "description", "standard", "origin", "materials_origin", "compare_hint"), "")
    return Product(
        id=new_id(), producer_id=producer.id, code="", slug="", kind_code="", name=_("Sản phẩm chưa có tên"),
        folded="", state="draft", version=0, is_sample=producer.is_sample, source="", generated="", **texts,
    )  # fmt: skip


def overlay(own: Product, words: dict[str, Any]) -> Product:
    """A copy of the product, kept nowhere, with what was typed over it; what cannot be read stays as it was."""
    held = {column.key: getattr(own, column.key) for column in Product.__table__.columns}
    for field, typed in words.items():
        if field in PRODUCT_FIELDS:
            held[field] = _read(field, typed, held[field])
    return Product(**held)


def _read(field: str, typed: Any, before: Any) -> Any:
    try:
        if field == "listed_price":
            return typed if isinstance(typed, int) or typed is None else parse_money(typed)
        if field == "ocop_group":
            return int(typed) if typed and str(typed) in "123456" else None
    except (ValueError, ArithmeticError):
        return before
    return typed or before if field in ("name", "kind_code") else typed
