"""Pages of verdicts kept as bytes. The verdict itself is never kept: the key is everything that was read.

Two codes of one lot differ on their page by the serial alone, so a page is kept with the serial it was
made for, and that serial is exchanged for the one asked for. Whatever changes in the registry, the
range, the mark or the date makes another key, and so another page.
"""

import re
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from qr.serials import format_serial
from qr.verdict import State

MOST = 2000
"""Pages held by a process: about 30 MB."""


@dataclass(frozen=True)
class HeldPage:
    """A page as it was first made, for one serial ("" where the address has none)."""

    html: bytes
    serial: str
    state: State
    headers: tuple[tuple[str, str], ...]

    def headers_for(self, serial: str) -> list[tuple[str, str]]:
        """The headers of the page, with the links of the serial asked for."""
        if serial == self.serial:
            return list(self.headers)
        return [(name, value.replace(self.serial, serial)) for name, value in self.headers]

    def for_serial(self, serial: str) -> bytes:
        """The same page for another code of the same key."""
        if serial == self.serial:
            return self.html
        new = {self.serial.encode(): serial.encode(), self._printed(self.serial): self._printed(serial)}
        return b"".join([new.get(piece, piece) for piece in self._pieces])

    @cached_property
    def _pieces(self) -> list[bytes]:
        """The page cut around each place where the serial stands."""
        return re.split(b"(" + self.serial.encode() + b"|" + self._printed(self.serial) + b")", self.html)

    @staticmethod
    def _printed(serial: str) -> bytes:
        return format_serial(serial).encode()


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

    def clear(self) -> None:
        """Hold nothing."""
        with self._lock:
            self._pages.clear()
