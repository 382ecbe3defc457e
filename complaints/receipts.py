"""The receipt that a reporter may keep as a file: plain JSON, signed, without personal data."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from complaints.tracking import format_code


class Arrived(Protocol):
    """A file that arrived: evidence of a case."""

    media: str
    received_hash: str
    received_size: int
    received_at: datetime


@dataclass(frozen=True)
class Receipt:
    """What is certified: which report, when, who has it, until when an answer is promised, what really arrived."""

    code: str
    filed_at: datetime
    issued_at: datetime
    body: str
    promised_on: str
    details: str
    link: str
    files: tuple[Arrived, ...]
    files_coming: int
    is_sample: bool


def sign_receipt(key: Ed25519PrivateKey, receipt: Receipt, *, key_number: int) -> str:
    """The receipt with an Ed25519 signature over the text of `receipt` as it stands in the file.

    `receipt` is a JSON text inside the JSON, so that whoever checks needs no rule of ordering.
    """
    text = json.dumps(_facts(receipt), ensure_ascii=False)
    signature = urlsafe_b64encode(key.sign(text.encode())).decode()
    signed = {"receipt": text, "algorithm": "Ed25519", "key": f"receipt-{key_number}", "signature": signature}
    return json.dumps(signed, ensure_ascii=False, indent=2) + "\n"


def _facts(receipt: Receipt) -> dict:
    return {
        "code": format_code(receipt.code),
        "filed_at": _instant(receipt.filed_at),
        "issued_at": _instant(receipt.issued_at),
        "received_by": receipt.body,
        "promised_on": receipt.promised_on,
        "text_sha256": hash_text(receipt.details),
        "link_sha256": hash_text(receipt.link),
        "files": list(_list_files(receipt.files)),
        "photos_sha256": [each.received_hash for each in receipt.files],
        "files_coming": receipt.files_coming,
        "sample": receipt.is_sample,
    }


def hash_text(text: str) -> str:
    """SHA-256 of the UTF-8 words; "" where there are none."""
    return sha256(text.encode()).hexdigest() if text else ""


def _list_files(files: Iterable[Arrived]) -> Iterable[dict]:
    for each in files:
        yield {
            "kind": each.media, "sha256": each.received_hash, "bytes": each.received_size,
            "received_at": _instant(each.received_at),
        }  # fmt: skip


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
