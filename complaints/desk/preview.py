"""What the reporter would see at the tracking page, before an officer sends."""

from uuid import UUID

from flask import Response, request
from sqlalchemy.orm import Session

from complaints.models import Complaint
from complaints.queries.tracking import track
from complaints.stages import say_stage
from core import clock
from core.pages import page

NOT_SENT_ON = ("token", "preview", "edit")


def preview_page(session: Session, case_id: UUID) -> Response:
    """The tracking page as it would be: called where everything was done and nothing is kept.

    What was typed goes along, to be sent or to be written on.
    """
    case = session.get_one(Complaint, case_id)
    seen = track(session, case, clock.now())
    words = say_stage(
        seen.stage, look_by=seen.look_by, promised_on=case.promised_on, questions=seen.questions,
        passed_to=seen.passed_to, answer=case.answer, add_until=seen.add_until,
    )  # fmt: skip
    typed = [item for item in request.form.items(multi=True) if item[0] not in NOT_SENT_ON]
    return page(
        "complaints/desk/preview.html", style="desk", case=case, seen=seen, stage=words, typed=typed,
        action=request.path,
    )  # fmt: skip
