"""Old and new words of what a line would change."""

from datetime import date
from typing import Any

from core.text import format_date
from registry.imports.files import Line


def words(value: Any) -> str:
    """A value as the page and the file show it."""
    if value is None:
        return ""
    return format_date(value) if isinstance(value, date) else str(value)


def compare(line: Line, row: Any, fields: tuple[str, ...]) -> None:
    """Note each field that the line gives and that stands otherwise; an empty cell changes nothing."""
    for name in fields:
        if name in line.values and getattr(row, name) != line.values[name]:
            line.changes.append((name, words(getattr(row, name)), words(line.values[name])))
