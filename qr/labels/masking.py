"""The penalty of masked symbols, and the mask with the least (ISO/IEC 18004:2015, 7.8.3), for many at once.

Rows and columns are words of 64 bits with the quiet zone's light modules on both sides, so that a step
of the standard is a shift and an AND over all symbols together. The four rules, as read here: a run of
five or more alike counts 3 and one more for each module beyond five; each 2 x 2 block alike counts 3;
each 1:1:3:1:1 of dark and light between light modules, with four light ones on one side (the quiet zone
among them), counts 40; each full 5 % of dark modules away from half counts 10.
"""

import numpy as np

from qr.labels.symbol_tables import MASKS, SymbolTables, bytes_of

QUIET = 4
WIDEST = 64 - 2 * QUIET
"""Modules on a side that fit a word with the quiet zone: versions up to 9."""
_ONE = np.uint64(1)
_CHUNK = 2048


def choose_masks(tables: SymbolTables, symbols: np.ndarray) -> np.ndarray:
    """For symbols of mask 0 the mask with the least penalty, the lowest of equals: (count,) of 0 to 7."""
    parts = [symbols[start : start + _CHUNK] for start in range(0, len(symbols), _CHUNK)]
    return np.concatenate([_penalties(tables, part).argmin(axis=0) for part in parts])


def common_mask(tables: SymbolTables, symbols: np.ndarray) -> int:
    """The one mask with the least penalty over all these symbols of mask 0 together."""
    return int(_penalties(tables, symbols).sum(axis=1).argmin())


def _penalties(tables: SymbolTables, symbols: np.ndarray) -> np.ndarray:
    """(8, count)."""
    return np.stack([score(bytes_of(tables, symbols ^ tables.masks[mask]), tables.side) for mask in range(MASKS)])


def score(packed: np.ndarray, side: int) -> np.ndarray:
    """The penalty of each symbol; `packed` is (count, side, row bytes). Raises ValueError above version 9."""
    if side > WIDEST:
        raise ValueError(f"a side of {side} modules is wider than {WIDEST}")
    bits = np.unpackbits(packed, axis=2)[:, :, :side]
    rows, columns = _words(bits), _words(bits.transpose(0, 2, 1))
    lines = _score_lines(rows, side) + _score_lines(columns, side)
    return lines + 3 * _count_blocks(rows, side) + 10 * _far_from_half(rows, side)


def _words(bits: np.ndarray) -> np.ndarray:
    """Lines as words: module 0 at bit 0, no quiet zone yet."""
    packed = np.packbits(bits, axis=2, bitorder="little")
    padded = np.zeros((*bits.shape[:2], 8), dtype=np.uint8)
    padded[:, :, : packed.shape[2]] = packed
    return padded.view("<u8")[:, :, 0]


def _score_lines(lines: np.ndarray, side: int) -> np.ndarray:
    """Rules 1 and 3 over every line."""
    inside = np.uint64((1 << side) - 1)
    found = _score_runs(lines) + _score_runs(~lines & inside)
    return (found + 40 * _count_finders(lines)).sum(axis=1)


def _score_runs(alike: np.ndarray) -> np.ndarray:
    """Rule 1: where five in a row begin counts 1, where the first five of a run begin 2 more."""
    two = alike & alike >> _ONE
    five = two & two >> np.uint64(2) & alike >> np.uint64(4)
    return _count(five) + 2 * _count(five & ~(five << _ONE))


def _count_finders(lines: np.ndarray) -> np.ndarray:
    """Rule 3, with the quiet zone on both sides."""
    dark = lines << np.uint64(QUIET)
    light = ~dark  # beyond the symbol everything is light, and zeros come in from the right
    core = dark & light >> _ONE & dark >> np.uint64(2) & dark >> np.uint64(3) & dark >> np.uint64(4)
    core &= light >> np.uint64(5) & dark >> np.uint64(6)
    four = light & light >> _ONE & light >> np.uint64(2) & light >> np.uint64(3)
    before, after = four << np.uint64(4), _shifted_in(four, 7)
    alone = light << _ONE & _shifted_in(light, 7)
    return _count(core & alone & (before | after))


def _shifted_in(light: np.ndarray, steps: int) -> np.ndarray:
    """Shift down with ones coming in: what lies beyond the word is light."""
    return light >> np.uint64(steps) | ~(~np.uint64(0) >> np.uint64(steps))


def _count_blocks(rows: np.ndarray, side: int) -> np.ndarray:
    """Rule 2: 2 x 2 blocks of one colour, overlapping ones too."""
    beside = ~(rows ^ rows >> _ONE) & np.uint64((1 << side - 1) - 1)
    above = ~(rows[:, 1:] ^ rows[:, :-1])
    return _count(beside[:, 1:] & beside[:, :-1] & above).sum(axis=1)


def _far_from_half(rows: np.ndarray, side: int) -> np.ndarray:
    """Rule 4: full steps of 5 % between the share of dark modules and one half."""
    dark = _count(rows).sum(axis=1)
    return np.abs(dark * 20 - side * side * 10) // (side * side)


def _count(words: np.ndarray) -> np.ndarray:
    return np.bitwise_count(words).astype(np.int64)
