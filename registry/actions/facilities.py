"""The own facility: written once, mended, sent in; returned, suspended, reopened by officers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import User
from core import personal
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import in_vietnamese, lazy
from core.text import fold
from registry.actions.applications import answer_application, file_application, tell_decision
from registry.actions.decisions import reopen_product, suspend_product
from registry.actions.passports import rewrite_passports
from registry.actions.producers import (
    HIDDEN,
    ID_FIELD,
    add_member,
    is_number_taken,
    keep_number,
    move_producer,
    record_step,
    register_producer,
)
from registry.actions.products import needed_reason
from registry.actions.versions import (
    check_seen_producer,
    lock_producer,
    merge_producer,
    record_producer,
    set_fields,
)
from registry.applications import PRODUCER_EDITABLE
from registry.fields import PRODUCER_LABELS
from registry.identifiers import read_number
from registry.models import Producer, ProducerVersion, SignUp
from registry.products import PRODUCER_KINDS
from registry.queries import find_producer_of, list_events, list_products_of, place_words

SHOWN_WITH_GOODS = {"name", "commune", "public_phone"}


@dataclass(frozen=True)
class Facility:
    """What a facility's form holds; `number` empty leaves the number as it is."""

    kind: str
    name: str
    commune_id: UUID
    address: str = ""
    public_phone: str = ""
    number: str = ""


def register_own(session: Session, *, user_id: UUID, facility: Facility, actor: Actor, now: datetime) -> Producer:
    """The facility of a user who has none, sent in at once. Sent twice it is the same facility."""
    session.get_one(User, user_id, with_for_update=True)
    own = find_producer_of(session, user_id, legal_date(now))
    if own is not None:
        return own
    opened = session.scalar(select(SignUp).filter_by(user_id=user_id))
    producer = register_producer(
        session, kind=opened.kind if opened else facility.kind, name=facility.name, commune_id=facility.commune_id,
        tax_code=(opened.tax_code or "") if opened else facility.number, person_id=opened.person_id if opened else None,
        address=facility.address, public_phone=facility.public_phone, actor=actor, now=now,
    )  # fmt: skip
    add_member(session, producer_id=producer.id, user_id=user_id, actor=actor, now=now)
    is_held = bool(opened and opened.is_held)
    file_application(session, kind="producer", producer=producer, is_held=is_held, actor=actor, now=now)
    return producer


def change_facility(
    session: Session, *, producer_id: UUID, facility: Facility, seen: int | None = None, actor: Actor, now: datetime
) -> Producer:
    """What the producer mends in a facility that came back, sent in again. Raises Conflict in other states."""
    producer = lock_producer(session, producer_id)
    if producer.state not in PRODUCER_EDITABLE:
        raise Conflict(lazy("Cơ sở đã gửi duyệt nên không sửa ở đây được. Tải lại trang để xem bước hiện tại."))
    write_facility(session, producer, facility, seen=seen, actor=actor, now=now)
    move_producer(session, producer, "submitted", actor, now)
    file_application(session, kind="producer", producer=producer, actor=actor, now=now)
    return producer


def correct_facility(
    session: Session, *, producer_id: UUID, facility: Facility, reason: str, seen: int | None = None,
    actor: Actor, now: datetime,
) -> Producer:  # fmt: skip
    """An officer mends fields and says why. Raises EditConflict where somebody changed the same field meanwhile."""
    producer = lock_producer(session, producer_id)
    version = producer.version
    write_facility(session, producer, facility, seen=seen, actor=actor, now=now, reason=needed_reason(reason))
    if producer.version > version:
        subject = "Cán bộ đã sửa thông tin cơ sở của bạn"
        _tell(session, producer, "producer.corrected", subject, actor, now, reason=reason)
    return producer


def write_facility(
    session: Session, producer: Producer, facility: Facility, *, seen: int | None = None, actor: Actor,
    now: datetime, reason: str = "",
) -> None:  # fmt: skip
    """Write fields into a producer that is held, with a version; its goods show the new name and place."""
    if facility.kind not in PRODUCER_KINDS:
        raise BadInput(lazy("Chọn “%(label)s”", label=PRODUCER_LABELS["kind"]), field="kind")
    kept = merge_producer(session, producer, seen, _as_words(session, facility))
    place = kept.pop("commune", None)
    changes = _change_number(session, producer, facility, now) | set_fields(producer, kept)
    if place is not None and producer.commune_id != facility.commune_id:
        changes["commune"] = [place_words(session, producer.commune_id), place]
        producer.commune_id = facility.commune_id
    producer.folded = fold(producer.name)
    record_producer(session, producer, changes, actor, now, reason)
    if changes:
        record_step(session, producer, "producer.changed", actor, now, fields=" ".join(sorted(changes)))
    if changes.keys() & SHOWN_WITH_GOODS:
        for product in list_products_of(session, producer.id):
            product.folded = fold(f"{product.name} {producer.name}")
            rewrite_passports(session, product, now)


def return_facility(
    session: Session, *, producer_id: UUID, reason: str = "", notes: dict[str, str] | None = None,
    seen: int | None = None, actor: Actor, now: datetime,
) -> Producer:  # fmt: skip
    """The officer sends it back; `notes` say field by field what to mend. One of the two is needed."""
    producer = lock_producer(session, producer_id)
    check_seen_producer(session, producer, seen)
    why = {field: needed_reason(text) for field, text in (notes or {}).items()}
    reason = clean_text(reason, lines=True) if why else needed_reason(reason)
    named = {in_vietnamese(PRODUCER_LABELS[field]): text for field, text in why.items()}
    spoken = reason or "; ".join(f"{label}: {text}" for label, text in named.items())
    move_producer(session, producer, "returned", actor, now, spoken)
    answer_application(
        session, kind="producer", producer_id=producer.id, outcome="returned", reason=reason, notes=why,
        actor=actor, now=now,
    )  # fmt: skip
    _tell(session, producer, "producer.returned", "Cơ sở cần sửa rồi gửi lại", actor, now, reason=reason, notes=named)
    return producer


def suspend_facility(session: Session, *, producer_id: UUID, reason: str, actor: Actor, now: datetime) -> Producer:
    """The officer takes the producer and all its public goods off for now, in one step."""
    producer = lock_producer(session, producer_id)
    reason = needed_reason(reason)
    move_producer(session, producer, "suspended", actor, now, reason)
    for product in list_products_of(session, producer.id, state="approved"):
        suspend_product(session, product_id=product.id, reason=reason, actor=actor, now=now)
    _tell(session, producer, "producer.suspended", "Cơ sở của bạn bị tạm dừng", actor, now, reason=reason)
    return producer


def reopen_facility(session: Session, *, producer_id: UUID, reason: str, actor: Actor, now: datetime) -> Producer:
    """The producer is good again, and with it the goods that went off in the same step; others stay off."""
    producer = lock_producer(session, producer_id)
    reason = needed_reason(reason)
    if producer.state != "suspended":
        raise Conflict(lazy("Chỉ mở lại được cơ sở đang tạm dừng. Tải lại trang."))
    stopped_at = _stopped_at(session, producer)
    move_producer(session, producer, "approved", actor, now, reason)
    for product in list_products_of(session, producer.id, state="suspended"):
        if list_events(session, product.id)[-1].at == stopped_at:
            reopen_product(session, product_id=product.id, reason=reason, actor=actor, now=now)
    _tell(session, producer, "producer.reopened", "Cơ sở của bạn được mở lại", actor, now, reason=reason)
    return producer


def compare_number(session: Session, *, producer_id: UUID, typed: str, actor: Actor, now: datetime) -> bool:
    """Whether the number on the card that the officer holds is the one on record; it is never shown.

    Every comparing is a step of the audit, so the caller commits.
    """
    producer = lock_producer(session, producer_id)
    number = read_number(producer.kind, typed, is_sample=producer.is_sample)
    mark = personal.blind_index(session, ID_FIELD, number.id_number) if number.id_number else ""
    is_same = bool(mark) and mark == producer.person_mark
    record_step(session, producer, "producer.number_compared", actor, now, same="yes" if is_same else "no")
    return is_same


def _stopped_at(session: Session, producer: Producer) -> datetime | None:
    return session.scalar(
        select(ProducerVersion.at)
        .where(ProducerVersion.producer_id == producer.id, ProducerVersion.changes.contains('"suspended"]'))
        .order_by(ProducerVersion.seq.desc())
        .limit(1)
    )


def _as_words(session: Session, facility: Facility) -> dict[str, Any]:
    return {
        "kind": facility.kind,
        "name": clean_text(facility.name),
        "address": clean_text(facility.address),
        "public_phone": clean_text(facility.public_phone),
        "commune": place_words(session, facility.commune_id),
    }


def _change_number(session: Session, producer: Producer, facility: Facility, now: datetime) -> dict[str, list]:
    """A new number in place of the old one, which is erased with its key where it was a person's."""
    number = read_number(facility.kind, facility.number, is_sample=producer.is_sample)
    mark = personal.blind_index(session, ID_FIELD, number.id_number) if number.id_number else None
    same = (number.tax_code or None) == producer.tax_code and mark == producer.person_mark
    if same or not (number.tax_code or number.id_number):
        return {}
    if is_number_taken(session, number):
        raise BadInput(lazy("Số này đã có trong sổ của một cơ sở khác"), field="tax_code")
    before = HIDDEN if producer.person_id else producer.tax_code
    producer.tax_code, producer.person_mark = number.tax_code or None, mark
    producer.person_id = keep_number(session, number, now)
    return {"tax_code": [before, HIDDEN if mark else number.tax_code]}


def _tell(session: Session, producer: Producer, kind: str, subject: str, actor: Actor, now: datetime, **more) -> None:
    tell_decision(
        session, producer_id=producer.id, kind=kind, subject=subject, link="/producer", actor=actor, now=now, **more
    )
