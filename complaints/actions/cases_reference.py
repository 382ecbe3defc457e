"""Terms of the law and words to start from, as they ship with the product."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.models import LegalTerm, ReplyText
from core.config import ROOT
from core.reference import read_rows, reference

DATA = ROOT / "complaints" / "data"


@reference("complaints.cases")
def load_terms_of_law(session: Session, now: datetime) -> None:
    """Load the rows that are missing; those an administrator changed stay."""
    have = {tuple(row) for row in session.execute(select(LegalTerm.code, LegalTerm.kind_code, LegalTerm.valid_from))}
    for row in read_rows(DATA / "legal_term.csv"):
        valid_from = date.fromisoformat(row["valid_from"])
        if (row["code"], row["kind_code"], valid_from) not in have:
            told = {"length": int(row["length"]), "is_confirmed": row["is_confirmed"] == "yes"}
            session.add(LegalTerm(**(row | told | {"valid_from": valid_from})))
    known = {tuple(row) for row in session.execute(select(ReplyText.code, ReplyText.valid_from))}
    for row in read_rows(DATA / "reply_text.csv"):
        valid_from = date.fromisoformat(row["valid_from"])
        if (row["code"], valid_from) not in known:
            session.add(ReplyText(**(row | {"valid_from": valid_from})))
