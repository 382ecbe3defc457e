"""Trace events as they are handed in, and quantities. Pure.

Amounts are whole thousandths of their unit, so that 0,5 kg and 12,375 kg are exact.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

EVENT_TYPES = ("ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent")
ACTIONS = ("ADD", "OBSERVE", "DELETE")
ROLES = ("epc", "parent", "child", "input", "output")
GOES_IN, COMES_OUT = ("input", "child"), ("output", "parent")
REASONS = ("did_not_occur", "incorrect_data")
ZONE = "+07:00"
MOST = 10**12  # thousandths: a thousand million units
_NUMBER = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,3})?")
_PERSONAL = re.compile(r"(?<!\d)0(?:0[1-9]|[1-8]\d|9[0-6])\d{9}(?!\d)")  # province 001-096, then nine digits


@dataclass(frozen=True)
class ItemDraft:
    """Goods in an event: a lot of ours, an EPC of anybody's, or words alone; `amount` in thousandths."""

    role: str
    lot_id: UUID | None = None
    serial: str = ""
    epc: str = ""
    words: str = ""
    amount: int | None = None
    unit: str = ""


@dataclass(frozen=True)
class PartyDraft:
    """One step back (source) or forward (destination)."""

    role: str
    kind: str = "owning_party"
    name: str = ""
    address: str = ""
    tax_code: str = ""
    phone: str = ""
    party_uri: str = ""


@dataclass(frozen=True)
class EventDraft:
    """An event before it is recorded; `happened_at` is aware, `zone_offset` as the event's clock showed."""

    kind: str
    happened_at: datetime
    items: tuple[ItemDraft, ...]
    zone_offset: str = ZONE
    action: str = ""
    biz_step: str = ""
    disposition: str = ""
    step_code: str = ""
    lot_id: UUID | None = None
    commune_id: UUID | None = None
    place_words: str = ""
    read_point: str = ""
    biz_location: str = ""
    note: str = ""
    parties: tuple[PartyDraft, ...] = ()
    event_id: str = ""
    extra: str = ""


@dataclass(frozen=True)
class Amount:
    """A quantity of one side: the base amount (g, ml or piece, in thousandths) by dimension."""

    dimension: str
    base: int


def parse_amount(text: str) -> int:
    """Thousandths from "12", "12,5", "1.250" (dots group thousands when three digits follow). Raises ValueError."""
    plain = text.replace(" ", "")
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,3})?", plain):
        plain = plain.replace(".", "")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(text)
    return scale_amount(plain.replace(",", "."))


def scale_amount(number: object) -> int:
    """Thousandths of a decimal number; at most three decimals, above zero. Raises ValueError."""
    try:
        scaled = Decimal(str(number)) * 1000
    except InvalidOperation:
        raise ValueError(number) from None
    if not scaled.is_finite() or scaled != int(scaled) or not 0 < scaled <= MOST:
        raise ValueError(number)
    return int(scaled)


def amount_text(amount: int) -> str:
    """12500 thousandths -> "12,5"."""
    whole, rest = divmod(amount, 1000)
    text = f"{whole:,}".replace(",", ".")
    return f"{text},{rest:03}".rstrip("0") if rest else text


def amount_number(amount: int) -> int | float:
    """Thousandths as a JSON number."""
    return amount // 1000 if amount % 1000 == 0 else amount / 1000


def add_up(lines: Iterable[tuple[int | None, str]], units: Mapping[str, tuple[str, int]]) -> Amount | None:
    """The sum of (amount, unit) lines in the base of their one dimension.

    None when a line has no quantity, when units are of several dimensions, or when the unit is a pack of
    unsaid size: then nothing honest can be compared. `units`: code -> (dimension, factor).
    """
    total, dimensions = 0, set()
    for amount, unit in lines:
        dimension, factor = units.get(unit, ("", 0))
        if amount is None or not factor:
            return None
        dimensions.add(dimension)
        total += amount * factor
    return Amount(dimensions.pop(), total) if len(dimensions) == 1 else None


def exceeds(outputs: Amount | None, inputs: Amount | None) -> bool:
    """Whether more came out than went in, where the two can be compared."""
    return bool(outputs and inputs and outputs.dimension == inputs.dimension and outputs.base > inputs.base)


def has_personal_number(text: str) -> bool:
    """Whether a text holds what looks like a 12-digit personal identifier (province 001 to 096 first)."""
    return bool(_PERSONAL.search(text))
