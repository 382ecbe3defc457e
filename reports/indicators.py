"""The indicators by the row ids of the report outline: what each is called and how it is counted."""

from dataclasses import dataclass
from functools import cache

from campaign.words import list_rows, say_measure, say_row
from core.config import ROOT
from core.i18n import _, shown_language
from core.reference import read_rows
from reports.counted import Counted
from reports.figures import Figure

FOLDER = ROOT / "reports" / "data"
STOCKS = "register"
EVENTS = "events"


@dataclass(frozen=True)
class Line:
    """One line of a tally: the figure, what it is called, how it was counted.

    `is_generated` says that it rests on sample fields that no document gives; `whole` is the id
    that a part belongs to.
    """

    id: str
    name: str
    figure: Figure
    source: str
    family: str
    is_generated: bool = False

    @property
    def whole(self) -> str:
        """The id without its last part: "E11.kind" for "E11.kind.fake"; empty for a whole."""
        return self.id.rpartition(".")[0]


@cache
def list_indicators() -> dict[str, dict[str, str]]:
    """The indicators counted from our own rows, by id; `*` stands for any part."""
    return {row["id"]: row for row in read_rows(FOLDER / "indicators.csv")}


@cache
def list_parts() -> dict[str, dict[str, str]]:
    """Names of codes that figures are split by."""
    return {row["code"]: row for row in read_rows(FOLDER / "parts.csv")}


def find_indicator(row_id: str) -> dict[str, str] | None:
    """The indicator of an id, or the one whose `*` stands for its last part."""
    found = list_indicators()
    whole, _dot, _part = row_id.rpartition(".")
    return found.get(row_id) or found.get(f"{whole}.*")


def name_line(counted: Counted) -> tuple[str, str, str]:
    """What a counted number is called, how it was counted, and its family, in the reader's language."""
    row = find_indicator(counted.id)
    if row is None:
        name = say_row(counted.id.split(".")[0])
        measure = say_measure(counted.names[0]) if counted.names[0] else ""
        source = _("Cộng số liệu của các hoạt động đã làm, tính vào kỳ mà hoạt động kết thúc")
        return (f"{name}: {measure}" if measure else name), source, EVENTS
    return shown(row, "name").format(part=name_part(counted)), shown(row, "source"), row["family"]


def name_part(counted: Counted) -> str:
    """The name of what a figure is split by."""
    vietnamese, english = counted.names
    if vietnamese:
        return english if english and shown_language() == "en" else vietnamese
    return say_part(counted.part)


def say_part(code: str) -> str:
    """The name of a code such as hop_tac_xa or plan in the reader's language; other words stay."""
    row = list_parts().get(code)
    return shown(row, "name") if row else code


def shown(row: dict[str, str], column: str) -> str:
    """A column of a data row in the reader's language."""
    return row[f"{column}_en"] if shown_language() == "en" else row[column]


def list_ids() -> list[tuple[str, str]]:
    """Every id that a tally may hold with its name; `*` stands for parts that depend on the data."""
    ours = [(row_id, shown(row, "name").format(part="…")) for row_id, row in list_indicators().items()]
    events = [(row_id, say_row(row_id)) for row_id in list_rows() if row_id not in list_indicators()]
    return sorted(ours + events, key=lambda line: _order(line[0]))


def _order(row_id: str) -> tuple:
    letter, _dot, parts = row_id.partition(".")
    return letter[0], int(letter[1:]), parts


def sort_lines(lines: list[Line]) -> list[Line]:
    """Lines in the order of the outline; parts stay in the order they were counted in, under their whole."""
    return sorted(lines, key=lambda line: _order(line.id.split(".")[0]))
