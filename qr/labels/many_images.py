"""PNG and SVG of packed symbols, ten pixels or one unit to a module, quiet zone around: the same for all in one pass.

PNG (ISO/IEC 15948): grey of one bit; each module row is one line of pixels and nine that equal the line
above (filter type 2, clause 9.2). SVG 1.1: one stroked path, a run of dark modules is a horizontal line.
"""

import struct
import zlib
from collections.abc import Iterator
from functools import cache

import numpy as np

BOX = 10
"""Pixels of a module; with a quiet zone of 4 modules every module row begins on a whole byte."""
QUIET = 4
_NONE, _UP = b"\x00", b"\x02"
_FAST = 1
_CHUNK = 1024


def draw_pngs(packed: np.ndarray, side: int) -> Iterator[bytes]:
    """A PNG of each symbol; `packed` is (count, side, row bytes), 1 is dark."""
    width = (side + 2 * QUIET) * BOX
    line = (width + 7) // 8
    blank = _NONE + b"\xff" * line + (_UP + bytes(line)) * (BOX * QUIET - 1)
    same = (_UP + bytes(line)) * (BOX - 1)
    head = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, width, 1, 0, 0, 0, 0))
    end = _chunk(b"IEND", b"")
    for start in range(0, len(packed), _CHUNK):
        for rows in _pixel_lines(packed[start : start + _CHUNK], line):
            lines = b"".join([_NONE + row.tobytes() + same for row in rows])
            yield head + _chunk(b"IDAT", zlib.compress(blank + lines + blank, _FAST)) + end


def _pixel_lines(packed: np.ndarray, line: int) -> np.ndarray:
    """(count, side, line) uint8: each module row as one line of pixels, 1 is white."""
    wide = _widened()[packed].reshape(*packed.shape[:2], -1)
    lines = np.full((*packed.shape[:2], line), 255, dtype=np.uint8)
    first = QUIET * BOX // 8
    wide = wide[:, :, : line - first]
    lines[:, :, first : first + wide.shape[2]] = ~wide
    return lines


@cache
def _widened() -> np.ndarray:
    """(256, 10): eight modules as eighty pixels."""
    bits = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1)
    return np.packbits(bits.repeat(BOX, axis=1), axis=1)


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def draw_svgs(packed: np.ndarray, side: int) -> Iterator[bytes]:
    """An SVG of each symbol, one millimetre to a module."""
    width = side + 2 * QUIET
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{width}mm" viewBox="0 0 {width} {width}">'
        f'<path fill="#fff" d="M0 0h{width}v{width}H0z"/><path stroke="#000" d="'
    ).encode()
    pieces = _path_pieces(side, packed.shape[2])
    for symbol in packed:
        path = b"".join([piece[value] for piece, value in zip(pieces, symbol.tobytes(), strict=True)])
        yield head + path + b'"/></svg>'


@cache
def _path_pieces(side: int, row_bytes: int) -> list[list[bytes]]:
    """For each byte of a symbol what it draws, by value: lines through the middle of its module row."""
    return [
        [_lines(value, QUIET + 8 * column, QUIET + row) for value in range(256)]
        for row in range(side)
        for column in range(row_bytes)
    ]


def _lines(value: int, left: int, row: int) -> bytes:
    bits = f"{value:08b}"
    found, start = [], 0
    while (start := bits.find("1", start)) >= 0:
        end = (bits + "0").find("0", start)
        found.append(f"M{left + start} {row}.5h{end - start}")
        start = end
    return "".join(found).encode()
