"""The weights of the clone score that ship with the product."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.reference import read_rows, reference
from qr.models import CloneWeight

DATA = Path(__file__).parents[1] / "data"


@reference("qr")
def load_reference(session: Session, now: datetime) -> None:
    """Add the weights that are missing; rows that stand are left as an administrator has them."""
    held = set(session.execute(select(CloneWeight.name, CloneWeight.valid_from)))
    for row in read_rows(DATA / "clone_weight.csv"):
        first, last = date.fromisoformat(row["valid_from"]), row["valid_to"]
        if (row["name"], first) in held:
            continue
        session.add(
            CloneWeight(
                name=row["name"], value=int(row["value"]), unit=row["unit"], valid_from=first,
                valid_to=date.fromisoformat(last) if last else None, source=row["source"],
            )
        )  # fmt: skip
    session.flush()
