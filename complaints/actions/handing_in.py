"""Reports that somebody of the State or of Mặt trận keys in for another."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from complaints.actions.arrival import Paper
from complaints.actions.filing import file_complaint
from complaints.drafts import Answers
from complaints.models import Complaint, ConflictOfInterest
from complaints.queries.arrival import list_channels
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput
from core.i18n import lazy

PETITION = "petition"


def hand_in_report(
    session: Session, *, answers: Answers, channel: str, paper: Paper, form_key: str, actor: Actor, now: datetime,
    language: str = "vi",
) -> tuple[Complaint, str]:  # fmt: skip
    """Take a report that came by a channel of today. Who keyed it in never handles it.

    Sent twice it is one report. Raises BadInput for a channel that is in no list.
    """
    codes = {row.code for row in list_channels(session, legal_date(now), by_staff=True)}
    if channel not in codes:
        raise BadInput(lazy("Chọn kênh trong danh sách"), field="channel")
    complaint, code = file_complaint(
        session, answers=answers, form_key=form_key, now=now, actor=actor, channel=channel, language=language,
        paper=paper,
    )  # fmt: skip
    stand_aside(session, complaint, paper.filed_by, now)
    return complaint, code


def stand_aside(session: Session, complaint: Complaint, user_id: UUID, now: datetime) -> None:
    """Whoever keyed a report in does not see it in the queue."""
    if session.query(ConflictOfInterest).filter_by(user_id=user_id, complaint_id=complaint.id).first() is None:
        reason = str(lazy("Tự nhập phản ánh này"))
        session.add(ConflictOfInterest(user_id=user_id, complaint_id=complaint.id, reason=reason, declared_at=now))
