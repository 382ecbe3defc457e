"""Changes proposed to an approved facility: written, sent in, taken over or sent back by an officer.

Legal form and number are no part of it: with another number it is another facility, and a person's number
must not lie in clear with the words. Officers correct those with the papers in hand.
"""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core.actor import Actor
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import in_vietnamese, lazy
from registry.actions.applications import file_application, tell_decision
from registry.actions.facilities import Facility, write_facility
from registry.actions.products import needed_reason
from registry.actions.proposals import EDITABLE, answer_proposal, move_proposal
from registry.actions.versions import lock_producer
from registry.applications import PROPOSAL_OPEN
from registry.fields import PRODUCER_LABELS, write_json
from registry.models import ChangeProposal, Producer
from registry.queries import place_words
from registry.queries.applications import find_proposal, get_proposal

TEXTS = ("name", "address", "public_phone")


def propose_facility(
    session: Session, *, producer_id: UUID, facility: Facility, why: str = "", is_sent: bool = False,
    actor: Actor, now: datetime,
) -> ChangeProposal:  # fmt: skip
    """Keep what the producer wants otherwise; with `is_sent` it goes to the officer at once.

    Nothing public changes. Raises Conflict while one waits for its answer, BadInput where nothing differs.
    """
    producer = lock_producer(session, producer_id)
    proposal = _open_proposal(session, producer, actor, now)
    words = {name: clean_text(getattr(facility, name)) for name in TEXTS}
    words = {name: text for name, text in words.items() if text != getattr(producer, name)}
    if facility.commune_id != producer.commune_id:
        words |= {"commune": place_words(session, facility.commune_id), "commune_id": str(facility.commune_id)}
    proposal.words, proposal.why = write_json(words), clean_text(why, lines=True)
    proposal.base_version = producer.version
    session.flush()
    if is_sent:
        if not words:
            raise BadInput(lazy("Chưa đổi chỗ nào so với thông tin đã duyệt"), field="name")
        move_proposal(session, proposal, "submitted", actor, now)
        file_application(session, kind="change", producer=producer, proposal=proposal, actor=actor, now=now)
    return proposal


def withdraw_facility_change(session: Session, *, producer_id: UUID, actor: Actor, now: datetime) -> None:
    """The producer takes it back. Raises Conflict where none is open."""
    producer = lock_producer(session, producer_id)
    proposal = find_proposal(session, producer_id=producer.id, product_id=None)
    if proposal is None or proposal.state not in PROPOSAL_OPEN:
        raise Conflict(lazy("Không có đề nghị nào đang mở."))
    move_proposal(session, proposal, "withdrawn", actor, now)
    answer_proposal(session, proposal, "withdrawn", actor, now)


def approve_facility_change(
    session: Session, *, proposal_id: UUID, seen: int | None = None, actor: Actor, now: datetime
) -> Producer:
    """The officer takes it over. Raises EditConflict where a field was changed after the producer read it."""
    proposal, producer = _held(session, proposal_id)
    words = json.loads(proposal.words)
    move_proposal(session, proposal, "approved", actor, now)
    texts = {name: words.get(name, getattr(producer, name)) for name in TEXTS}
    place = UUID(words["commune_id"]) if "commune_id" in words else producer.commune_id
    wanted = Facility(kind=producer.kind, commune_id=place, **texts)
    known = max(seen or 0, proposal.base_version)
    reason = proposal.why or "Theo đề nghị của cơ sở"
    write_facility(session, producer, wanted, seen=known, actor=actor, now=now, reason=reason)
    answer_proposal(session, proposal, "approved", actor, now)
    _tell(session, producer, "change.approved", "Thay đổi của cơ sở đã được duyệt", actor, now)
    return producer


def return_facility_change(
    session: Session, *, proposal_id: UUID, reason: str = "", notes: dict[str, str] | None = None,
    actor: Actor, now: datetime,
) -> ChangeProposal:  # fmt: skip
    """The officer sends it back, field by field or with one reason."""
    proposal, producer = _held(session, proposal_id)
    why = {field: needed_reason(text) for field, text in (notes or {}).items()}
    reason = clean_text(reason, lines=True) if why else needed_reason(reason)
    move_proposal(session, proposal, "returned", actor, now)
    answer_proposal(session, proposal, "returned", actor, now, reason=reason, notes=why)
    named = {in_vietnamese(PRODUCER_LABELS[field]): text for field, text in why.items()}
    subject = "Thay đổi của cơ sở cần sửa rồi gửi lại"
    _tell(session, producer, "change.returned", subject, actor, now, reason=reason, notes=named)
    return proposal


def _open_proposal(session: Session, producer: Producer, actor: Actor, now: datetime) -> ChangeProposal:
    proposal = find_proposal(session, producer_id=producer.id, product_id=None)
    if proposal is not None and proposal.state in PROPOSAL_OPEN:
        if proposal.state not in EDITABLE:
            raise Conflict(lazy("Đề nghị trước đang chờ duyệt. Đợi kết quả, hoặc rút lại rồi viết mới."))
        return proposal
    if producer.state != "approved":
        raise Conflict(lazy("Chỉ đề nghị thay đổi được cơ sở đã duyệt. Tải lại trang."))
    proposal = ChangeProposal(
        producer_id=producer.id, product_id=None, state="draft", base_version=producer.version, words="{}",
        created_at=now, actor=str(actor)[:60],
    )  # fmt: skip
    session.add(proposal)
    session.flush()
    return proposal


def _held(session: Session, proposal_id: UUID) -> tuple[ChangeProposal, Producer]:
    proposal = get_proposal(session, proposal_id)
    producer = lock_producer(session, proposal.producer_id)
    session.refresh(proposal)
    return proposal, producer


def _tell(session: Session, producer: Producer, kind: str, subject: str, actor: Actor, now: datetime, **more) -> None:
    tell_decision(
        session, producer_id=producer.id, kind=kind, subject=subject, actor=actor, now=now,
        link="/producer/facility/change", **more,
    )  # fmt: skip
