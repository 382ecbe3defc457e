"""From what was typed to the register: a draft that is sent is dropped in the same step."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core.text import parse_money
from registry.actions.drafts import drop_draft
from registry.actions.products import change_product, register_product
from registry.fields import PRODUCT_FIELDS
from registry.models import Product


def register_from_form(session: Session, producer_id: UUID, draft_id: UUID, values: dict, by: dict) -> Product:
    """A new product from its form."""
    drop_draft(session, owner_id=producer_id, form="product", subject_id=draft_id)
    return register_product(session, producer_id=producer_id, **values, **by)


def change_from_form(session: Session, own: Product, values: dict, by: dict) -> Product:
    """An edited product from its form. Raises EditConflict."""
    drop_draft(session, owner_id=own.producer_id, form="product", subject_id=own.id)
    return change_product(session, product_id=own.id, **values, **by)


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

