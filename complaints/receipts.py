"""The receipt that a reporter may keep as a file: plain JSON, signed, without personal data."""

import json
from base64 import urlsafe_b64encode
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from complaints.tracking import format_code


def sign_receipt(
    key: Ed25519PrivateKey, *, key_number: int, code: str, filed_at: datetime, body: str, promised_on: str,
    photo_hashes: list[str], is_sample: bool,
) -> str:  # fmt: skip
    """What arrived and when, with an Ed25519 signature over the text of `receipt` as it stands in the file.

    `receipt` is a JSON text inside the JSON, so that whoever checks needs no rule of ordering.
    """
    receipt = json.dumps(
        {
            "code": format_code(code),
            "filed_at": filed_at.isoformat(timespec="seconds"),
            "received_by": body,
            "promised_on": promised_on,
            "photos_sha256": photo_hashes,
            "sample": is_sample,
        },
        ensure_ascii=False,
    )
    signature = urlsafe_b64encode(key.sign(receipt.encode())).decode()
    signed = {"receipt": receipt, "algorithm": "Ed25519", "key": f"receipt-{key_number}", "signature": signature}
    return json.dumps(signed, ensure_ascii=False, indent=2) + "\n"
