"""A report handed to another body: by a one-time link or on paper. The promise to the reporter runs on."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from accounts.passwords import hash_token, new_token
from complaints.actions.handling import refuse_leftovers, tell_reporter
from complaints.actions.numbers import TRANSFERS, next_number
from complaints.actions.steps import add_step, lock_case
from complaints.models import Complaint, ReceivingBody, Transfer
from complaints.queries.terms import promise
from complaints.queries.transfers import find_living_lead, get_body
from complaints.transfers import ACTS, ANSWERED, LINK, PAPER, RECALLED, REFUSED, SENT, TAKEN, check_change
from complaints.workflow import CLOSED, PASSED, REVIEWING
from core.actor import Actor
from core.clock import legal_date
from core.config import settings
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy
from core.text import format_date
from notifications.outbox import tell

TAKE_TERM, ANSWER_TERM = "transfer_take", "transfer_answer"
MOST_LETTERS = 2000


def send_transfer(
    session: Session, *, complaint_id: UUID, body_id: UUID, is_lead: bool, channel: str, reason: str, actor: Actor,
    now: datetime, version: int | None = None,
) -> Transfer:  # fmt: skip
    """Hand the report to a body that leads from now on, or only tell it.

    A body that leads makes the report "passed on", which its reporter reads; telling is internal.
    Raises BadInput without a reason or for a body without a mailbox, Conflict when the report is closed or
    another body leads it.
    """
    complaint = lock_case(session, complaint_id, version=version)
    body = get_body(session, body_id, legal_date(now))
    reason = reason.strip()
    _check_sending(session, complaint, body, is_lead, channel, reason)
    transfer = Transfer(
        complaint_id=complaint.id, number=next_number(session, TRANSFERS, legal_date(now)), body_id=body.id,
        is_lead=is_lead, channel=channel, state=SENT, reason=reason, sent_at=now, actor=str(actor),
        due_on=promise(session, step=TAKE_TERM, filed_at=now),
    )  # fmt: skip
    session.add(transfer)
    session.flush()
    facts = {"transfer": transfer.number, "body": body.kind, "channel": channel, "lead": is_lead}
    add_step(
        session, complaint, kind="transferred", actor=actor, now=now, note=f"{transfer.number}, {body.name}: {reason}",
        to_state=PASSED if is_lead and complaint.state != PASSED else "", facts=facts,
        public=_say_sent(body, transfer) if is_lead else "",
    )  # fmt: skip
    if channel == LINK:
        mail_link(session, transfer, body, now)
    if is_lead:
        tell_reporter(session, complaint, now)
    return transfer


def mail_link(session: Session, transfer: Transfer, body: ReceivingBody, now: datetime) -> None:
    """A new link leaves for the body's mailbox; the one before is worth nothing any more."""
    token = new_token()
    transfer.token_hash, transfer.opened_at = hash_token(token), None
    values = {
        "link": f"{settings().public_url.rstrip('/')}/transfers/{token}", "number": transfer.number,
        "due": format_date(transfer.due_on),
    }  # fmt: skip
    if body.mailbox_id:
        tell(session, person_id=body.mailbox_id, template="case_transfer", language="vi", now=now, values=values)
    session.flush()


def open_transfer(session: Session, *, transfer: Transfer, now: datetime) -> str:
    """The link is used up; what this browser keeps from now on is returned, and only its hash is stored."""
    complaint, door = lock_case(session, transfer.complaint_id), new_token()
    session.refresh(transfer, with_for_update=True)
    if transfer.opened_at is not None:
        raise Conflict(lazy("Đường dẫn này đã được mở rồi."))
    transfer.door_hash, transfer.opened_at = hash_token(door), now
    actor = Actor("body", transfer.body_id)
    add_step(session, complaint, kind="transfer_opened", actor=actor, now=now, note=transfer.number)
    return door


def answer_transfer(
    session: Session, *, complaint_id: UUID, transfer_id: UUID, act: str, words: str, actor: Actor, now: datetime,
    their_number: str = "",
) -> Transfer:  # fmt: skip
    """What the body says: take it, refuse it with a reason, answer it. Its words are the reporter's to read.

    A refusal brings the report back to the unit that sent it. Raises BadInput without words where they are
    needed, Conflict when the report is closed or the table does not allow it.
    """
    complaint, transfer, body = _lock(session, complaint_id, transfer_id)
    words, after = words.strip(), ACTS[act]
    check_change(transfer.state, after)
    if complaint.state == CLOSED:
        raise Conflict(lazy("Phản ánh này đã xong nên phiếu chuyển đã khép."))
    if after != TAKEN and not words:
        raise BadInput(lazy("Ghi lý do trả lại") if after == REFUSED else lazy("Ghi nội dung trả lời"), field="words")
    if len(words) > MOST_LETTERS:
        raise BadInput(lazy("Nội dung dài quá %(most)s ký tự", most=MOST_LETTERS), field="words")
    refuse_leftovers(words, "words")
    transfer.state, transfer.words, transfer.their_number = after, words, their_number.strip() or transfer.their_number
    if after == TAKEN:
        transfer.due_on = promise(session, step=ANSWER_TERM, filed_at=now)
    else:
        transfer.answered_at = now
    _tell_answer(session, complaint, transfer, body, actor, now)
    return transfer


def recall_transfer(
    session: Session, *, complaint_id: UUID, transfer_id: UUID, reason: str, actor: Actor, now: datetime
) -> Transfer:
    """The unit takes the report back from a body. Raises BadInput without a reason, Conflict when it is over."""
    complaint, transfer, body = _lock(session, complaint_id, transfer_id)
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do thu hồi"), field="reason")
    check_change(transfer.state, RECALLED)
    transfer.state, transfer.token_hash, transfer.door_hash = RECALLED, None, None
    comes_back = transfer.is_lead and complaint.state == PASSED
    public = f"{body.name}: phản ánh được đơn vị nhận ban đầu xem tiếp." if comes_back else ""
    add_step(
        session, complaint, kind="transfer_recalled", actor=actor, now=now, public=public,
        note=f"{transfer.number}: {reason.strip()}", to_state=REVIEWING if comes_back else "",
    )  # fmt: skip
    return transfer


def send_link_again(session: Session, *, complaint_id: UUID, transfer_id: UUID, actor: Actor, now: datetime) -> None:
    """A new link to the same mailbox, for whoever lost or used up the first. Raises Conflict when it is over."""
    complaint, transfer, body = _lock(session, complaint_id, transfer_id)
    if transfer.channel != LINK or transfer.state not in (SENT, TAKEN):
        raise Conflict(lazy("Phiếu chuyển này không còn chờ ai trả lời."))
    mail_link(session, transfer, body, now)
    add_step(session, complaint, kind="transfer_mailed", actor=actor, now=now, note=transfer.number)


def _lock(session: Session, complaint_id: UUID, transfer_id: UUID) -> tuple[Complaint, Transfer, ReceivingBody]:
    complaint = lock_case(session, complaint_id)
    transfer = session.get(Transfer, (complaint_id, transfer_id), populate_existing=True)
    if transfer is None:
        raise NotFound(lazy("Không có phiếu chuyển này."))
    return complaint, transfer, session.get_one(ReceivingBody, transfer.body_id)


def _check_sending(session, complaint, body, is_lead, channel, reason) -> None:
    if not reason:
        raise BadInput(lazy("Ghi lý do chuyển"), field="reason")
    if channel not in (LINK, PAPER):
        raise BadInput(lazy("Chọn cách gửi"), field="channel")
    if channel == LINK and body.mailbox_id is None:
        text = lazy("%(body)s chưa có hộp thư trong danh sách; chọn phiếu giấy", body=body.name)
        raise BadInput(text, field="channel")
    if complaint.state == CLOSED:
        raise Conflict(lazy("Phản ánh này đã xong; mở lại trước khi chuyển."))
    if is_lead and find_living_lead(session, complaint.id):
        raise Conflict(lazy("Một cơ quan khác đang chủ trì phản ánh này; thu hồi phiếu đó trước."))


def _say_sent(body: ReceivingBody, transfer: Transfer) -> str:
    return f"Đã chuyển {body.name} (phiếu {transfer.number}). Nơi đó báo đã nhận trước {format_date(transfer.due_on)}."


def _tell_answer(session, complaint, transfer, body, actor, now) -> None:
    """The step, and for a body that leads the sentence that the reporter reads."""
    public = {
        TAKEN: f"{body.name} đã nhận, hẹn trả lời trước {format_date(transfer.due_on)}.",
        REFUSED: f"{body.name} trả lại: {transfer.words}",
        ANSWERED: f"{body.name} trả lời: {transfer.words}",
    }[transfer.state]
    comes_back = transfer.is_lead and transfer.state == REFUSED and complaint.state == PASSED
    number = f" ({transfer.their_number})" if transfer.their_number else ""
    add_step(
        session, complaint, kind=f"transfer_{transfer.state}", actor=actor, now=now,
        to_state=REVIEWING if comes_back else "", public=public if transfer.is_lead else "",
        note=f"{transfer.number}, {body.name}{number}" + (f": {transfer.words}" if not transfer.is_lead else ""),
        facts={"transfer": transfer.number},
    )  # fmt: skip
    if transfer.is_lead:
        tell_reporter(session, complaint, now)
