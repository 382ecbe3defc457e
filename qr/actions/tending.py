"""What time does to scans and alerts: rows become counts, undecided alerts become late, secrets change."""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.clock import legal_date
from core.jobs import job
from core.keys import KeyRow, add_key
from qr.actions.alerting import tell_producers
from qr.actions.scoring import add_step, is_due, open_alert
from qr.clones import RED
from qr.models import CodeScore, Scan
from qr.queries.scoring import frozen_products, weights_on

KEPT = timedelta(days=180)
"""Single scans are kept this long; their day counts stay."""

MOST_AT_ONCE = 5000


@job("qr.forget", every=timedelta(days=1))
def forget_old_scans(session: Session, _payload: dict, now: datetime) -> None:
    """Scans older than 180 days go; they were counted by day when they were folded."""
    old = select(Scan.id).where(Scan.minute < now - KEPT).limit(MOST_AT_ONCE)
    while ids := session.scalars(old).all():
        session.execute(delete(Scan).where(Scan.id.in_(ids)))


@job("qr.device-secret", every=timedelta(days=1))
def renew_device_secret(session: Session, _payload: dict, now: datetime) -> None:
    """A new secret each quarter, so that no phone can be followed from one into the next."""
    newest = session.scalar(select(KeyRow).filter_by(kind="device").order_by(KeyRow.number.desc()).limit(1))
    if newest is not None and quarter(newest.valid_from) != quarter(now):
        newest.valid_to = now
        add_key(session, kind="device", now=now)


@job("qr.alerts", every=timedelta(minutes=5))
def tend_alerts(session: Session, _payload: dict, now: datetime) -> None:
    """Mark alerts that nobody decided within the hour; open those whose product is held back no more."""
    overdue = select(CodeScore).where(CodeScore.state == "open", CodeScore.due_at < now, CodeScore.late_at.is_(None))
    for row in session.scalars(overdue.with_for_update()):
        row.late_at = now
        add_step(session, row, kind="late", reason="", actor=SYSTEM, now=now)
    weights = weights_on(session, legal_date(now))
    more = and_(CodeScore.state == "cleared", CodeScore.points >= CodeScore.cleared_points + weights["again"])
    graver = and_(CodeScore.state == "watch", CodeScore.level == RED)
    waiting = select(CodeScore).where(CodeScore.level != "", or_(CodeScore.state == "", graver, more))
    rows = [row for row in session.scalars(waiting.with_for_update()) if is_due(row, weights)]
    frozen = frozen_products(session, {row.product_id for row in rows}, legal_date(now))
    due = [row for row in rows if row.product_id not in frozen]
    for row in due:
        open_alert(session, row, now=now)
    tell_producers(session, [row for row in due if row.level == RED], now=now)


def quarter(at: datetime) -> tuple[int, int]:
    """Year and quarter of an instant in Vietnam."""
    day = legal_date(at)
    return day.year, (day.month - 1) // 3
