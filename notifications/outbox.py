"""Messages written in the transaction of what they tell, sent later by a job.

A message says only that there is news: never the content, the place or the tracking code.
"""

import json
import logging
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core import jobs, personal
from core.actor import Actor
from notifications.models import OutboxMessage
from notifications.senders import Letter, send_letter
from notifications.texts import write_text

log = logging.getLogger(__name__)

POSTMAN = Actor("system", label="notifications")
JOB = "notifications.send"


def tell(
    session: Session, *, person_id: UUID, template: str, language: str, now: datetime, family_id: UUID | None = None,
    values: dict | None = None,
) -> OutboxMessage | None:  # fmt: skip
    """Queue a message to somebody who left an e-mail address; None when there is no way to reach them.

    `values` fill the template and are never personal. One unsent message of the same kind is enough.
    """
    if "email" not in personal.list_fields(session, person_id):
        return None
    waiting = session.query(OutboxMessage).filter_by(
        family_id=family_id, person_id=person_id, template=template, sent_at=None
    )
    if family_id is not None and (unsent := waiting.first()):
        return unsent
    message = OutboxMessage(
        family_id=family_id, person_id=person_id, channel="email", template=template, language=language,
        values=json.dumps(values or {}, ensure_ascii=False), created_at=now,
    )  # fmt: skip
    session.add(message)
    session.flush()
    jobs.enqueue(session, kind=JOB, payload={"message": str(message.id)}, run_at=now, family_id=family_id)
    return message


@jobs.job(JOB)
def send_message(session: Session, payload: dict, now: datetime) -> None:
    """Send one message. Running twice does no harm: what is sent stays sent.

    The address is read for the sending alone, and that reading is in the audit like any other.
    """
    message = session.get_one(OutboxMessage, UUID(payload["message"]), with_for_update=True)
    if message.sent_at is not None or message.person_id is None:
        return
    if "email" not in personal.list_fields(session, message.person_id):  # erased since: nobody is left to write to
        message.sent_at = now
        return
    address = personal.reveal(
        session, person_id=message.person_id, field="email", actor=POSTMAN, reason=message.template, now=now
    )
    if address:
        values = json.loads(message.values)
        subject, body = write_text(message.template, message.language, values)
        send_letter(Letter(message.id, address, subject, body, values.get("unsubscribe", "")))
    message.sent_at = now
