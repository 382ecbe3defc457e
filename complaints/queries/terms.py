"""The service promises: dated rows and the calendar of offices turned into dates."""

from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from areas.calendar import Holidays, add_working_days
from areas.models import Holiday
from complaints.models import ServiceTerm
from core.clock import legal_date

LOOK, ANSWER = "look", "answer"
LONGEST_SPAN = timedelta(days=400)


def find_term(session: Session, step: str, on: date, kind: str = "") -> ServiceTerm | None:
    """The promise for a step (look, answer) as it holds on a day: of this kind of problem before the general one."""
    rows = select(ServiceTerm).where(ServiceTerm.step == step, ServiceTerm.valid_from <= on)
    rows = rows.where(or_(ServiceTerm.valid_to.is_(None), ServiceTerm.valid_to >= on))
    rows = rows.where(ServiceTerm.kind_code.in_(("", kind)))
    return session.scalars(rows.order_by(ServiceTerm.kind_code.desc(), ServiceTerm.valid_from.desc())).first()


def list_holidays(session: Session, start: date) -> Holidays:
    """The days out of the ordinary from a day on: one statement."""
    rows = select(Holiday.on_date, Holiday.kind).where(Holiday.on_date.between(start, start + LONGEST_SPAN))
    return {row.on_date: row.kind for row in session.execute(rows)}


def promise(session: Session, *, step: str, filed_at: datetime, kind: str = "") -> date:
    """The date promised for a step of a report filed at an instant: the day itself without a term."""
    filed_on = legal_date(filed_at)
    term = find_term(session, step, filed_on, kind)
    return add_working_days(filed_on, term.working_days if term else 0, list_holidays(session, filed_on))
