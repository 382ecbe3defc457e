"""The form of each book, made from what its lines hold; the same fields read a file."""

from typing import IO, Any

from marshmallow import ValidationError

from campaign.books import BOOKS, LAST, Book, Entry
from core.errors import BadInput
from core.fields import Choice, Day, Money, Named, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy
from core.sheets import BadCell, open_sheets
from core.text import fold

MOST_MONEY = 10**15


def make_field(entry: Entry) -> Named:
    """The form field of an entry."""
    if entry.kind == "choice":
        return Choice(entry.label, tuple(entry.choices), required=entry.required)
    if entry.kind == "day":
        return Day(entry.label, required=entry.required)
    if entry.kind == "money":
        return _Amount(entry.label, required=entry.required)
    if entry.kind == "number":
        return WholeNumber(entry.label, least=entry.least, most=entry.most, required=entry.required)
    return Text(entry.label, most=entry.most, lines=entry.kind == "lines", required=entry.required)


class _Amount(Money):
    """Money or another large figure, within what a column holds."""

    outside = lazy("“%(label)s” quá lớn: “%(sent)s”")

    def read(self, sent: str) -> int:
        value = super().read(sent)
        if not 0 <= value <= MOST_MONEY:
            raise self.refuse(self.outside, sent=sent[:40])
        return value


FORMS = {
    key: type(f"{key}Form", (FormSchema,), {each.name: make_field(each) for each in (*book.entries, *LAST)})
    for key, book in BOOKS.items()
}
"""The form of a line of each book."""


class StrikeForm(FormSchema):
    reason = Text(lazy("Lý do gạch"), most=300, required=True)


def line_words(book: Book, line) -> dict[str, Any]:
    """A line as the form's words."""
    words = {each.name: getattr(line, each.name) for each in (*book.entries, *LAST)}
    words = {name: f"{value:%d/%m/%Y}" if hasattr(value, "year") else value for name, value in words.items()}
    return {name: "" if value is None else str(value) for name, value in words.items()} | {"version": line.version}


def read_lines(data: IO[bytes], name: str, book: Book) -> list[tuple[int, dict[str, Any]]]:
    """The lines of a file whose first line names the columns, each with its number in the file.

    Raises BadInput (field "file") that names the line, the column and what was sent.
    """
    lines = (line for line in open_sheets(data, name)[0].read() if not line.is_empty)
    first = next(lines, None)
    entries = {fold(str(each.label)): each for each in (*book.entries, *LAST)}
    places = {fold(cell): at for at, cell in enumerate(first.cells if first else []) if fold(cell) in entries}
    for head, entry in entries.items():
        if entry.required and head not in places:
            raise _refuse(lazy("Dòng đầu của tệp thiếu cột “%(label)s”", label=entry.label))
    readers = [(head, entry, make_field(entry)) for head, entry in entries.items()]
    found = []
    for line in lines:
        cells = {head: line.cells[at] if at < len(line.cells) else "" for head, at in places.items()}
        values = {entry.name: _read(line.number, entry, field, cells.get(head, "")) for head, entry, field in readers}
        found.append((line.number, values))
    if not found:
        raise _refuse(lazy("Tệp không có dòng nào dưới dòng đầu"))
    return found


def _read(number: int, entry: Entry, field: Named, cell: str) -> Any:
    if isinstance(cell, BadCell):
        raise _refuse(lazy("Dòng %(number)s: %(why)s", number=number, why=cell.why))
    words = {fold(str(label)): key for key, label in entry.choices.items()}
    sent = words.get(fold(cell), cell) if entry.kind == "choice" else cell
    try:
        return field.deserialize(sent)
    except ValidationError as error:
        raise _refuse(lazy("Dòng %(number)s: %(why)s", number=number, why=error.messages[0])) from None


def _refuse(sentence: object) -> BadInput:
    return BadInput(sentence, field="file")
