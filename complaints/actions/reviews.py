"""After the end: a second look by another officer, and the reporter's rating."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import Membership, User
from accounts.queries import holds, list_rights, unit_on
from complaints.actions.routing import raise_flag
from complaints.actions.steps import add_step, assign, lock_case, refuse_same_hand
from complaints.models import CaseRating, Complaint
from complaints.queries.following import ADD, closer_before_review, is_within
from complaints.queries.routing import unit_above
from complaints.workflow import CLOSED
from core.actor import CITIZEN, SYSTEM, Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy

SCORES = {3: lazy("Hài lòng"), 2: lazy("Tạm được"), 1: lazy("Chưa hài lòng")}
MOST_LETTERS = 1000
DECIDES = "cases.decide"


def hand_to_another(session: Session, complaint: Complaint, now: datetime) -> None:
    """Give a report that is looked at again to an officer who did not close it.

    One of the same unit with the fewest reports; without such a one the unit above takes it over. The unit
    above is told in any case.
    """
    on, closer = legal_date(now), closer_before_review(session, complaint.id)
    unit = unit_on(session, complaint.unit_id, on)
    try:
        above = unit_above(session, unit, on)
    except NotFound:
        above = unit
    officer_id = _find_other(session, unit.unit_id, unit.kind, closer, now)
    holder = unit.unit_id if officer_id else above.unit_id
    assign(
        session, complaint, unit_id=holder, officer_id=officer_id, actor=SYSTEM, now=now,
        reason=str(lazy("Xem lại theo đề nghị: cán bộ khác")),
    )  # fmt: skip
    raise_flag(session, complaint, unit_id=above.unit_id, kind="review", now=now)


def refuse_same_officer(session: Session, complaint: Complaint, actor: Actor) -> None:
    """Raises Conflict when the officer closed the report whose result was not accepted."""
    refuse_same_hand(session, complaint.id, actor)


def rate_case(session: Session, *, complaint_id: UUID, score: int, words: str, now: datetime) -> CaseRating:
    """What the reporter thinks of the handling; sent again it replaces the first.

    Raises BadInput for an unknown face or too many letters, Conflict before the end or after the term to add.
    """
    complaint = lock_case(session, complaint_id)
    if score not in SCORES:
        raise BadInput(lazy("Chọn một trong ba mức"), field="score")
    if len(words) > MOST_LETTERS:
        text = lazy("Nội dung dài %(long)s ký tự, tối đa %(most)s", long=len(words), most=MOST_LETTERS)
        raise BadInput(text, field="rating_words")
    if complaint.state != CLOSED or not is_within(session, complaint, ADD, now):
        raise Conflict(lazy("Chỉ đánh giá được khi phản ánh đã xong và còn trong hạn gửi thêm."), field="score")
    rating = session.get(CaseRating, complaint_id)
    if rating is None:
        rating = CaseRating(complaint_id=complaint_id)
        session.add(rating)
    rating.score, rating.words, rating.at = score, words.strip(), now
    add_step(session, complaint, kind="rated", actor=CITIZEN, now=now, facts={"score": score})
    return rating


def _find_other(session: Session, unit_id: UUID, kind: str, closer: str, now: datetime) -> UUID | None:
    """The active officer of a unit, not this one, who may decide and holds the fewest open reports."""
    on = legal_date(now)
    held = select(func.count()).where(Complaint.officer_id == User.id, Complaint.state != CLOSED).scalar_subquery()
    query = select(User.id, Membership.role).join(Membership, Membership.user_id == User.id)
    query = query.where(Membership.unit_id == unit_id, holds(Membership, on), User.is_active)
    for user_id, role in session.execute(query.order_by(held, User.id)):
        if f"officer:{user_id}" != closer and DECIDES in list_rights(session, role=role, unit_kind=kind, on=on):
            return user_id
    return None
