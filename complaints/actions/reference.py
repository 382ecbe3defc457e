"""The reference rows of the citizens' side that ship with the product."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.models import ComplaintKind, ServiceTerm
from core.config import ROOT
from core.reference import read_rows, reference

DATA = ROOT / "complaints" / "data"


@reference("complaints")
def load_lists(session: Session, now: datetime) -> None:
    """Load kinds of problems and service promises; rows that are there stay as an administrator left them."""
    _load_kinds(session)
    _load_terms(session)


def _load_kinds(session: Session) -> None:
    have = set(session.scalars(select(ComplaintKind.code)))
    for row in read_rows(DATA / "complaint_kind.csv"):
        if row["code"] not in have:
            position, valid_from = int(row["position"]), date.fromisoformat(row["valid_from"])
            session.add(ComplaintKind(**(row | {"position": position, "valid_from": valid_from})))


def _load_terms(session: Session) -> None:
    have = {tuple(row) for row in session.execute(select(ServiceTerm.step, ServiceTerm.valid_from))}
    for row in read_rows(DATA / "service_term.csv"):
        valid_from = date.fromisoformat(row["valid_from"])
        if (row["step"], valid_from) not in have:
            session.add(ServiceTerm(
                step=row["step"], working_days=int(row["working_days"]), valid_from=valid_from,
                source=row["source"], is_confirmed=row["is_confirmed"] == "yes",
            ))  # fmt: skip
