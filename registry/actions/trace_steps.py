"""A step of a journey as a household writes it, turned into an EPCIS event."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, NotFound
from core.i18n import lazy
from registry.actions.traces import correct_event, record_event, refresh_passports
from registry.epc import Named, parse_epc
from registry.models import Lot, Product, TraceEvent, TraceStep, TraceUnit
from registry.queries.traces import KnownLot, find_named_lot, get_step, known_lots
from registry.queries.walking import walk_on
from registry.tracing import EventDraft, ItemDraft, PartyDraft


@dataclass(frozen=True)
class Material:
    """What went in, as typed: a name, a lot number of one's own, "code/lot" or the link on a label."""

    text: str
    amount: int | None = None
    unit: str = ""


def record_step(
    session: Session, *, producer_id: UUID, lot_id: UUID, step_code: str, happened_at: datetime,
    commune_id: UUID | None = None, place_words: str = "", note: str = "", amount: int | None = None, unit: str = "",
    materials: tuple[Material, ...] = (), party: PartyDraft | None = None, event_id: str = "",
    corrects: UUID | None = None, actor: Actor, now: datetime,
) -> TraceEvent:  # fmt: skip
    """Write one step into the journey of an own lot; with `corrects` the earlier event is declared wrong by it.

    Raises NotFound for a lot of somebody else, BadInput naming the field.
    """
    known = known_lots(session, [lot_id]).get(lot_id)
    if known is None or known.producer.id != producer_id:
        raise NotFound(lazy("Không có lô hàng này."))
    step = get_step(session, known.product.kind_code, step_code, legal_date(now))
    draft = EventDraft(
        kind=step.event_type, action=step.action, biz_step=step.biz_step, disposition=step.disposition,
        step_code=step.code, happened_at=happened_at, lot_id=lot_id, commune_id=commune_id or known.producer.commune_id,
        place_words=place_words, note=note, event_id=event_id,
        items=_items(session, known, step, amount, unit, materials),
        parties=_parties(step, party),
    )  # fmt: skip
    event, is_new = record_event(session, producer_id=producer_id, draft=draft, actor=actor, now=now)
    if is_new and corrects is not None:
        correct_event(
            session, event_id=corrects, producer_id=producer_id, reason="incorrect_data", corrected_by=event.id,
            actor=actor, now=now,
        )  # fmt: skip
    refresh_passports(session, {lot_id}, producer_id, now)
    return event


def withdraw_step(
    session: Session, *, producer_id: UUID, lot_id: UUID, event_id: UUID, words: str, actor: Actor, now: datetime
) -> None:
    """The step never happened: it is declared so, and stays on record."""
    correct_event(
        session, event_id=event_id, producer_id=producer_id, reason="did_not_occur", words=words, actor=actor, now=now
    )
    refresh_passports(session, {lot_id}, producer_id, now)


def _items(
    session: Session, known: KnownLot, step: TraceStep, amount: int | None, unit: str, materials: tuple[Material, ...]
) -> tuple[ItemDraft, ...]:
    check_unit(session, amount, unit, "unit")
    own = {"lot_id": known.lot.id, "amount": amount, "unit": unit if amount else ""}
    if step.shape == "process":
        if not materials:
            raise BadInput(lazy("Ghi “Nguyên liệu”: làm từ gì"), field="material_1")
        return (*_materials(session, known, materials, "input"), ItemDraft("output", **own))
    if step.shape == "take" and materials:
        return _materials(session, known, materials, "epc")
    return (ItemDraft("epc", **own),)


def _parties(step: TraceStep, party: PartyDraft | None) -> tuple[PartyDraft, ...]:
    if party is None or not (party.name or party.phone or party.tax_code):
        return ()
    if step.shape not in ("take", "give"):
        return ()
    return (replace(party, role="source" if step.shape == "take" else "destination"),)


def _materials(session: Session, known: KnownLot, materials: tuple[Material, ...], role: str) -> tuple[ItemDraft, ...]:
    return tuple(
        _material(session, known, each, role, f"material_{place}") for place, each in enumerate(materials, start=1)
    )


def _material(session: Session, known: KnownLot, material: Material, role: str, field: str) -> ItemDraft:
    check_unit(session, material.amount, material.unit, f"{field}_unit")
    size = {"amount": material.amount, "unit": material.unit if material.amount else ""}
    lot = find_material(session, known.producer.id, material.text)
    if lot is None and material.text.lower().startswith(("http://", "https://", "urn:")):
        raise BadInput(lazy("Không thấy lô của mã “%(sent)s” trong sổ", sent=material.text[:60]), field=field)
    if lot is None:
        return ItemDraft(role, words=material.text, **size)
    if lot.id == known.lot.id or (role == "input" and lot.id in walk_on(session, known.lot.id).depths):
        raise BadInput(
            lazy("Lô “%(sent)s” làm từ chính lô này nên không thể là nguyên liệu", sent=lot.number), field=field
        )
    return ItemDraft(role, lot_id=lot.id, **size)


def find_material(session: Session, producer_id: UUID, text: str) -> Lot | None:
    """The registered lot that typed words mean: a link, "code/lot", or the number of exactly one own lot."""
    named = parse_epc(text) if ":" in text else None
    if named is None and "/" in text:
        code, _slash, number = text.rpartition("/")
        named = Named(code=code.strip().lower(), lot=number.strip())
    if named is not None:
        return find_named_lot(session, named)
    own = select(Lot).join(Product, Product.id == Lot.product_id)
    found = session.scalars(own.where(Product.producer_id == producer_id, Lot.number_key == text.lower())).all()
    return found[0] if len(found) == 1 else None


def check_unit(session: Session, amount: int | None, unit: str, field: str) -> None:
    """Raises BadInput for an amount without a unit, or a unit that is not in the list."""
    if amount and not unit:
        raise BadInput(lazy("Chọn “Đơn vị” của số lượng"), field=field)
    if unit and session.get(TraceUnit, unit) is None:
        raise BadInput(lazy("Không có đơn vị “%(sent)s”; chọn trong danh sách", sent=unit[:20]), field=field)
