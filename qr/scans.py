"""Recording a scan: what goes into the journal, and the journal of the running application."""

from datetime import datetime
from functools import cache
from pathlib import Path

from qr.facts import Row
from qr.journal import Journal, ScanRecord
from qr.links import CodeLink, Level
from qr.serials import Opened
from qr.verdict import State

_NAMELESS = (State.V2, State.V8)
"""Verdicts on codes that nobody issued: counted by day, never kept one by one."""


@cache
def journal_in(folder: str) -> Journal:
    """The one journal of this process in a folder."""
    return Journal(Path(folder))


def record_of(
    link: CodeLink,
    row: Row | None,
    opened: Opened | None,
    state: State,
    *,
    device: str,
    network: str,
    now: datetime,
    province: str = "",
    source: str = "",
) -> ScanRecord:
    """What is kept of a scan; a code that was never issued keeps neither device, serial nor place."""
    minute = int(now.timestamp()) // 60
    product_id = row.product_id if row else None
    if state in _NAMELESS or row is None:
        return ScanRecord(minute, state, link.level, "", "", product_id)
    is_item = link.level is Level.ITEM and opened is not None
    return ScanRecord(
        minute,
        state,
        link.level,
        device,
        network,
        product_id,
        row.lot_id,
        opened.generation if is_item and opened else None,
        opened.number if is_item and opened else None,
        province,
        source if province else "",
    )
