"""The steps in plain words and the units of quantity that ship with the product."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.reference import read_rows, reference
from registry.models import TraceStep, TraceUnit

DATA = Path(__file__).parents[1] / "data"


@reference("registry.traces")
def load_trace_reference(session: Session, now: datetime) -> None:
    """Add the rows that are missing; rows that stand are left as an administrator has them."""
    steps = {tuple(row) for row in session.execute(select(TraceStep.kind_code, TraceStep.code, TraceStep.valid_from))}
    for row in read_rows(DATA / "trace_step.csv"):
        values = read_step(row)
        if (values["kind_code"], values["code"], values["valid_from"]) not in steps:
            session.add(TraceStep(**values))
    units = set(session.scalars(select(TraceUnit.code)))
    for row in read_rows(DATA / "trace_unit.csv"):
        if row["code"] not in units:
            session.add(TraceUnit(**row | {"factor": int(row["factor"]), "position": int(row["position"])}))
    session.flush()


def read_step(row: dict[str, str]) -> dict:
    """A line of trace_step.csv as the table holds it; an empty last day is open."""
    return row | {
        "position": int(row["position"]),
        "is_expected": row["is_expected"] == "yes",
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    }
