"""The headings of an official report and the sentences under them, as rows: wording is data, figures are filled in.

A sentence names figures in braces, "{E1}"; a part in double square brackets stands only where its figures are there.
Structures: Báo cáo năm and báo cáo sáu tháng of the campaign (Front of Thái Nguyên 2025, Trà Vinh 2023), without the
numbers that those papers skip.
"""

import re
from dataclasses import dataclass
from functools import cache

from core.config import ROOT
from core.reference import read_rows

FOLDER = ROOT / "reports" / "data"
ANNUAL, HALF_YEAR = "annual", "half-year"
FORMS = (ANNUAL, HALF_YEAR)
NAMED = re.compile(r"\{([A-Z]\d+[\w.-]*)\}")
OPTIONAL = re.compile(r"\[\[(.+?)\]\]")


@dataclass(frozen=True)
class Heading:
    """A heading: `section` is its key, `level` 1 to 3."""

    section: str
    level: int
    text: str


@cache
def list_headings(form: str) -> tuple[Heading, ...]:
    """The headings of a form in their order."""
    rows = read_rows(FOLDER / "outline.csv")
    return tuple(Heading(row["section"], int(row["level"]), row["heading"]) for row in rows if row["form"] == form)


@cache
def list_sentences(form: str, section: str) -> tuple[str, ...]:
    """The sentences under a heading in their order."""
    rows = read_rows(FOLDER / "sentences.csv")
    return tuple(row["text"] for row in rows if (row["form"], row["section"]) == (form, section))


def list_named(text: str) -> list[str]:
    """The ids of the figures that a sentence names, the optional ones too."""
    return NAMED.findall(text)
