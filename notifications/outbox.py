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
from notifications.gateways import GatewayRefusedError, ShortMessage, channels, send_short
from notifications.models import OutboxMessage
from notifications.senders import Letter, send_letter
from notifications.texts import has_short, write_short, write_text

log = logging.getLogger(__name__)

POSTMAN = Actor("system", label="notifications")
JOB = "notifications.send"
EMAIL = "email"


def tell(
    session: Session, *, person_id: UUID, template: str, language: str, now: datetime, family_id: UUID | None = None,
    values: dict | None = None,
) -> OutboxMessage | None:  # fmt: skip
    """Queue a message to somebody's e-mail address, else phone by a gateway; None when no way reaches them.

    `values` fill the template and are never personal. One unsent message of the same kind is enough.
    """
    channel = _channel_for(personal.list_fields(session, person_id), template)
    if not channel:
        return None
    waiting = session.query(OutboxMessage).filter_by(
        family_id=family_id, person_id=person_id, template=template, sent_at=None
    )
    if family_id is not None and (unsent := waiting.first()):
        return unsent
    message = OutboxMessage(
        family_id=family_id, person_id=person_id, channel=channel, template=template, language=language,
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
    field = "email" if message.channel == EMAIL else "phone"
    if field not in personal.list_fields(session, message.person_id):  # erased since: nobody is left to write to
        message.sent_at = now
        return
    address = personal.reveal(
        session, person_id=message.person_id, field=field, actor=POSTMAN, reason=message.template, now=now
    )
    if address:
        _send(message, address)
    message.sent_at = now


def _channel_for(fields: list[str], template: str) -> str:
    """By e-mail where there is an address, else by the first gateway for messages that have short words."""
    if EMAIL in fields:
        return EMAIL
    return next(iter(channels()), "") if "phone" in fields and has_short(template) else ""


def _send(message: OutboxMessage, address: str) -> None:
    values = json.loads(message.values)
    if message.channel == EMAIL:
        subject, body = write_text(message.template, message.language, values)
        send_letter(Letter(message.id, address, subject, body, values.get("unsubscribe", "")))
        return
    short = ShortMessage(message.id, address, write_short(message.template, message.language, values))
    for channel in channels():
        try:
            send_short(channel, short)
        except GatewayRefusedError as refused:  # a number without Zalo, say: the next way is tried
            log.warning("message %s: %s", message.id, refused)
            continue
        message.channel = channel
        return
