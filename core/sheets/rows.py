"""What a spreadsheet is to its readers: rows of words, each with the number that the program shows. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from core.errors import BadInput
from core.i18n import lazy
from core.text import plain_cell

MOST_COLUMNS = 60
MOST_LETTERS = 5000
MOST_ROWS = 1_048_576  # as many as a sheet of Excel has


class BadCell(str):
    """The words of a cell that cannot be taken, and why; `why` is a lazy sentence."""

    why: object

    def __new__(cls, words: str, why: object) -> "BadCell":
        cell = super().__new__(cls, words[:80])
        cell.why = why
        return cell


@dataclass(frozen=True)
class Row:
    """`number` as the spreadsheet shows it, from 1; `cells` words, trimmed, "" where empty."""

    number: int
    cells: list[str]

    @property
    def is_empty(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows come one by one and may be read again by calling once more."""

    name: str
    read: Callable[[], Iterator[Row]]
    notes: Sequence[object] = field(default_factory=list)  # what the reader of the file should know


def refuse(sentence: object) -> BadInput:
    """The file cannot be read; the sentence says what would do."""
    return BadInput(sentence, field="file")


def cell_name(row: int, column: int) -> str:
    """(2, 1) -> "B1" ... columns count from 0."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def words_of(value: object) -> str:
    """The words of a value: days as 24/11/2026, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    return take_words(str(value))


def take_words(text: str) -> str:
    """The text trimmed, without the sign that kept it from being a formula; a BadCell when it cannot be taken."""
    text = text.strip()
    if "\x00" in text:
        return BadCell(text.replace("\x00", ""), lazy("Ô có ký tự hỏng (NUL); gõ lại ô này"))
    if len(text) > MOST_LETTERS:
        return BadCell(text, lazy("Ô dài %(long)s ký tự, tối đa %(most)s", long=len(text), most=MOST_LETTERS))
    return plain_cell(text)
