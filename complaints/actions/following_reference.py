"""Terms of following and keeping, and the words that make a report wait, as they ship with the product."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.models import BlockedWord, CaseTerm
from core.config import ROOT
from core.reference import read_rows, reference

DATA = ROOT / "complaints" / "data"


@reference("complaints.following")
def load_terms(session: Session, now: datetime) -> None:
    """Load the rows that are missing; those an administrator changed stay."""
    have = {tuple(row) for row in session.execute(select(CaseTerm.code, CaseTerm.valid_from))}
    for row in read_rows(DATA / "case_term.csv"):
        valid_from = date.fromisoformat(row["valid_from"])
        if (row["code"], valid_from) not in have:
            session.add(CaseTerm(
                code=row["code"], days=int(row["days"]), valid_from=valid_from, source=row["source"],
                is_confirmed=row["is_confirmed"] == "yes",
            ))  # fmt: skip
    known = {tuple(row) for row in session.execute(select(BlockedWord.words, BlockedWord.valid_from))}
    for row in read_rows(DATA / "blocked_word.csv"):
        valid_from = date.fromisoformat(row["valid_from"])
        if (row["words"], valid_from) not in known:
            session.add(BlockedWord(words=row["words"], valid_from=valid_from, source=row["source"]))
