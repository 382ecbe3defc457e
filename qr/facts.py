"""From what one read found to what the verdict rests on. Pure: rows and passport bodies in, facts out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from qr.links import CodeLink, Level
from qr.verdict import Code, Event, Facts, Lot, Ocop, Product, Stage

_STAGES = {"reserved": Stage.RESERVED, "printed": Stage.PRINTED, "void": Stage.VOID}


@dataclass(frozen=True)
class Row:
    """One row of the read; fields of the range and the mark are None where none was found."""

    product_id: UUID
    code: str
    gtin: str | None
    body_text: str
    lot_id: UUID | None = None
    lot_number: str | None = None
    made_on: date | None = None
    expires_on: date | None = None
    range_product_id: UUID | None = None
    range_state: str | None = None
    range_on: date | None = None
    range_reason: str | None = None
    mark_state: str | None = None
    mark_on: date | None = None
    mark_reason: str | None = None
    mark_authority: str | None = None
    copied_on: date | None = None
    copied_provinces: int | None = None
    copied_days: int | None = None
    pin_key: int | None = None
    range_authority: str | None = None
    seen: tuple = ()
    """All of it but the body as the driver gave it, with the versions that stand for the body."""

    @cached_property
    def body(self) -> dict[str, Any]:
        """The passport, read only when a page is made anew."""
        return json.loads(self.body_text)


def facts_of(link: CodeLink, row: Row | None, today: date) -> Facts:
    """The facts of a code; no row means that no registered product answers to it."""
    if row is None:
        return Facts(today, code=Code(link.level, is_issued=False))
    body = row.body
    issued = is_issued(link, row)
    lot = Lot(row.lot_number or "", row.made_on, row.expires_on) if row.lot_id and issued else None
    return Facts(
        today,
        product=_product(body),
        lot=lot,
        ocop=_ocop(body.get("ocop")),
        recall=_event(body.get("recall")),
        code=_code(link.level, issued, row),
        warnings=tuple(body.get("warnings") or ()),
    )


def is_known(link: CodeLink, row: Row | None) -> bool:
    """Whether something of ours answers to the address: the product, and the lot where it names one alone."""
    return row is not None and not (link.level is Level.LOT and row.lot_id is None)


def is_issued(link: CodeLink, row: Row) -> bool:
    """Whether the code was issued for the product and, where the address names one, the lot."""
    if link.level is not Level.ITEM:
        return True
    if row.range_product_id != row.product_id:
        return False
    return link.lot is None or link.lot.lower() == (row.lot_number or "").lower()


def _code(level: Level, issued: bool, row: Row) -> Code:
    if level is not Level.ITEM or not issued:
        return Code(level, is_issued=issued)
    of_range = _dated(row.range_on, row.range_reason, row.range_authority)
    of_mark = _dated(row.mark_on, row.mark_reason, row.mark_authority)
    states = {row.range_state: of_range, row.mark_state: of_mark}
    return Code(
        level,
        stage=_STAGES.get(row.range_state or "", Stage.ACTIVE),
        void=states.get("void"),
        stolen=states.get("stolen"),
        blocked=states.get("blocked"),
        is_copied=row.copied_on is not None,
        copied_provinces=row.copied_provinces or 0,
        copied_days=row.copied_days or 0,
    )


def _dated(on: date | None, reason: str | None, authority: str | None) -> Event | None:
    return Event(on, reason or "", authority=authority or "") if on else None


def _product(body: Mapping[str, Any]) -> Product:
    producer = body.get("producer") or {}
    return Product(body["name"], producer.get("name") or "", producer.get("phone") or "", _event(body.get("ended")))


def _ocop(found: Mapping[str, Any] | None) -> Ocop | None:
    if not found:
        return None
    return Ocop(
        found.get("stars") or 0,
        _day(found.get("issued_on")),
        _day(found.get("valid_until")),
        _event(found.get("revoked")),
    )


def _event(found: Mapping[str, Any] | None) -> Event | None:
    day = _day(found.get("on")) if found else None
    if not found or day is None:
        return None
    return Event(day, found.get("reason") or "", found.get("decision") or "", found.get("authority") or "")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
