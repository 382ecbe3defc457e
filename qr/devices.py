"""Who scanned, without knowing who: keyed hashes of a random cookie or of a coarse network."""

import hmac
import re
from collections.abc import Mapping
from functools import lru_cache

COOKIE = "d"
COOKIE_DAYS = 180
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")

_BOTS = re.compile(
    r"bot\b|bot/|crawl|spider|preview|facebookexternalhit|facebot|whatsapp|telegram|zalopc|skype"
    r"|slack|curl|wget|python-|httpx|go-http|okhttp|headless|lighthouse|monitor",
    re.IGNORECASE,
)
_CLASSES = ("Zalo", "FBAN", "FBAV", "CriOS", "FxiOS", "Firefox", "Edg", "SamsungBrowser", "Chrome", "Safari")
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")


def is_person(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a page view counts: no HEAD, no prefetch, no preview of a chat, no program."""
    purpose = " ".join(headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose"))
    if method != "GET" or re.search("prefetch|prerender|preview", purpose, re.IGNORECASE):
        return False
    return not is_program(headers.get("User-Agent", ""))


@lru_cache(maxsize=1024)
def is_program(agent: str) -> bool:
    """Whether it names itself as one, or not at all."""
    return not agent or bool(_BOTS.search(agent))


def is_cookie(token: str) -> bool:
    """Whether a cookie value is one that we could have given."""
    return bool(_TOKEN.fullmatch(token))


def cookie_device(secret: bytes, token: str) -> str:
    """32 hexadecimal characters for the cookie; "" when it is none of ours."""
    return _keyed(secret, "cookie", token) if is_cookie(token) else ""


def network_device(secret: bytes, network: str, agent: str) -> str:
    """32 hexadecimal characters for a network of 256 neighbours and the kind of browser."""
    return _keyed(secret, "network", f"{network}|{agent_class(agent)}")


def coarse_network(address: str) -> str:
    """The /24 of an address, the /48 of an IPv6 one."""
    if ":" in address:
        return ":".join(address.split(":")[:3])
    return ".".join(address.split(".")[:3])


@lru_cache(maxsize=1024)
def agent_class(agent: str) -> str:
    """System and browser family only: "Android Chrome"."""
    system = next((name for name in _SYSTEMS if name in agent), "")
    family = next((name for name in _CLASSES if name in agent), "")
    return f"{system} {family}".strip()


def _keyed(secret: bytes, kind: str, value: str) -> str:
    return hmac.digest(secret, f"{kind}|{value}".encode(), "sha256").hex()[:32]
