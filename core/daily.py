"""What happens once a day by itself: the audit is sealed."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from core import audit
from core.jobs import job


@job("audit.seal", every=timedelta(days=1))
def seal_the_day(current: Session, payload: dict, now: datetime) -> None:
    """Sign the root over all steps that have settled; running twice signs two roots, both true."""
    audit.seal(current, now=now, until=now - audit.SETTLED)
