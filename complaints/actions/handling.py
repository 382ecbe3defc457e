"""What officers do with a report: take it, note, change its state, close it, hand it on, read the contact."""

import re
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from accounts.queries import unit_on
from complaints.actions.moderation import answer_folded
from complaints.actions.reviews import refuse_same_officer
from complaints.actions.steps import add_step, assign, lock_case
from complaints.models import Complaint, Message
from complaints.queries.routing import refuse_own_team
from complaints.workflow import CLOSED, OUTCOMES, PASSED, RECEIVED, REVIEWING, WAITING, find_change, name_of
from core import personal
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy
from notifications.outbox import tell

QLTT = ("doi", "chi_cuc")
"""The kinds of units of market management, which alone take reports."""

CONTACT_FIELDS = ("phone", "email")  # the name needs a second person's consent
LEFTOVER = re.compile(r"\{[^{}]*\}|\{\{|\}\}|\[\.\.\.\]|…{2,}")


def take_case(
    session: Session, *, complaint_id: UUID, actor: Actor, now: datetime, version: int | None = None
) -> Complaint:
    """The officer takes the report over; a new one is then being examined.

    Raises Conflict when the report is closed, CaseChanged when somebody was faster.
    """
    complaint = lock_case(session, complaint_id, version=version)
    if complaint.state == CLOSED:
        raise Conflict(lazy("Phản ánh này đã xong; mở lại trước khi nhận."))
    refuse_same_officer(session, complaint, actor)
    assign(session, complaint, unit_id=complaint.unit_id, officer_id=actor.id, actor=actor, now=now)
    to_state = REVIEWING if complaint.state == RECEIVED else ""
    add_step(session, complaint, kind="taken", actor=actor, now=now, to_state=to_state)
    return complaint


def note_case(session: Session, *, complaint_id: UUID, text: str, actor: Actor, now: datetime) -> Complaint:
    """A note for officers only; it changes nothing else, so two who write at once both keep theirs."""
    complaint = lock_case(session, complaint_id)
    add_step(session, complaint, kind="note", actor=actor, now=now, note=_need(text, "text"))
    return complaint


def write_reporter(
    session: Session, *, complaint_id: UUID, text: str, actor: Actor, now: datetime, version: int | None = None
) -> Message:
    """Words for the reporter that ask nothing: the state stays. Raises BadInput for left-over template marks."""
    complaint = lock_case(session, complaint_id, version=version)
    text = _need(text, "text")
    refuse_leftovers(text, "text")
    add_step(session, complaint, kind="written", actor=actor, now=now)
    message = Message(complaint_id=complaint.id, is_from_desk=True, at=now, actor=str(actor), text=text)
    session.add(message)
    session.flush()
    tell_reporter(session, complaint, now)
    return message


def change_state(
    session: Session, *, complaint_id: UUID, to_state: str, actor: Actor, now: datetime, note: str = "",
    public: str = "", version: int | None = None,
) -> Complaint:  # fmt: skip
    """Change the state along the table of `workflow`; closing and asking have their own actions.

    `note` stays inside, `public` is shown to the reporter; a change that needs a text needs `public`
    when it passes the report on, else either. Raises Conflict saying what is allowed, BadInput for a
    missing text.
    """
    complaint = lock_case(session, complaint_id, version=version)
    change = find_change(complaint.state, to_state)
    if to_state in (CLOSED, WAITING):
        raise BadInput(lazy("Dùng mẫu riêng để chuyển sang “%(state)s”.", state=name_of(to_state)), field="to_state")
    if to_state == PASSED:
        _need(public, "public")
    elif change.needs_text and not (note.strip() or public.strip()):
        raise BadInput(lazy("Ghi lý do của việc chuyển trạng thái"), field="note")
    refuse_leftovers(public, "public")
    if complaint.state == CLOSED:
        complaint.outcome = complaint.answer = ""
    add_step(session, complaint, kind="state", actor=actor, now=now, to_state=to_state, note=note, public=public)
    tell_reporter(session, complaint, now)
    return complaint


def close_case(
    session: Session, *, complaint_id: UUID, outcome: str, answer: str, actor: Actor, now: datetime, note: str = "",
    version: int | None = None,
) -> Complaint:  # fmt: skip
    """Close the report with a result and one sentence for the reporter.

    Raises BadInput for an unknown outcome, a missing sentence or one with left-over template marks.
    """
    complaint = lock_case(session, complaint_id, version=version)
    if outcome not in OUTCOMES:
        raise BadInput(lazy("Chọn kết quả của phản ánh"), field="outcome")
    answer = _need(answer, "answer")
    refuse_leftovers(answer, "answer")
    refuse_same_officer(session, complaint, actor)
    add_step(
        session, complaint, kind="closed", actor=actor, now=now, to_state=CLOSED, note=note, public=answer,
        facts={"outcome": outcome},
    )  # fmt: skip
    complaint.outcome, complaint.answer = outcome, answer
    for told in (complaint, *answer_folded(session, complaint, actor=actor, now=now)):
        tell_reporter(session, told, now)
    return complaint


def move_case(
    session: Session, *, complaint_id: UUID, unit_id: UUID, reason: str, actor: Actor, now: datetime,
    version: int | None = None,
) -> Complaint:  # fmt: skip
    """Hand the report to another unit of market management; its state, dialogue and promise stay.

    Raises BadInput without a reason, for the same unit or one of another kind, Conflict when the report is closed.
    """
    complaint = lock_case(session, complaint_id, version=version)
    if complaint.state == CLOSED:
        raise Conflict(lazy("Phản ánh này đã xong; mở lại trước khi chuyển."))
    if unit_id == complaint.unit_id:
        raise BadInput(lazy("Phản ánh đang ở đơn vị này; chọn đơn vị khác"), field="unit")
    reason = _need(reason, "reason")
    unit = unit_on(session, unit_id, legal_date(now))
    if unit.kind not in QLTT:
        raise BadInput(lazy("Chỉ chuyển cho đơn vị quản lý thị trường; chọn trong danh sách"), field="unit")
    refuse_own_team(session, complaint.id, unit, legal_date(now))
    facts = {"from_unit": str(complaint.unit_id), "to_unit": str(unit.unit_id)}
    assign(session, complaint, unit_id=unit.unit_id, officer_id=None, actor=actor, now=now, reason=reason)
    note = f"{unit.name}: {reason}"
    add_step(session, complaint, kind="moved", actor=actor, now=now, note=note, facts=facts)
    return complaint


def reveal_contact(
    session: Session, *, complaint_id: UUID, field: str, reason: str, actor: Actor, now: datetime
) -> str | None:
    """The reporter's phone or e-mail, None when not given. The caller commits before showing it.

    Logged twice, in the stream of the person and of the case. Raises BadInput without a reason or for a
    field that needs a second person, NotFound when the report is anonymous.
    """
    complaint = lock_case(session, complaint_id)
    reason = _need(reason, "reason")
    if field not in CONTACT_FIELDS:
        raise BadInput(lazy("Không mở được thông tin này ở đây"), field="field")
    if complaint.person_id is None:
        raise NotFound(lazy("Người phản ánh không để lại liên hệ."))
    add_step(session, complaint, kind="revealed", actor=actor, now=now, note=reason, facts={"field": field})
    return personal.reveal(session, person_id=complaint.person_id, field=field, actor=actor, reason=reason, now=now)


def tell_reporter(session: Session, complaint: Complaint, now: datetime) -> None:
    """Say that there is news, to a reporter who left an address; the news itself stays behind the code."""
    if complaint.person_id is not None:
        tell(
            session, person_id=complaint.person_id, template="case_news", language=complaint.language,
            family_id=complaint.id, now=now,
        )  # fmt: skip


def refuse_leftovers(text: str, field: str) -> None:
    """A text with marks of a template in it is not sent: `{ngày}`, `[...]`. Raises BadInput."""
    found = LEFTOVER.search(text)
    if found:
        raise BadInput(lazy("Còn dấu mẫu chưa điền: “%(mark)s”", mark=found.group()[:40]), field=field)


def _need(text: str, field: str) -> str:
    text = text.strip()
    if not text:
        raise BadInput(lazy("Ghi nội dung, không để trống"), field=field)
    return text
