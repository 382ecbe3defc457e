"""Labels that differ in their serial alone: what the quick ways of drawing take."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from qr.labels.label import Label
from qr.labels.masking import WIDEST
from qr.labels.symbol_tables import SymbolTables, make_tables
from qr.serials import LENGTH, format_serial, is_serial

FEWEST = 200
"""Labels from which the tables of their links are worth making."""


_shared = attrgetter("name", "address", "lot", "is_sample", "pin", "khmer")
"""All of a label but what its serial makes."""


@dataclass(frozen=True)
class Run:
    """The first label, all serials, and the tables of their symbols."""

    first: Label
    serials: Sequence[str]
    tables: SymbolTables


def find_run(labels: Sequence[Label], level: str) -> Run | None:
    """The labels as a run; None when they differ in more, or are few, signed, with PIN, in capitals or very dense."""
    first = labels[0] if len(labels) >= FEWEST else None
    if first is None or not is_serial(first.serial) or not first.link.endswith(first.serial):
        return None
    prefix, shared = first.link.removesuffix(first.serial), _shared(first)
    for label in labels:
        if _shared(label) != shared or label.link != prefix + label.serial:
            return None
        if len(label.serial) != LENGTH or label.code != format_serial(label.serial):
            return None
    tables = make_tables(prefix, level)
    return Run(first, [label.serial for label in labels], tables) if tables.side <= WIDEST else None
