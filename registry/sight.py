"""Who may see which field of sellers and shop links: the table data/field_sight.csv, asked by every page. Pure.

`yes` shows it, `business` shows it of businesses alone (a household's or a person's number and address are
personal data), `reason` opens it after a logged reason, `case` stands only on the desk of reports, `no` never.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from core.reference import read_rows

FILE = Path(__file__).parent / "data" / "field_sight.csv"
AUDIENCES = ("public", "producer", "officer", "export")
BUSINESSES = ("doanh_nghiep", "hop_tac_xa")


@cache
def sight_table() -> dict[tuple[str, str], dict[str, str]]:
    """The rows by subject and field: audience -> how it is seen."""
    rows = read_rows(FILE)
    return {(row["subject"], row["field"]): {who: row[who] for who in AUDIENCES} for row in rows}


def how_seen(subject: str, field: str, audience: str) -> str:
    """How an audience sees a field; "no" for a field that the table does not name."""
    return sight_table().get((subject, field), {}).get(audience, "no")


def cut_fields(subject: str, audience: str, values: Mapping[str, Any], *, is_business: bool = True) -> dict[str, Any]:
    """The values that the audience may see at once, in the table's order; the others are not there at all."""
    shown = ("yes", "business") if is_business else ("yes",)
    return {
        field: values[field]
        for of, field in sight_table()
        if of == subject and field in values and how_seen(subject, field, audience) in shown
    }
