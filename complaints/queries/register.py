"""The register of reports (sổ theo dõi tiếp nhận và kết quả xử lý tin báo): a line each, never who sent it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import User
from accounts.queries import holds
from areas.models import AdminUnit
from complaints.bookkeeping import PAID_TO_BUDGET
from complaints.models import (
    CaseGroup,
    Complaint,
    ComplaintKind,
    DecisionReversal,
    GroupMember,
    Inspection,
    InspectionCase,
    MoneyRow,
    PenaltyDecision,
    ReportChannel,
)
from complaints.queries.queue import Desk, visible
from core.clock import VIETNAM

ON_A_PAGE = 2000


@dataclass
class Line:
    """One report with what became of it; sums in đồng."""

    complaint: Complaint
    kind: str
    channel: str
    commune: str
    officer: str
    group: str
    inspections: list[Inspection]
    decisions: list[PenaltyDecision]
    paid: int = 0


def list_register(session: Session, desk: Desk, first: date, last: date, *, skip: int = 0) -> list[Line]:
    """Reports of a period, both days included, in their order, ON_A_PAGE after the first `skip`: four statements."""
    start = datetime.combine(first, time(), VIETNAM)
    end = datetime.combine(last + timedelta(days=1), time(), VIETNAM)
    names = (ComplaintKind.name, ReportChannel.name, AdminUnit.full_name, User.display_name, CaseGroup.number)
    query = select(Complaint, *names)
    query = query.join(ComplaintKind, ComplaintKind.code == Complaint.kind_code)
    channel = (ReportChannel.code == Complaint.channel) & holds(ReportChannel, last)
    query = query.outerjoin(ReportChannel, channel)
    query = query.outerjoin(AdminUnit, AdminUnit.id == Complaint.commune_id)
    query = query.outerjoin(User, User.id == Complaint.officer_id)
    now = (GroupMember.complaint_id == Complaint.id) & GroupMember.left_at.is_(None)
    query = query.outerjoin(GroupMember, now).outerjoin(CaseGroup, CaseGroup.id == GroupMember.group_id)
    query = query.where(visible(desk), Complaint.filed_at >= start, Complaint.filed_at < end)
    rows = session.execute(query.order_by(Complaint.filed_at, Complaint.number).limit(ON_A_PAGE).offset(skip)).all()
    lines = {row[0].id: Line(*row[:2], *(each or "" for each in row[2:]), [], []) for row in rows}
    _add_outcomes(session, lines)
    return list(lines.values())


def walk_register(session: Session, desk: Desk, first: date, last: date) -> Iterator[Line]:
    """Every report of the period, however many, a page of the table at a time."""
    skip = 0
    while lines := list_register(session, desk, first, last, skip=skip):
        yield from lines
        skip += len(lines)


def _add_outcomes(session: Session, lines: dict[UUID, Line]) -> None:
    query = select(InspectionCase.complaint_id, Inspection)
    query = query.join(Inspection, Inspection.id == InspectionCase.inspection_id)
    under: dict[UUID, list[Line]] = {}
    for complaint_id, inspection in session.execute(query.where(InspectionCase.complaint_id.in_(list(lines)))):
        lines[complaint_id].inspections.append(inspection)
        under.setdefault(inspection.id, []).append(lines[complaint_id])
    stands = PenaltyDecision.id.not_in(select(DecisionReversal.decision_id))
    for decision in session.scalars(select(PenaltyDecision).where(PenaltyDecision.inspection_id.in_(under), stands)):
        for line in under[decision.inspection_id]:
            line.decisions.append(decision)
    paid = select(MoneyRow.inspection_id, func.sum(MoneyRow.amount)).where(
        MoneyRow.inspection_id.in_(under), MoneyRow.kind.in_(PAID_TO_BUDGET)
    )
    for inspection_id, amount in session.execute(paid.group_by(MoneyRow.inspection_id)):
        for line in under[inspection_id]:
            line.paid += int(amount)
