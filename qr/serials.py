"""Serials: 12 characters, of which the first names the key generation and 11 hide a counter.

The 11 characters are 55 bits: one global counter run through a keyed permutation, so that serials
look random, never repeat, and can be opened again without a table. The permutation is a Feistel
network in the manner of FF1 (NIST SP 800-38G): ten rounds over halves of 27 and 28 bits, each round
adding an AES block of the other half. It works on exactly 55 bits, so no number needs a second walk.
Test vectors: docs/serials.md.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from threading import get_ident
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from qr import crockford
from registry.codes import check_character

LENGTH = 12
BITS = 55
CAPACITY = 1 << BITS
GENERATIONS = 32

ROUNDS = 10
HALVES = (27, 28)
LABEL = b"serial-1"

PRODUCT_CODE_LENGTH = 8


class Opened(NamedTuple):
    """What a serial says: the key generation it was made with and its place in the counter."""

    generation: int
    number: int


def make_serial(key: bytes, generation: int, number: int) -> str:
    """The 12-character serial of counter value `number` (0 <= number < 2^55) under an AES key."""
    if not 0 <= number < CAPACITY:
        raise ValueError(f"number {number} does not fit in {BITS} bits")
    if not 0 <= generation < GENERATIONS:
        raise ValueError(f"generation {generation} does not fit in one character")
    return crockford.ALPHABET[generation] + crockford.encode(_permute(key, number), LENGTH - 1)


def open_serial(keys: Mapping[int, bytes], text: str) -> Opened | None:
    """Undo `make_serial` for a normalised serial; None when it is malformed or its key is unknown."""
    if not is_serial(text):
        return None
    generation = crockford.VALUES[text[0]]
    key = keys.get(generation)
    if key is None:
        return None
    return Opened(generation, _restore(key, crockford.decode(text[1:])))


def normalize_serial(text: str) -> str:
    """A serial as typed by hand, brought to its canonical lower-case form."""
    return crockford.normalize(text)


def is_serial(text: str) -> bool:
    """Twelve characters of the alphabet, already normalised."""
    return len(text) == LENGTH and crockford.is_base32(text)


def generation_of(text: str) -> int | None:
    """The key generation that a normalised serial names; None for what is no serial."""
    return crockford.VALUES[text[0]] if is_serial(text) else None


def format_serial(serial: str) -> str:
    """Groups of four, as printed on labels: "7k3m 9q2x w4pd"."""
    return f"{serial[:4]} {serial[4:8]} {serial[8:]}".rstrip()


def check_product_code(text: str) -> str | None:
    """The canonical code when `text` is one, else None."""
    code = crockford.normalize(text)
    if len(code) != PRODUCT_CODE_LENGTH or not crockford.is_base32(code):
        return None
    return code if check_character(code[:-1]) == code[-1] else None


def _permute(key: bytes, number: int) -> int:
    left, right = number >> HALVES[1], number & _MASKS[1]
    encrypt = _cipher(key, get_ident())
    for turn in range(ROUNDS):
        block = encrypt(_BEGINNINGS[turn] + right.to_bytes(4, "big"))
        left, right = right, left + int.from_bytes(block[12:], "big") & _MASKS[turn % 2]
    return left << HALVES[1] | right


def _restore(key: bytes, number: int) -> int:
    left, right = number >> HALVES[1], number & _MASKS[1]
    encrypt = _cipher(key, get_ident())
    for turn in reversed(range(ROUNDS)):
        block = encrypt(_BEGINNINGS[turn] + left.to_bytes(4, "big"))
        left, right = right - int.from_bytes(block[12:], "big") & _MASKS[turn % 2], left
    return left << HALVES[1] | right


# One AES block per round: label, round number, the half. The answer is its last 4 bytes: no half is wider.
_BEGINNINGS = tuple(LABEL + turn.to_bytes(4, "big") for turn in range(ROUNDS))
_MASKS = tuple((1 << width) - 1 for width in HALVES)


@lru_cache(maxsize=256)
def _cipher(key: bytes, _thread: int) -> Callable[[bytes], bytes]:
    """AES for single blocks: a pseudorandom function here, not a cipher. Each thread has its own."""
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update  # noqa: S305
