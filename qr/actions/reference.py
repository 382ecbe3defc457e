"""The dated rules that ship with the product: clone score, wrong PINs, taking back, quotas of codes."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.reference import read_rows, reference
from qr.models import CloneWeight, CodeQuota, LabelRule, PinRule, UndoRule

DATA = Path(__file__).parents[1] / "data"

# file, table, the columns that tell two rows apart
TABLES = (
    ("clone_weight", CloneWeight, ("name", "valid_from")),
    ("label_rule", LabelRule, ("name", "valid_from")),
    ("pin_rule", PinRule, ("who", "valid_from")),
    ("code_undo", UndoRule, ("state", "hand", "valid_from")),
    ("code_quota", CodeQuota, ("producer_kind", "valid_from")),
)
NUMBERS = {"value", "free", "first_wait", "longest_wait", "days", "month_codes"}
DAYS = {"valid_from", "valid_to"}


@reference("qr")
def load_reference(session: Session, now: datetime) -> None:
    """Add the rows that are missing; rows that stand are left as an administrator has them."""
    for name, model, key in TABLES:
        held = {tuple(row) for row in session.execute(select(*(getattr(model, column) for column in key)))}
        for row in read_rows(DATA / f"{name}.csv"):
            values = {column: _read_cell(column, text) for column, text in row.items()}
            if tuple(values[column] for column in key) not in held:
                session.add(model(**values))
    session.flush()


def _read_cell(column: str, text: str) -> int | date | str | None:
    if column in NUMBERS:
        return int(text) if text else None
    if column in DAYS:
        return date.fromisoformat(text) if text else None
    return text
