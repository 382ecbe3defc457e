"""Short messages over a gateway of the operator's choice: one HTTP POST of JSON, for SMS and for Zalo.

The gateway gets {"id", "to", "text"} and a bearer token; any answer of 2xx is a message taken over. The same id
twice is the same message.
"""

import json
import logging
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import UUID

from core.config import settings

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 20
SMS, ZALO = "sms", "zalo"


@dataclass(frozen=True)
class ShortMessage:
    """A few words to a phone number (ten digits)."""

    id: UUID
    number: str
    text: str


class GatewayRefusedError(OSError):
    """The gateway does not take this message over: the number is unknown there, say."""


def channels() -> tuple[str, ...]:
    """The gateways that the settings name, in the order they are tried."""
    wanted = settings()
    return tuple(name for name, url in ((ZALO, wanted.zalo_url), (SMS, wanted.sms_url)) if url)


def send_short(channel: str, message: ShortMessage) -> None:
    """Hand the message to a gateway. Raises GatewayRefusedError for an answer of 4xx, OSError when it is away."""
    wanted = settings()
    url, token = {SMS: (wanted.sms_url, wanted.sms_token), ZALO: (wanted.zalo_url, wanted.zalo_token)}[channel]
    if not url.startswith(("https://", "http://")):
        raise GatewayRefusedError(f"{channel}: the address of the gateway must begin with https://")
    body = json.dumps({"id": str(message.id), "to": message.number, "text": message.text}).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(message.id)}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    asked = Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - the scheme is checked above
    try:
        with urlopen(asked, timeout=TIMEOUT_SECONDS):  # noqa: S310
            return
    except HTTPError as error:
        with error:
            if 400 <= error.code < 500 and error.code != 429:
                raise GatewayRefusedError(f"{channel}: {error.code}") from None
            raise
