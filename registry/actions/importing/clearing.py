"""Pieces of files leave the file store: of a cancelled file at once, of others after the term of their day."""

from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import jobs
from core.clock import legal_date
from core.reference import read_rows
from registry.actions.importing.staging import clear_parts
from registry.models import ImportBatch
from registry.queries.imports import get_import_by_id

TERMS = Path(__file__).parents[2] / "data" / "import_term.csv"
DONE = ("published", "stopped", "cancelled")
AT_ONCE = 20  # files of one run


@jobs.job("imports.clear")
def clear_in_background(session: Session, payload: dict, now: datetime) -> None:
    """Remove the pieces of a cancelled file."""
    clear_parts(get_import_by_id(session, UUID(payload["batch"])))


@jobs.job("imports.clear_old", every=timedelta(days=1))
def clear_old_imports(session: Session, payload: dict, now: datetime) -> None:
    """Once a day: the pieces of files whose term is over. What each line did stays with the file."""
    last = now - timedelta(days=days_kept(legal_date(now)))
    query = select(ImportBatch).where(ImportBatch.state.in_(DONE), ImportBatch.created_at < last, ImportBatch.parts > 0)
    for batch in session.scalars(query.order_by(ImportBatch.created_at).limit(AT_ONCE)):
        clear_parts(batch)
        batch.parts = batch.parts_done = 0
    session.flush()


def days_kept(on: date) -> int:
    """How many days the pieces of a file are kept, by the term that holds on the day."""
    rows = [row for row in read_rows(TERMS) if row["valid_from"] <= on.isoformat() <= (row["valid_to"] or "9999")]
    return int(max(rows, key=lambda row: row["valid_from"])["days"])
