"""An official report before it is signed: who issues it, its headings with the sentences that could be written."""

from dataclasses import dataclass

from reports.indicators import Line
from reports.outline import Heading
from reports.scope import Scope
from reports.writing import Written


@dataclass(frozen=True)
class Issuer:
    """Who issues the report: the lines over the number and under the text, whom it goes to."""

    code: str
    over: str
    issuer: str
    suffix: str
    authority: str
    signer: str
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A heading with the sentences that could be written under it, and those that could not."""

    heading: Heading
    written: tuple[Written, ...]
    unwritten: tuple[Written, ...]


@dataclass(frozen=True)
class Paper:
    """A report before it is signed. `lines`: the figures of the tally by their ids."""

    form: str
    scope: Scope
    issuer: Issuer
    title: str
    grounds: tuple[str, ...]
    parts: tuple[Part, ...]
    lines: dict[str, Line]
    is_sample: bool

    @property
    def place(self) -> str:
        """The province as the line of the date names it: "Thái Nguyên"."""
        return self.scope.place_name.removeprefix("Tỉnh ").removeprefix("Thành phố ")

    @property
    def missing(self) -> list[str]:
        """The ids of figures that sentences ask for and nobody has entered, each once, in their order."""
        gone = (row_id for part in self.parts for one in (*part.written, *part.unwritten) for row_id in one.missing)
        return list(dict.fromkeys(gone))
