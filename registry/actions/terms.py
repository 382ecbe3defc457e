"""How many working days officers have for what is sent in: dated rows that an administrator sets."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.errors import BadInput
from core.fields import clean_text
from core.i18n import lazy
from registry.applications import KINDS
from registry.models import ApplicationTerm

MOST = 60


def set_term(
    session: Session, *, kind: str, working_days: int, valid_from: date, source: str, actor: Actor, now: datetime
) -> ApplicationTerm:
    """A new term from a day on; the row before it ends the day before and stays. Receipts given keep their day.

    `source` says who decided it, best the document. Raises BadInput naming the field.
    """
    if kind not in KINDS:
        raise BadInput(lazy("Không có loại hồ sơ “%(sent)s”", sent=kind[:40]), field="kind")
    if not 1 <= working_days <= MOST:
        raise BadInput(lazy("Số ngày làm việc từ 1 đến %(most)s", most=MOST), field="working_days")
    source = clean_text(source)
    if not source:
        raise BadInput(lazy("Ghi căn cứ của thời hạn"), field="source")
    last = session.scalars(
        select(ApplicationTerm).filter_by(kind=kind).order_by(ApplicationTerm.valid_from.desc())
    ).first()
    if last is not None and last.valid_from >= valid_from:
        raise BadInput(lazy("Ngày bắt đầu phải sau %(day)s", day=last.valid_from.isoformat()), field="valid_from")
    if last is not None:
        last.valid_to = valid_from - timedelta(days=1)
    term = ApplicationTerm(kind=kind, working_days=working_days, valid_from=valid_from, source=source[:300])
    session.add(term)
    session.flush()
    facts = {"kind": kind, "days": str(working_days), "from": valid_from.isoformat()}
    audit.append(session, stream="reference", kind="application_term.set", actor=actor, at=now, facts=facts)
    return term
