"""What complaints tell codes: somebody reported goods from this code. Officers see it; no verdict changes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import legal_date
from core.jobs import enqueue, job
from qr.actions.scoring import score_codes
from qr.links import Fault, parse_link
from qr.models import CodeSignal
from qr.queries.batches import find_range
from qr.queries.lookup import open_link
from qr.queries.scoring import weights_on
from qr.serials import Opened

JOB = "qr.score"
"""Counting the score anew stands apart: a report is taken whatever becomes of it."""


@job(JOB)
def score_again(session: Session, payload: dict, now: datetime) -> None:
    """The score of one code after a report from it."""
    code = Opened(payload["generation"], payload["number"])
    score_codes(session, {code}, weights=weights_on(session, legal_date(now)), now=now)


def record_signal(
    session: Session, *, report_id: UUID, product_id: UUID | None, code_path: str, kind: str, verdict: str,
    has_photo: bool, now: datetime,
) -> CodeSignal | None:  # fmt: skip
    """Keep the report beside the code it came from; None when it came from no product of ours.

    Telling the same report twice keeps one row. The code counts only when it was issued for the product.
    """
    if product_id is None:
        return None
    sent = session.scalar(select(CodeSignal).filter_by(report_id=report_id))
    if sent is not None:
        return sent
    link = parse_link(code_path) if code_path else Fault.SHAPE
    opened = None if isinstance(link, Fault) else open_link(link)
    issued = find_range(session, opened) if opened else None
    if issued is None or issued.product_id != product_id:
        opened = None
    signal = CodeSignal(
        report_id=report_id, product_id=product_id, kind=kind, verdict=verdict, has_photo=has_photo, at=now,
        generation=opened.generation if opened else None, number=opened.number if opened else None,
    )  # fmt: skip
    session.add(signal)
    if opened and has_photo:
        enqueue(session, kind=JOB, payload={"generation": opened.generation, "number": opened.number}, run_at=now)
    session.flush()
    return signal
