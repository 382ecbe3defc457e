"""Running numbers of a month: PA-2611-0412 for reports, KT-2611-0031 for inspections, PC-2611-0007 for transfers."""

from datetime import date

from sqlalchemy.orm import Session

from complaints.models import CaseNumber

REPORTS, INSPECTIONS, TRANSFERS = "PA", "KT", "PC"


def next_number(session: Session, prefix: str, on: date) -> str:
    """The next number of its month; the row is locked until the commit, so that none is given twice."""
    series = f"{prefix}-{on:%y%m}"
    row = session.get(CaseNumber, series, with_for_update=True)
    if row is None:
        row = CaseNumber(series=series, last=0)
        session.add(row)
    row.last += 1
    session.flush()
    return f"{series}-{row.last:04d}"
