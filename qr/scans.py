"""Recording a scan: what goes into the journal, and the journal of the running application."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from qr.facts import Row
from qr.journal import Journal, write_line
from qr.links import CodeLink, Level
from qr.serials import Opened
from qr.verdict import State

_NAMELESS = (State.V2, State.V8)
"""Verdicts on codes that nobody issued: counted by day, never kept one by one."""


class Scanned(NamedTuple):
    """What the scans of one page have in common, as the journal writes it."""

    state: State
    level: Level
    product: str
    lot: str


@cache
def journal_in(folder: str) -> Journal:
    """The one journal of this process in a folder."""
    return Journal(Path(folder))


def scanned_of(link: CodeLink, row: Row | None, state: State) -> Scanned:
    """The part of the line that is the same for every code of the page."""
    product = row.product_id.hex if row else ""
    return Scanned(state, link.level, product, row.lot_id.hex if row and row.lot_id else "")


def line_of(
    scanned: Scanned,
    opened: Opened | None,
    *,
    device: str,
    network: str,
    now: datetime,
    province: str = "",
    is_said: bool = False,
) -> bytes:
    """What is kept of a scan; a code that was never issued keeps neither device, serial nor place."""
    minute = str(int(now.timestamp()) // 60)
    state, level, product, lot = scanned
    if state in _NAMELESS or not product:
        return write_line(False, minute, state, level, "", "", product, "", "", "", "")
    generation, number = ("", "") if opened is None else (str(opened.generation), str(opened.number))
    return write_line(is_said, minute, state, level, device, network, product, lot, generation, number, province)
