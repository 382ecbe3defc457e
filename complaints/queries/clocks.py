"""The clocks of reports, played from their steps. Four statements, however many reports."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries.calendar import get_calendar
from complaints.clocks import (
    CLOSES,
    LEGAL,
    MOVES,
    OPENS_AGAIN,
    SERVICE,
    Clock,
    Happening,
    Rule,
    name_steps,
    replay,
)
from complaints.models import Complaint, ComplaintEvent, LegalStep, LegalTerm, ServiceTerm
from complaints.queries.terms import ANSWER, LOOK
from complaints.workflow import CLOSED, WAITING
from core.clock import legal_date
from core.i18n import lazy

PROMISES = {
    LOOK: (lazy("Xem và phân loại"), frozenset({"filed"}), frozenset({MOVES, "taken", "written"})),
    ANSWER: (lazy("Trả lời người phản ánh"), frozenset({"filed", OPENS_AGAIN}), frozenset({CLOSES})),
}
"""What starts and ends each promise; its length is a dated row."""


def list_rules(session: Session) -> list[Rule]:
    """Every term there ever was, of service and of law: two statements."""
    rules = [
        Rule(
            code=row.step, clock=SERVICE, length=row.working_days, starts=PROMISES[row.step][1],
            ends=PROMISES[row.step][2], valid_from=row.valid_from, valid_to=row.valid_to, kind=row.kind_code,
            name=str(PROMISES[row.step][0]), article=row.source, is_confirmed=row.is_confirmed,
        )
        for row in session.scalars(select(ServiceTerm).where(ServiceTerm.step.in_(PROMISES)))
    ]  # fmt: skip
    return rules + [
        Rule(
            code=row.code, clock=LEGAL, length=row.length, starts=frozenset(row.starts.split()),
            ends=frozenset(row.ends.split()), valid_from=row.valid_from, valid_to=row.valid_to, kind=row.kind_code,
            unit=row.unit, name=row.name, article=row.source, is_confirmed=row.is_confirmed,
        )
        for row in session.scalars(select(LegalTerm).order_by(LegalTerm.code))
    ]  # fmt: skip


def list_happenings(session: Session, complaint_ids: Sequence[UUID]) -> dict[UUID, list[Happening]]:
    """What happened in some reports, in the order of legal days: two statements."""
    found: dict[UUID, list[tuple]] = {complaint_id: [] for complaint_id in complaint_ids}
    events = select(
        ComplaintEvent.complaint_id, ComplaintEvent.at, ComplaintEvent.kind, ComplaintEvent.from_state,
        ComplaintEvent.to_state,
    ).where(ComplaintEvent.complaint_id.in_(complaint_ids))  # fmt: skip
    for complaint_id, at, kind, before, after in session.execute(events.order_by(ComplaintEvent.seq)):
        for name in name_steps(kind, before, after, waiting=WAITING, closed=CLOSED):
            found[complaint_id].append((at, Happening(legal_date(at), name)))
    steps = select(LegalStep).where(LegalStep.complaint_id.in_(complaint_ids)).order_by(LegalStep.seq)
    for step in session.scalars(steps):
        found[step.complaint_id] += [
            (step.at, Happening(step.on_date, step.kind, step.code, step.days)),
            (step.at, Happening(step.on_date, f"{step.kind}:{step.code}")),
        ]
    return {
        key: [each for _at, each in sorted(rows, key=lambda row: (row[1].on, row[0]))] for key, rows in found.items()
    }


def list_clocks(session: Session, cases: Iterable[Complaint]) -> dict[UUID, list[Clock]]:
    """The clocks of some reports: five statements in all."""
    kinds = {case.id: case.kind_code for case in cases}
    rules, calendar = list_rules(session), get_calendar(session)
    happened = list_happenings(session, list(kinds))
    return {key: replay(rows, rules, calendar, kind=kinds[key]) for key, rows in happened.items()}


def promised_by_log(session: Session, complaint: Complaint) -> date | None:
    """The date that the reporter was promised, by the steps alone; None before there is a term."""
    clocks = [clock for clock in list_clocks(session, [complaint])[complaint.id] if clock.rule.code == ANSWER]
    return clocks[-1].due_on if clocks else None


def split_clocks(clocks: Iterable[Clock]) -> tuple[list[Clock], list[Clock]]:
    """The promises and the clocks of the law, each the newest last."""
    service = [clock for clock in clocks if clock.rule.clock == SERVICE]
    return service, [clock for clock in clocks if clock.rule.clock == LEGAL]
