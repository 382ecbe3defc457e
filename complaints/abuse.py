"""What tells floods and machines from people. Nothing here refuses a report: it may only wait for a look."""

import hashlib
import hmac
from collections.abc import Iterable

from core.text import fold

WORK_BITS = 12  # some 4,000 hashes: a second on a slow phone, done by a script while the page is read
LONGEST_WORK = 20
OFTEN, OFTEN_WITH_WORK = "10/hour", "30/hour"
TRAP_FIELD, WORK_FIELD = "website", "work"


def has_worked(form_key: str, work: str) -> bool:
    """Whether sha-256 of "form key:work" begins with so many zero bits."""
    if not work or len(work) > LONGEST_WORK or not work.isascii():
        return False
    digest = hashlib.sha256(f"{form_key}:{work}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - WORK_BITS) == 0


def print_of(secret: bytes, parts: Iterable[object]) -> str:
    """The keyed print of what a report says: the same for the same words, whatever case, accents and spaces."""
    words = "|".join(fold(str(part or "")) for part in parts)
    return hmac.new(secret, words.encode(), hashlib.sha256).hexdigest()


def find_blocked(text: str, blocked: Iterable[str]) -> str:
    """The first of the folded words that stands in a text; "" when none does."""
    plain = f" {' '.join(fold(text).split())} "
    return next((words for words in blocked if f" {words} " in plain), "")
