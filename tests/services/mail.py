"""A mail server that keeps what it is given."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

from tests.services.processes import free_port


@dataclass
class Mailbox:
    """What arrived, oldest first, and the address to send to."""

    url: str
    messages: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server, _session, envelope) -> str:
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A running SMTP server: set SMTP_URL to `mailbox.url`, then read `mailbox.messages`."""
    port = free_port()
    box = Mailbox(f"smtp://127.0.0.1:{port}")
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box
    server.stop()
