"""How a letter leaves: by SMTP when SMTP_URL is set, else it is only written to the log."""

import logging
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit
from uuid import UUID

from core.config import settings

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 20


@dataclass(frozen=True)
class Letter:
    """One e-mail. The id becomes its Message-ID, so that a letter sent twice is known as one."""

    id: UUID
    address: str
    subject: str
    body: str
    unsubscribe: str = ""  # address that ends such letters by one POST (RFC 8058)


def send_letter(letter: Letter) -> None:
    """Send it, or log that it would have been sent. Raises OSError or SMTPException; the job tries again."""
    if settings().smtp_url:
        send_by_smtp(settings().smtp_url, letter)
    else:
        send_to_console(letter)


def send_to_console(letter: Letter) -> None:
    """For machines without a mail server: the log says what would have left, without the address."""
    log.info("message %s: %s", letter.id, letter.subject)


def send_by_smtp(url: str, letter: Letter) -> None:
    """Over smtp:// (STARTTLS where the server offers it) or smtps://, with name and password if given."""
    parts = urlsplit(url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "localhost", parts.port or 0, timeout=TIMEOUT_SECONDS) as server:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(as_email(letter))


def as_email(letter: Letter) -> EmailMessage:
    """The letter with its headers."""
    sender = settings().mail_from
    email = EmailMessage()
    email["From"], email["To"], email["Subject"] = sender, letter.address, letter.subject
    email["Message-ID"] = f"<{letter.id}@{sender.partition('@')[2] or 'localhost'}>"
    email["Date"] = formatdate(usegmt=True)
    email["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        email["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        email["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email.set_content(letter.body)
    return email
