"""Many symbols at once, for links that differ in their serial alone.

At one version, level, mask and cutting into segments, every step from data to modules is linear over
GF(2): the bits of the segments (ISO/IEC 18004:2015, 7.4), the error correction words (7.5), their
interleaving (7.6) and placement (7.7), the mask (7.8) and the format information (7.9) are sums modulo
2 of fixed bits. So a symbol is a base symbol plus what each bit of the serial changes, and six tables of
two characters each hold every change. The tables are made from symbols of `qrcode`; a test holds the
symbols against it bit by bit.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import qrcode
from qrcode.util import MODE_8BIT_BYTE, MODE_NUMBER, QRData

from qr.crockford import ALPHABET
from qr.serials import LENGTH

MASKS = 8
_LEVELS = {"M": qrcode.ERROR_CORRECT_M, "Q": qrcode.ERROR_CORRECT_Q, "H": qrcode.ERROR_CORRECT_H}
_ZERO = ALPHABET[0]
_CHARACTER_BITS = 7
"""The letters of serials are ASCII: the eighth bit of their bytes never changes."""
_NUMBER = re.compile(r"(\d{8,})")
"""Digits worth a segment of their own (7.4.3: three digits in ten bits)."""
_WORD = 8


@dataclass(frozen=True)
class SymbolTables:
    """Symbols packed in rows of whole bytes, 1 is dark: `side` rows of `row_bytes`, padded to whole words."""

    version: int
    side: int
    row_bytes: int
    pairs: tuple[np.ndarray, ...]
    """For each two characters of the serial: (1024, words) uint64, what they change; the first holds the base."""
    masks: np.ndarray
    """(8, words) uint64: a symbol of mask k is that of mask 0 plus row k."""

    @property
    def size(self) -> int:
        """Bytes of one packed symbol."""
        return self.side * self.row_bytes


def cut_segments(prefix: str, serial: str) -> list[QRData]:
    """The segments of a link: long numbers as digits, all else as bytes; the serial with what stands before it."""
    parts = [part for part in _NUMBER.split(prefix) if part]
    if parts and not _NUMBER.fullmatch(parts[-1]):
        serial = parts.pop() + serial
    modes = [(part, MODE_NUMBER if _NUMBER.fullmatch(part) else MODE_8BIT_BYTE) for part in parts]
    return [QRData(text.encode(), mode) for text, mode in (*modes, (serial, MODE_8BIT_BYTE))]


def draw_one(prefix: str, serial: str, level: str, *, version: int | None = None, mask: int = 0) -> qrcode.QRCode:
    """One symbol by `qrcode`, without quiet zone; the smallest version when none is given."""
    code = qrcode.QRCode(version, _LEVELS[level], border=0, mask_pattern=mask)
    for segment in cut_segments(prefix, serial):
        code.add_data(segment, optimize=0)
    code.make(fit=version is None)
    return code


@lru_cache(maxsize=16)
def make_tables(prefix: str, level: str = "M") -> SymbolTables:
    """The tables of all links prefix + serial: about 100 symbols of `qrcode`, a tenth of a second."""
    zeros = _ZERO * LENGTH
    smallest = draw_one(prefix, zeros, level)
    version, side = smallest.version, smallest.modules_count
    base = _packed(prefix, zeros, level, version)
    flips = [
        [_packed(prefix, _with_bit(place, bit), level, version) ^ base for bit in range(_CHARACTER_BITS)]
        for place in range(LENGTH)
    ]
    masks = [_packed(prefix, zeros, level, version, mask) ^ base for mask in range(MASKS)]
    changes = [_changes(flips[place]) for place in range(LENGTH)]
    pairs = [
        (changes[place][:, None] ^ changes[place + 1][None, :]).reshape(-1, base.size) for place in range(0, LENGTH, 2)
    ]
    pairs[0] = pairs[0] ^ base
    return SymbolTables(version, side, (side + 7) // 8, tuple(pairs), np.stack(masks))


def pack_symbols(tables: SymbolTables, serials: Sequence[str], mask: int = 0) -> np.ndarray:
    """The symbols of these serials at one mask: (count, words) uint64; `bytes_of` cuts them to rows."""
    letters = np.frombuffer("".join(serials).encode("ascii"), dtype=np.uint8).reshape(len(serials), LENGTH)
    values = _VALUES[letters].astype(np.intp)
    found = (tables.pairs[0] ^ tables.masks[mask])[values[:, 0] << 5 | values[:, 1]]
    for place in range(2, LENGTH, 2):
        found ^= tables.pairs[place // 2][values[:, place] << 5 | values[:, place + 1]]
    return found


def bytes_of(tables: SymbolTables, symbols: np.ndarray) -> np.ndarray:
    """(count, side, row_bytes) uint8; bits behind the side are 0."""
    flat = symbols.view(np.uint8).reshape(len(symbols), -1)[:, : tables.size]
    return flat.reshape(len(symbols), tables.side, tables.row_bytes)


_VALUES = np.zeros(128, dtype=np.uint8)
_VALUES[np.frombuffer(ALPHABET.encode(), dtype=np.uint8)] = np.arange(len(ALPHABET))


def _with_bit(place: int, bit: int) -> str:
    """Zeros but for one bit of one character; the character need not be a letter of serials."""
    return _ZERO * place + chr(ord(_ZERO) ^ 1 << bit) + _ZERO * (LENGTH - 1 - place)


def _changes(flips: list[np.ndarray]) -> np.ndarray:
    """(32, words): what each letter changes against the zero at one place."""
    rows = np.zeros((len(ALPHABET), flips[0].size), dtype=np.uint64)
    for value, letter in enumerate(ALPHABET):
        for bit, flip in enumerate(flips):
            if (ord(letter) ^ ord(_ZERO)) >> bit & 1:
                rows[value] ^= flip
    return rows


def _packed(prefix: str, serial: str, level: str, version: int, mask: int = 0) -> np.ndarray:
    modules = np.array(draw_one(prefix, serial, level, version=version, mask=mask).modules, dtype=bool)
    flat = np.packbits(modules, axis=1).ravel()
    return np.pad(flat, (0, -len(flat) % _WORD)).view(np.uint64)
