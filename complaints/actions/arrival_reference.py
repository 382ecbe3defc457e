"""Channels and terms of law that ship with the product."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.models import ReportChannel, ToldTerm
from core.config import ROOT
from core.reference import read_rows, reference

DATA = ROOT / "complaints" / "data"


@reference("complaints.arrival")
def load_arrival(session: Session, now: datetime) -> None:
    """Load channels and terms; rows that are there stay as an administrator left them."""
    for model in (ReportChannel, ToldTerm):
        have = {tuple(row) for row in session.execute(select(model.code, model.valid_from))}
        for row in read_rows(DATA / f"{model.__tablename__}.csv"):
            values = _read(row)
            if (values["code"], values["valid_from"]) not in have:
                session.add(model(**values))


def _read(row: dict[str, str]) -> dict:
    values: dict = row | {"valid_from": date.fromisoformat(row["valid_from"])}
    values |= {name: int(row[name]) for name in ("days", "position") if name in row}
    return values | {name: row[name] == "yes" for name in ("is_working", "is_confirmed", "by_staff") if name in row}
