"""Changes proposed to an approved product: written, sent in, taken over or sent back by an officer."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import in_vietnamese, lazy
from registry.actions.applications import answer_application, file_application, tell_decision
from registry.actions.passports import rewrite_passports
from registry.actions.pictures import remove_picture
from registry.actions.products import needed_reason, write_product
from registry.actions.versions import lock_product, record_product
from registry.applications import PROPOSAL_OPEN, check_proposal_change
from registry.fields import PRODUCT_FIELDS, PRODUCT_LABELS, as_plain, write_json
from registry.models import ChangeProposal, Picture, Product
from registry.queries import get_producer
from registry.queries.applications import find_proposal, get_proposal
from registry.queries.pictures import find_picture, list_pictures

CHANGEABLE = ("approved",)
EDITABLE = ("draft", "returned")


def propose_change(
    session: Session, *, product_id: UUID, values: dict[str, Any], why: str = "", remove: list[UUID] | None = None,
    actor: Actor, now: datetime,
) -> ChangeProposal:  # fmt: skip
    """Keep what the producer wants otherwise in an approved product; only fields that differ are kept.

    `remove` are pictures to take away. Nothing public changes. Raises Conflict while one waits for its answer.
    """
    product = lock_product(session, product_id)
    proposal = open_proposal(session, product, actor, now)
    known = {picture.id for picture in list_pictures(session, "product", product.id)}
    words = {
        field: as_plain(value)
        for field, value in values.items()
        if field in PRODUCT_FIELDS and value != getattr(product, field)
    }
    gone = [str(picture_id) for picture_id in remove or [] if picture_id in known]
    proposal.words = write_json(words | ({"remove_pictures": gone} if gone else {}))
    proposal.why, proposal.base_version = clean_text(why, lines=True), product.version
    session.flush()
    return proposal


def open_proposal(session: Session, product: Product, actor: Actor, now: datetime) -> ChangeProposal:
    """The proposal that may still be written, a new one where there is none. The product is held."""
    proposal = find_proposal(session, producer_id=product.producer_id, product_id=product.id)
    if proposal is not None and proposal.state in PROPOSAL_OPEN:
        if proposal.state not in EDITABLE:
            raise Conflict(lazy("Đề nghị trước đang chờ duyệt. Đợi kết quả, hoặc rút lại rồi viết mới."))
        return proposal
    if product.state not in CHANGEABLE:
        raise Conflict(lazy("Chỉ đề nghị thay đổi được sản phẩm đã duyệt. Tải lại trang."))
    proposal = ChangeProposal(
        producer_id=product.producer_id, product_id=product.id, state="draft", base_version=product.version,
        words="{}", created_at=now, actor=str(actor)[:60],
    )  # fmt: skip
    session.add(proposal)
    session.flush()
    return proposal


def submit_proposal(session: Session, *, product_id: UUID, actor: Actor, now: datetime) -> ChangeProposal:
    """Send it in. Raises BadInput where it changes nothing."""
    product = lock_product(session, product_id)
    proposal = open_proposal(session, product, actor, now)
    if not json.loads(proposal.words) and not list_pictures(session, "proposal", proposal.id):
        raise BadInput(lazy("Chưa đổi chỗ nào so với trang đang công khai"), field="name")
    move_proposal(session, proposal, "submitted", actor, now)
    producer = get_producer(session, product.producer_id)
    file_application(
        session, kind="change", producer=producer, product=product, proposal=proposal, actor=actor, now=now
    )
    return proposal


def withdraw_proposal(session: Session, *, product_id: UUID, actor: Actor, now: datetime) -> None:
    """The producer takes it back; its photos go."""
    product = lock_product(session, product_id)
    proposal = find_proposal(session, producer_id=product.producer_id, product_id=product_id)
    if proposal is None or proposal.state not in PROPOSAL_OPEN:
        raise Conflict(lazy("Không có đề nghị nào đang mở."))
    move_proposal(session, proposal, "withdrawn", actor, now)
    for picture in list_pictures(session, "proposal", proposal.id):
        remove_picture(session, picture_id=picture.id, actor=actor, now=now)
    answer_proposal(session, proposal, "withdrawn", actor, now)


def approve_proposal(
    session: Session, *, proposal_id: UUID, seen: int | None = None, actor: Actor, now: datetime
) -> Product:
    """The officer takes it over: the fields, the new photos, the photos to go.

    Raises EditConflict where a field was changed after the producer read it, unless the officer has `seen` that.
    """
    proposal = get_proposal(session, proposal_id)
    product = lock_product(session, proposal.product_id)
    session.refresh(proposal)
    words = json.loads(proposal.words)
    gone = words.pop("remove_pictures", [])
    move_proposal(session, proposal, "approved", actor, now)
    reason = proposal.why or "Theo đề nghị của cơ sở"
    known = max(seen or 0, proposal.base_version)
    write_product(session, product, words, seen=known, actor=actor, now=now, reason=reason)
    _take_pictures(session, product, proposal, gone, actor, now, reason)
    answer_proposal(session, proposal, "approved", actor, now)
    _tell(session, product, "change.approved", f"Thay đổi của “{product.name}” đã được duyệt", actor, now)
    return product


def return_proposal(
    session: Session, *, proposal_id: UUID, reason: str = "", notes: dict[str, str] | None = None,
    actor: Actor, now: datetime,
) -> ChangeProposal:  # fmt: skip
    """The officer sends it back, field by field or with one reason."""
    proposal = get_proposal(session, proposal_id)
    product = lock_product(session, proposal.product_id)
    session.refresh(proposal)
    why = {field: needed_reason(text) for field, text in (notes or {}).items()}
    reason = clean_text(reason, lines=True) if why else needed_reason(reason)
    move_proposal(session, proposal, "returned", actor, now)
    answer_proposal(session, proposal, "returned", actor, now, reason=reason, notes=why)
    named = {in_vietnamese(PRODUCT_LABELS[field]): text for field, text in why.items()}
    subject = f"Thay đổi của “{product.name}” cần sửa rồi gửi lại"
    _tell(session, product, "change.returned", subject, actor, now, reason=reason, notes=named)
    return proposal


def _take_pictures(
    session: Session, product: Product, proposal: ChangeProposal, gone: list[str], actor: Actor, now: datetime,
    reason: str,
) -> None:  # fmt: skip
    pictures: list[Picture] = list_pictures(session, "proposal", proposal.id)
    last = max((each.position for each in list_pictures(session, "product", product.id)), default=0)
    for number, picture in enumerate(pictures, start=last + 1):
        picture.owner_kind, picture.owner_id, picture.position = "product", product.id, number
        record_product(session, product, {"pictures": [None, _name(picture)]}, actor, now, reason)
    for picture_id in gone:
        picture = find_picture(session, UUID(picture_id))
        if picture is not None:
            record_product(session, product, {"pictures": [_name(picture), None]}, actor, now, reason)
            remove_picture(session, picture_id=picture.id, actor=actor, now=now)
    if pictures or gone:
        rewrite_passports(session, product, now)


def _name(picture: Picture) -> str:
    return picture.caption or picture.sha256[:12]


def move_proposal(session: Session, proposal: ChangeProposal, state: str, actor: Actor, now: datetime) -> None:
    """Bring a proposal whose product or producer is held to another state, with its step in the audit."""
    check_proposal_change(proposal.state, state)
    proposal.state = state
    whole = f"product:{proposal.product_id}" if proposal.product_id else f"producer:{proposal.producer_id}"
    stream, facts = whole, {"proposal": str(proposal.id)}
    audit.append(session, stream=stream, kind=f"change.{state}", actor=actor, at=now, facts=facts)


def answer_proposal(
    session: Session, proposal: ChangeProposal, outcome: str, actor: Actor, now: datetime, **words
) -> None:
    """Close the receipt of a proposal."""
    answer_application(
        session, kind="change", producer_id=proposal.producer_id, product_id=proposal.product_id, outcome=outcome,
        actor=actor, now=now, **words,
    )  # fmt: skip


def _tell(session: Session, product: Product, kind: str, subject: str, actor: Actor, now: datetime, **more) -> None:
    tell_decision(
        session, producer_id=product.producer_id, kind=kind, subject=subject, actor=actor, now=now,
        link=f"/producer/products/{product.id}/change", **more,
    )  # fmt: skip
