"""Reference rows that ship with the product (dated, with their source), loaded by `flask setup`.

A room names its loader here; loading again changes nothing that an administrator has edited.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

Load = Callable[[Session, datetime], None]
loaders: dict[str, Load] = {}


def reference(name: str) -> Callable[[Load], Load]:
    """Name the function that loads a room's reference rows; rooms load in the order of imports."""

    def register(load: Load) -> Load:
        loaders[name] = load
        return load

    return register


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file that ships with the product; an empty cell is an empty text."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
