"""Scans of two made-up codes that look copied: one that an officer confirmed, one that waits for a decision."""

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.clock import legal_date
from qr.actions.deciding import confirm_copied
from qr.actions.keeping import keep_records
from qr.actions.scoring import score_codes
from qr.journal import SAID, TABLE, ScanRecord
from qr.models import CodeRange, CodeScore
from qr.queries.scoring import weights_on
from qr.serials import Opened
from registry.models import Lot

LOT = "MO-02"
VISITS = (("86", SAID), ("79", SAID), ("86", TABLE), ("01", SAID), ("92", TABLE), ("79", TABLE), ("48", SAID))
DAY = 24 * 60


def load_clones(session: Session, now: datetime) -> None:
    """Scans by different phones in several provinces, the scores that follow, and one confirmation."""
    lot = session.scalars(select(Lot).where(Lot.number == LOT, Lot.is_sample)).one()
    batch = session.scalars(select(CodeRange).where(CodeRange.lot_id == lot.id)).one()
    minute = int(now.timestamp()) // 60 - len(VISITS) * DAY
    records = [
        ScanRecord(
            minute + day * DAY, "V1", "item", _key(f"{number}-{day}"), _key(f"network {number}-{day}"), lot.product_id,
            lot.id, batch.generation, number, province, source,
        )
        for number in (batch.first_number, batch.first_number + 1)
        for day, (province, source) in enumerate(VISITS)
    ]  # fmt: skip
    weights = weights_on(session, legal_date(now))
    kept = keep_records(session, records, busy=weights["busy"])
    score_codes(session, kept.codes, weights=weights, now=now)
    code = Opened(batch.generation, batch.first_number)
    version = session.get_one(CodeScore, code).version
    confirm_copied(
        session, code=code, reason="bản mẫu", authority="Sở Công Thương (mẫu)", version=version, actor=SYSTEM, now=now
    )


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
