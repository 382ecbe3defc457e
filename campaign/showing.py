"""Values of books in words. Pure."""

from datetime import date

from campaign.books import Entry
from core.text import format_date, format_number


def say_entry(entry: Entry, value: object, plain: bool = False) -> str:
    """A value as a table shows it; `plain` as a file holds it, so that it can be read back."""
    if value is None or value == "":
        return ""
    if entry.kind == "choice":
        return str(entry.choices.get(str(value), value))
    if isinstance(value, date):
        return format_date(value)
    if entry.kind == "number" or (plain and isinstance(value, int)):
        return str(value)
    if entry.kind == "money" and isinstance(value, int):
        return format_number(value)
    return str(value)
