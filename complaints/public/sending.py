"""The last button: sending, and sending again."""

from dataclasses import replace

from flask import Response, request
from sqlalchemy.exc import IntegrityError

from complaints.abuse import OFTEN, OFTEN_WITH_WORK, TRAP_FIELD, WORK_FIELD, has_worked
from complaints.actions.drafts import drop_draft, lock_draft
from complaints.actions.filing import file_complaint, tracking_code
from complaints.actions.moderation import OFTEN as OFTEN_MARK
from complaints.actions.moderation import TRAP
from complaints.drafts import OpenDraft, first_missing
from complaints.models import Complaint
from complaints.public.frame import CASE, DRAFT, RECEIPT, drop_cookie, go, put_secret
from complaints.public.helping import show_helped
from complaints.queries.arrival import find_arrival
from core import clock
from core.db import committing, session
from core.i18n import language
from core.limits import is_over, network

TRIES = 3
MOST_WAITING = 7


def answer_check(draft: OpenDraft) -> Response:
    """Send the report; a question that is still open comes first."""
    missing = first_missing(draft.answers)
    if missing:
        return go(f"new/{missing}")
    complaint, code = file_once(draft, marks=read_marks(draft.form_key), files_waiting=read_waiting())
    return _to_receipt(complaint, code, is_again=False)


def read_marks(form_key: str) -> tuple[str, ...]:
    """What makes a report wait for a look: a network that reports more often than people do, a filled trap.

    Some work done by the browser's script triples what counts as often; without a script nothing is asked.
    None of it refuses anything.
    """
    rate = OFTEN_WITH_WORK if has_worked(form_key, request.form.get(WORK_FIELD, "")) else OFTEN
    marks = {OFTEN_MARK: is_over(rate, "reports", network()), TRAP: bool(request.form.get(TRAP_FIELD, "").strip())}
    return tuple(name for name, seen in marks.items() if seen)


def read_waiting() -> int:
    """How many files the sender's phone says it still has to send."""
    sent = request.form.get("files_waiting", "")
    return min(int(sent), MOST_WAITING) if sent.isascii() and sent.isdecimal() and len(sent) < 4 else 0


def file_once(draft: OpenDraft, *, marks: tuple[str, ...] = (), files_waiting: int = 0) -> tuple[Complaint, str]:
    """File the draft. Two sendings at once meet in the database: the loser finds the winner's case."""
    for last in (False,) * (TRIES - 1) + (True,):
        try:
            with committing() as current:
                held = lock_draft(current, draft.id) or draft  # photos may have come since the page was sent
                filed = file_complaint(
                    current, answers=replace(draft.answers, photos=held.answers.photos),
                    form_key=draft.form_key, now=clock.now(), language=language(), marks=marks,
                )  # fmt: skip
                filed[0].files_told = filed[0].files_told or len(held.answers.photos) + files_waiting
                drop_draft(current, draft_id=draft.id)
            return filed
        except IntegrityError:
            if last:
                raise
    raise AssertionError


def answer_sent(complaint: Complaint, form_key: str, *, is_again: bool = True) -> Response:
    """The receipt of a form key; the same form once more gets that of the first time."""
    return _to_receipt(complaint, tracking_code(session, form_key), is_again=is_again)


def _to_receipt(complaint: Complaint, code: str, *, is_again: bool) -> Response:
    arrival = find_arrival(session, complaint.id)
    if arrival is not None and arrival.helper:
        response = show_helped(complaint, arrival, code)
        response.code = code  # type: ignore[attr-defined]
        return response
    response = go("receipt")
    put_secret(response, RECEIPT, id=complaint.id, code=code, again=is_again)
    put_secret(response, CASE, id=complaint.id, code=code)
    drop_cookie(response, DRAFT)
    response.code = code  # type: ignore[attr-defined] - for the page that sends by script
    return response
