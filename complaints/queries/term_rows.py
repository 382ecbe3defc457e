"""The dated rows of terms, as the administrator sees them: what holds, what comes, what was."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.models import CaseTerm, LegalTerm, ServiceTerm, ToldTerm
from complaints.term_words import CASE, LAW, LENGTHS, NAMES, SERVICE, TOLD
from core.errors import NotFound
from core.i18n import lazy

MODELS = {SERVICE: ServiceTerm, LAW: LegalTerm, TOLD: ToldTerm, CASE: CaseTerm}


@dataclass(frozen=True)
class TermRow:
    """A row of any of the tables in the same words. `unit`: working_days, days or months."""

    table: str
    id: UUID
    name: object
    length: int
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    is_confirmed: bool


def list_term_rows(session: Session) -> dict[str, list[TermRow]]:
    """Every row of every table, the newest of a term first: four statements."""
    return {
        table: sorted(
            (read_row(table, row) for row in session.scalars(select(model))),
            key=lambda row: (str(row.name), -row.valid_from.toordinal()),
        )
        for table, model in MODELS.items()
    }


def get_term(session: Session, table: str, term_id: UUID):
    """The model row, held until the commit. Raises NotFound."""
    row = session.get(MODELS[table], term_id, with_for_update=True) if table in MODELS else None
    if row is None:
        raise NotFound(lazy("Không có thời hạn này."))
    return row


def read_row(table: str, row) -> TermRow:
    """A model row in the common words."""
    code = row.step if table == SERVICE else row.code
    unit = {SERVICE: "working_days", LAW: getattr(row, "unit", ""), CASE: "days"}.get(table)
    if unit is None:
        unit = "working_days" if row.is_working else "days"
    return TermRow(
        table, row.id, row.name if table == LAW else NAMES.get(code, code), getattr(row, LENGTHS[table]), unit,
        row.valid_from, row.valid_to, row.article if table == TOLD else row.source, row.is_confirmed,
    )  # fmt: skip
