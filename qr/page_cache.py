"""Pages of verdicts kept as bytes. The verdict itself is never kept: the key is everything that was read.

Two codes of one lot differ on their page by the serial alone, so a page is kept with the serial it was
made for, and that serial is exchanged for the one asked for. Whatever changes in the registry, the
range, the mark or the date makes another key, and so another page.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from qr.page_pieces import Pieces
from qr.scans import Scanned

MOST = 2000
"""Pages held by a process: about 40 MB."""

Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class HeldPage:
    """A page as first made, for one serial ("" where the address has none), and what its scans have in common."""

    html: bytes
    serial: str
    scanned: Scanned
    headers: tuple[tuple[str, str], ...]

    @cached_property
    def pieces(self) -> Pieces:
        """The page cut around the serial."""
        return Pieces(self.html, self.serial)

    def headers_for(self, serial: str) -> Headers:
        """The headers of the page, with the links of the serial asked for."""
        fixed, own = self._parted
        return [*fixed, *((name, value.replace(self.serial, serial)) for name, value in own)]

    @cached_property
    def _parted(self) -> tuple[Headers, Headers]:
        """Headers without the serial and with it."""
        own = [pair for pair in self.headers if self.serial and self.serial in pair[1]]
        return [pair for pair in self.headers if pair not in own], own


class PageCache:
    """The pages asked for last, up to MOST. Safe for several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._pages: OrderedDict[Hashable, HeldPage] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> HeldPage | None:
        """The page for a key, if it is held."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: Hashable, page: HeldPage) -> None:
        """Hold a page; the one not asked for longest goes."""
        with self._lock:
            self._pages[key] = page
            if len(self._pages) > self._most:
                self._pages.popitem(last=False)
