"""Producers: written down, approved, and the users who write for them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import get_unit
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import lazy
from core.text import fold
from registry.actions.slugs import free_slug
from registry.identifiers import check_tax_code
from registry.models import Producer, ProducerMember
from registry.products import PRODUCER_KINDS
from registry.queries import get_producer


def register_producer(
    session: Session, *, kind: str, name: str, commune_id: UUID, tax_code: str = "", address: str = "",
    public_phone: str = "", is_sample: bool = False, source: str = "", generated: str = "",
    actor: Actor, now: datetime,
) -> Producer:  # fmt: skip
    """A producer that waits for an officer's approval.

    `kind` is doanh_nghiep, hop_tac_xa, to_hop_tac or ho_kinh_doanh; `generated` names made-up fields by
    comma. Raises BadInput for a wrong kind or tax code, or a tax code that stands in the register already.
    """
    if kind not in PRODUCER_KINDS:
        raise BadInput(lazy("Không có loại hình “%(sent)s”; chọn trong danh sách", sent=kind[:40]), field="kind")
    name = clean_text(name)
    producer = Producer(
        kind=kind, name=name, folded=fold(name), slug=free_slug(session, Producer, name, fallback="co-so"),
        tax_code=_free_tax_code(session, tax_code, is_sample), commune_id=get_unit(session, commune_id).id,
        address=clean_text(address), public_phone=clean_text(public_phone), state="submitted", created_at=now,
        is_sample=is_sample, source=source, generated=generated,
    )  # fmt: skip
    session.add(producer)
    session.flush()
    _record(session, producer, "producer.registered", actor, now)
    return producer


def approve_producer(session: Session, *, producer_id: UUID, actor: Actor, now: datetime) -> Producer:
    """The officer has checked the producer: its products may be approved. Raises Conflict when it was before."""
    producer = get_producer(session, producer_id)
    if producer.state == "approved":
        raise Conflict(lazy("Cơ sở này đã được duyệt."))
    producer.state = "approved"
    _record(session, producer, "producer.approved", actor, now)
    return producer


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


def _free_tax_code(session: Session, text: str, is_sample: bool) -> str | None:
    if not text.strip():
        return None
    code = check_tax_code(text, is_sample=is_sample)
    if session.scalar(select(Producer.id).filter_by(tax_code=code)):
        raise BadInput(lazy("Mã số thuế “%(sent)s” đã có trong sổ", sent=code), field="tax_code")
    return code


def _record(session: Session, producer: Producer, kind: str, actor: Actor, now: datetime) -> None:
    facts = {"kind": producer.kind, "state": producer.state, "commune": str(producer.commune_id)}
    audit.append(session, stream=f"producer:{producer.id}", kind=kind, actor=actor, at=now, facts=facts)


audit.required["producer"] = lambda session: session.scalars(select(Producer.id))
