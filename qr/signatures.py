"""Signatures in printed links: Ed25519 over the canonical link, `?s=<signature>&k=<key>`. Pure.

A right signature proves that we printed the link. It does not prove that the label in hand is the first:
a copied label carries a right signature too.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LENGTH = 64
"""Bytes of a signature (RFC 8032)."""


def sign_link(private: Ed25519PrivateKey, number: int, link: str) -> str:
    """The link with its signature; `number` names the key among the published ones."""
    signature = urlsafe_b64encode(private.sign(link.encode())).rstrip(b"=").decode()
    return f"{link}?s={signature}&k={number}"


def is_signed_right(keys: Mapping[int, Ed25519PublicKey], link: str, signature: str, key: str) -> bool:
    """Whether one of our keys made the signature over exactly this link. Odd words are simply not right."""
    if not (key.isascii() and key.isdigit() and len(key) < 6) or int(key) not in keys:
        return False
    try:
        raw = urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        keys[int(key)].verify(raw, link.encode())
    except (InvalidSignature, NotBase64, ValueError):
        return False
    return len(raw) == LENGTH
