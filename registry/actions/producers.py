"""Producers: written down, approved, and the users who write for them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import get_unit
from core import audit, personal
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import lazy
from core.text import fold
from registry.actions.applications import answer_application, tell_decision
from registry.actions.slugs import free_slug
from registry.actions.versions import check_seen_producer, lock_producer, record_producer, set_fields
from registry.applications import check_producer_change
from registry.identifiers import Number, read_number
from registry.models import Producer, ProducerMember
from registry.products import PRODUCER_KINDS, STATE_NAMES
from registry.queries import place_words

WRITTEN = ("kind", "name", "tax_code", "address", "public_phone")
ID_FIELD = "id_number"
HIDDEN = "••••••••••••"  # what is shown of a person's number, whoever looks


def register_producer(
    session: Session, *, kind: str, name: str, commune_id: UUID, tax_code: str = "", person_id: UUID | None = None,
    address: str = "", public_phone: str = "", is_sample: bool = False, source: str = "", generated: str = "",
    actor: Actor, now: datetime,
) -> Producer:  # fmt: skip
    """A producer that waits for an officer's approval.

    `kind` is one of PRODUCER_KINDS; `tax_code` may be the 12-digit number of a household or person, which goes
    to the personal data at once, or `person_id` is where it lies already; `generated` names made-up fields by
    comma. Raises BadInput for a wrong kind or number, or a number that stands in the register already.
    """
    if kind not in PRODUCER_KINDS:
        raise BadInput(lazy("Không có loại hình “%(sent)s”; chọn trong danh sách", sent=kind[:40]), field="kind")
    name, number = clean_text(name), read_number(kind, tax_code, is_sample=is_sample)
    person_id = person_id or keep_number(session, number, now)
    producer = Producer(
        kind=kind, name=name, folded=fold(name), slug=free_slug(session, Producer, name, fallback="co-so"),
        tax_code=_free_tax_code(session, number.tax_code), person_id=person_id,
        person_mark=_free_mark(session, person_id), version=0, commune_id=get_unit(session, commune_id).id,
        address=clean_text(address), public_phone=clean_text(public_phone), state="submitted", created_at=now,
        is_sample=is_sample, source=source, generated=generated,
    )  # fmt: skip
    session.add(producer)
    session.flush()
    first = {field: [None, getattr(producer, field)] for field in WRITTEN if getattr(producer, field)}
    if person_id:
        first["tax_code"] = [None, HIDDEN]
    record_producer(session, producer, first | {"commune": [None, place_words(session, commune_id)]}, actor, now)
    record_step(session, producer, "producer.registered", actor, now)
    return producer


def approve_producer(
    session: Session, *, producer_id: UUID, seen: int | None = None, actor: Actor, now: datetime
) -> Producer:
    """The officer has checked the producer: its products may be approved. Raises Conflict when it was before."""
    producer = lock_producer(session, producer_id)
    if producer.state == "approved":
        raise Conflict(lazy("Cơ sở này đã được duyệt."))
    check_seen_producer(session, producer, seen)
    move_producer(session, producer, "approved", actor, now)
    answer_application(
        session, kind="producer", producer_id=producer.id, outcome="approved", actor=actor, now=now
    )
    tell_decision(
        session, producer_id=producer.id, kind="producer.approved", subject="Cơ sở của bạn đã được duyệt",
        link="/producer", actor=actor, now=now,
    )  # fmt: skip
    return producer


def move_producer(
    session: Session, producer: Producer, state: str, actor: Actor, now: datetime, reason: str = ""
) -> None:
    """Bring a producer that is held to another state, with its version and step."""
    check_producer_change(producer.state, state, STATE_NAMES)
    record_producer(session, producer, set_fields(producer, {"state": state}), actor, now, reason)
    record_step(session, producer, f"producer.{state}", actor, now)


def add_member(session: Session, *, producer_id: UUID, user_id: UUID, actor: Actor, now: datetime) -> ProducerMember:
    """Let a user write for a producer from today on."""
    member = ProducerMember(user_id=user_id, producer_id=producer_id, valid_from=legal_date(now))
    session.add(member)
    session.flush()
    audit.append(
        session, stream=f"producer:{producer_id}", kind="producer.member_added", actor=actor, at=now,
        facts={"user": str(user_id)},
    )  # fmt: skip
    return member


def keep_number(session: Session, number: Number, now: datetime) -> UUID | None:
    """Where the 12-digit number of a person lies from now on; None for a tax code."""
    if not number.id_number:
        return None
    return personal.store_person(session, values={ID_FIELD: number.id_number}, now=now)


def is_number_taken(session: Session, number: Number) -> bool:
    """Whether a producer with this number stands in the register."""
    if number.tax_code:
        return bool(session.scalar(select(Producer.id).filter_by(tax_code=number.tax_code)))
    mark = personal.blind_index(session, ID_FIELD, number.id_number)
    return bool(session.scalar(select(Producer.id).filter_by(person_mark=mark)))


def _free_tax_code(session: Session, code: str) -> str | None:
    if not code:
        return None
    if is_number_taken(session, Number(tax_code=code)):
        raise BadInput(lazy("Mã số thuế “%(sent)s” đã có trong sổ", sent=code), field="tax_code")
    return code


def _free_mark(session: Session, person_id: UUID | None) -> str | None:
    mark = personal.find_mark(session, person_id, ID_FIELD) if person_id else None
    if mark and session.scalar(select(Producer.id).filter_by(person_mark=mark)):
        raise BadInput(lazy("Số định danh này đã có trong sổ"), field="tax_code")
    return mark


def record_step(session: Session, producer: Producer, kind: str, actor: Actor, now: datetime, **facts: str) -> None:
    """One step in the producer's audit; never a person's number."""
    facts = {"kind": producer.kind, "state": producer.state, "commune": str(producer.commune_id), **facts}
    audit.append(session, stream=f"producer:{producer.id}", kind=kind, actor=actor, at=now, facts=facts)


audit.required["producer"] = lambda session: session.scalars(select(Producer.id))
