"""Confirming a phone or an address after the report was sent: a one-time code, with limits.

The code comes of a secret, the report and how many were sent before: nothing to steal in the database. A report
counts the same without it; confirmed, its reporter may come back after losing the tracking code.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from complaints.actions.steps import add_step, lock_case
from complaints.models import ContactCode
from core import personal
from core.actor import CITIZEN
from core.errors import Conflict, NotFound
from core.i18n import lazy
from core.keys import current_key
from notifications.outbox import tell

TEMPLATE = "contact_code"
DIGITS = 6
LASTS = timedelta(minutes=15)
PAUSE = timedelta(minutes=1)
SENDS, TRIES = 5, 5


def send_contact_code(session: Session, *, complaint_id: UUID, now: datetime) -> ContactCode:
    """Send the code to what the reporter left: once a minute, five times in all.

    Raises NotFound where nothing was left, Conflict when it is confirmed, too soon or too often.
    """
    complaint = lock_case(session, complaint_id)
    fields = personal.list_fields(session, complaint.person_id) if complaint.person_id else []
    field = next((name for name in ("email", "phone") if name in fields), "")
    if not field:
        raise NotFound(lazy("Phản ánh này không để lại số điện thoại hay thư điện tử."))
    row = session.get(ContactCode, complaint_id, with_for_update=True)
    if row is None:
        row = ContactCode(complaint_id=complaint_id, field=field, sends=0, tries=0, sent_at=now - PAUSE)
        session.add(row)
    if row.confirmed_at:
        raise Conflict(lazy("Liên hệ này đã được xác nhận."), field="code")
    if row.sends >= SENDS:
        raise Conflict(lazy("Đã gửi %(count)s mã. Gọi đường dây nóng để được giúp.", count=SENDS), field="code")
    if now - row.sent_at < PAUSE:
        raise Conflict(lazy("Mã vừa được gửi. Chờ 1 phút rồi gửi lại."), field="code")
    row.field, row.sends, row.tries, row.sent_at = field, row.sends + 1, 0, now
    told = tell(
        session, person_id=complaint.person_id, template=TEMPLATE, language=complaint.language, now=now,
        values={"code": contact_code(session, complaint_id, row.sends), "minutes": LASTS.seconds // 60},
    )  # fmt: skip
    if told is None:
        words = lazy("Trang này chưa gửi được tin nhắn tới số điện thoại. Phản ánh vẫn được xử lý.")
        raise Conflict(words, field="code")
    return row


def confirm_contact(session: Session, *, complaint_id: UUID, typed: str, now: datetime) -> str:
    """Check the code as typed: "" when it is right, else what is wrong ("wrong", "late", "tries", "none").

    A result and no exception: the tries must stay counted.
    """
    complaint = lock_case(session, complaint_id)
    row = session.get(ContactCode, complaint_id, with_for_update=True)
    if row is None:
        return "none"
    if row.confirmed_at:
        return ""
    if now - row.sent_at > LASTS:
        return "late"
    if row.tries >= TRIES:
        return "tries"
    digits = "".join(letter for letter in typed if letter.isascii() and letter.isdigit())
    row.tries += 1
    if not hmac.compare_digest(digits, contact_code(session, complaint_id, row.sends)):
        return "wrong"
    row.confirmed_at = now
    add_step(session, complaint, kind="contact_confirmed", actor=CITIZEN, now=now, facts={"field": row.field})
    return ""


def contact_code(session: Session, complaint_id: UUID, sends: int) -> str:
    """The six digits of a sending."""
    secret = current_key(session, "intake").secret
    digest = hmac.new(secret, f"contact|{complaint_id}|{sends}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


