"""The way back to a report for whoever lost its tracking code: by the phone or the address that was confirmed.

Asking does the same work and gets the same answer whether or not anybody here knows the contact: the message is
sent, or not, by a job. The lost code itself stands nowhere; who comes back is given a new one in its place.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from complaints.actions.confirming import DIGITS, LASTS, PAUSE, SENDS, TEMPLATE, TRIES
from complaints.actions.steps import add_step, lock_case
from complaints.models import LostDoor
from complaints.queries.second_door import list_confirmed
from complaints.tracking import hash_code, make_code
from core import jobs, personal
from core.actor import CITIZEN
from core.errors import NotFound
from core.i18n import lazy
from core.keys import current_key
from notifications.outbox import tell

JOB = "complaints.second_door"
DAY = timedelta(days=1)


def ask_for_code(session: Session, *, field: str, value: str, now: datetime) -> str:
    """Have the six digits sent, once a minute and five times a day; the keyed index of the contact.

    Too soon or too often nothing is sent, and nothing is said of it.
    """
    mark = personal.blind_index(session, field, value)
    row = session.get(LostDoor, mark, with_for_update=True)
    if row is None:
        row = LostDoor(mark=mark, field=field, sends=0, tries=0, sent_at=now - DAY)
        session.add(row)
    if now - row.sent_at >= DAY:
        row.sends = 0
    if row.sends < SENDS and now - row.sent_at >= PAUSE:
        row.sends, row.tries, row.sent_at, row.opened_at = row.sends + 1, 0, now, None
        jobs.enqueue(session, kind=JOB, payload={"mark": mark}, run_at=now)
    return mark


@jobs.job(JOB)
def send_door_code(session: Session, payload: dict, now: datetime) -> None:
    """Send the digits where a report has this contact confirmed; else do nothing."""
    row = session.get(LostDoor, payload["mark"])
    cases = list_confirmed(session, field=row.field, mark=row.mark) if row else []
    if row and cases:
        values = {"code": door_code(session, row), "minutes": LASTS.seconds // 60}
        tell(session, person_id=cases[0].person_id, template=TEMPLATE, language=cases[0].language, now=now,
             values=values)  # fmt: skip


def open_door(session: Session, *, mark: str, typed: str, now: datetime) -> str:
    """Check the digits as typed: "" when they are right, else "wrong", "late", "tries" or "none". They count once."""
    row = session.get(LostDoor, mark, with_for_update=True)
    if row is None or row.opened_at:
        return "none"
    if now - row.sent_at > LASTS:
        return "late"
    if row.tries >= TRIES:
        return "tries"
    row.tries += 1
    digits = "".join(letter for letter in typed if letter.isascii() and letter.isdigit())
    if not hmac.compare_digest(digits, door_code(session, row)):
        return "wrong"
    row.opened_at = now
    return ""


def renew_code(session: Session, *, complaint_id: UUID, field: str, mark: str, now: datetime) -> str:
    """A new tracking code in place of the lost one, which opens nothing from now on.

    Raises NotFound when the report is none of this contact's.
    """
    complaint = lock_case(session, complaint_id)
    if complaint.id not in {case.id for case in list_confirmed(session, field=field, mark=mark)}:
        raise NotFound(lazy("Phản ánh này không thuộc liên hệ vừa xác nhận."))
    code = make_code(current_key(session, "intake").secret, secrets.token_hex(16))
    complaint.tracking_hash = hash_code(current_key(session, "pepper").secret, code)
    add_step(session, complaint, kind="code_renewed", actor=CITIZEN, now=now, facts={"field": field})
    return code


def door_code(session: Session, row: LostDoor) -> str:
    """The six digits of the last sending."""
    secret = current_key(session, "intake").secret
    digest = hmac.new(secret, f"door|{row.mark}|{row.sent_at.isoformat()}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


@jobs.job("complaints.forget_doors", every=DAY)
def forget_doors(session: Session, _payload: dict, now: datetime) -> None:
    """Who asked is kept for two days, no longer."""
    session.execute(delete(LostDoor).where(LostDoor.sent_at < now - 2 * DAY))
