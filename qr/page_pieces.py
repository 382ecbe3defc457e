"""A page cut around its serial, so that the same page for another code is joined and not made anew.

The gzip form (RFC 1952) is joined in the same way: the texts are compressed once, each up to a flush, so
that the next block begins on a byte (RFC 1951, 3.2.3), and each serial goes between them as a stored
block (3.2.4). While they are compressed, bytes that stand nowhere else take the place of each serial:
no text points back into it, and every distance is right.
"""

import re
import struct
import zlib
from functools import cached_property

from qr.serials import LENGTH, format_serial

_LEVEL = 9
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
"""gzip, deflate, no name, no date, the smallest form, made on no named system."""
_END = b"\x03\x00"
"""A last block with nothing in it."""


class Pieces:
    """A page that was made for one serial ("" where the address has none)."""

    def __init__(self, html: bytes, serial: str) -> None:
        plain, printed = _written(serial) if serial else (b"", b"")
        parts = re.split(b"(" + re.escape(plain) + b"|" + re.escape(printed) + b")", html) if serial else [html]
        self._texts = parts[::2]
        self._is_printed = [part == printed for part in parts[1::2]]
        self.size = len(html)

    def plain(self, serial: str) -> bytes:
        """The page for a serial of the same length."""
        return b"".join(self._between(self._texts, _written(serial)))

    def gzipped(self, serial: str) -> bytes:
        """The same, compressed."""
        plain, printed = _written(serial)
        crc = 0
        for piece in self._between(self._texts, (plain, printed)):
            crc = zlib.crc32(piece, crc)
        body = self._between(self._deflated, (_stored(plain), _stored(printed)))
        return b"".join([_HEAD, *body, _END, struct.pack("<II", crc, self.size & 0xFFFFFFFF)])

    @cached_property
    def _deflated(self) -> list[bytes]:
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        done = [_flush(packer, self._texts[0])]
        for number, (is_printed, text) in enumerate(zip(self._is_printed, self._texts[1:], strict=True)):
            _flush(packer, _stand_in(number, len(_written("0" * LENGTH)[is_printed])))
            done.append(_flush(packer, text))
        return done

    def _between(self, texts: list[bytes], forms: tuple[bytes, bytes]) -> list[bytes]:
        joined = [texts[0]]
        for is_printed, text in zip(self._is_printed, texts[1:], strict=True):
            joined += (forms[is_printed], text)
        return joined


def _written(serial: str) -> tuple[bytes, bytes]:
    return serial.encode(), format_serial(serial).encode()


def _flush(packer, text: bytes) -> bytes:
    return packer.compress(text) + packer.flush(zlib.Z_SYNC_FLUSH)


def _stand_in(number: int, length: int) -> bytes:
    """Bytes of which no three in a row stand anywhere else: 0xFF is in no UTF-8 text."""
    return bytes(byte for turn in range(length) for byte in (0xFF, number % 256, turn))[:length]


def _stored(data: bytes) -> bytes:
    return struct.pack("<BHH", 0, len(data), len(data) ^ 0xFFFF) + data
