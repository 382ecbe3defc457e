"""Scans of one code as the journal holds them."""

import hashlib
from pathlib import Path

from core.config import settings
from qr.clones import Sighting
from qr.journal import SAID, TABLE, Journal, ScanRecord
from tests.factories.qr import NOW, Goods

Visit = tuple[int, str, bool, str, str]
"""Hour, province code, whether a person said it, cookie, network. The last of several visits is now."""


def spread(provinces: list[str], *, said: bool = False, start: int = 0) -> list[Visit]:
    """One scan a day, each by another phone, in these provinces."""
    return [(24 * step, province, said, f"phone-{start + step}", f"net-{start + step}")
            for step, province in enumerate(provinces)]  # fmt: skip


def put_scans(goods: Goods, visits: list[Visit], *, number: int | None = None, verdict: str = "V1") -> None:
    """Write the scans into a journal that is left to be folded."""
    mine = Journal(Path(settings().journal_dir))
    last = max(hours for hours, *_ in visits)
    for hours, province, said, cookie, network in visits:
        mine.append(
            ScanRecord(
                int(NOW.timestamp()) // 60 - 60 * (last - hours), verdict, "item", _key(cookie), _key(network),
                goods.product.id, goods.lot.id, goods.batch.generation,
                goods.batch.first_number if number is None else number, province, SAID if said else TABLE,
            )
        )  # fmt: skip
    mine.close()


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32] if text else ""


def put_trace(goods: Goods, trace: list[Sighting]) -> None:
    """Write a made-up trace into a journal, its last scan now."""
    mine, last = Journal(Path(settings().journal_dir)), trace[-1].minute
    for each in trace:
        mine.append(
            ScanRecord(
                int(NOW.timestamp()) // 60 - last + each.minute, "V1", "item", _key(each.device), _key(each.network),
                goods.product.id, goods.lot.id, goods.batch.generation, goods.batch.first_number,
                f"{int(each.province) % 90 + 1:02}" if each.province else "", SAID if each.is_said else TABLE,
            )
        )  # fmt: skip
    mine.close()
