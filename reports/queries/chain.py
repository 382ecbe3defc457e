"""From report to case, to decision, to money: each link a count whose rows can be opened."""

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from complaints.bookkeeping import PAID_TO_BUDGET
from complaints.models import Complaint, DecisionReversal, GroupMember, Inspection, InspectionCase, MoneyRow
from complaints.models import PenaltyDecision as Decision
from core.db import whole_sum
from reports.counted import Counted
from reports.queries.cases import reports_filed
from reports.scope import Scope

REPORTS, CASES = "phản ánh", "vụ"


def cases_made(scope: Scope) -> Select:
    """One row per case: reports that were joined count once, every other one by itself."""
    filed = reports_filed(scope).add_columns(Complaint.id.label("complaint_id")).order_by(None).subquery()
    now = (GroupMember.complaint_id == filed.c.complaint_id) & GroupMember.left_at.is_(None)
    key = func.coalesce(GroupMember.group_id, filed.c.complaint_id)
    query = select(func.min(filed.c.number).label("number"), func.min(filed.c.filed_at).label("filed_at"),
                   func.count().label("reports"))  # fmt: skip
    return query.select_from(filed).outerjoin(GroupMember, now).group_by(key).order_by(func.min(filed.c.number))


def reports_decided(scope: Scope) -> Select:
    """Reports under which an inspection led to a decision that stands."""
    stands = Decision.id.not_in(select(DecisionReversal.decision_id))
    decided = exists().where(
        InspectionCase.complaint_id == Complaint.id, Decision.inspection_id == InspectionCase.inspection_id, stands
    )
    return reports_filed(scope).where(decided)


def money_received(scope: Scope) -> Select:
    """Money paid to the budget after inspections under reports of the period; an inspection counts once."""
    filed = reports_filed(scope).add_columns(Complaint.id.label("complaint_id")).order_by(None).subquery()
    under = select(InspectionCase.inspection_id).where(InspectionCase.complaint_id.in_(select(filed.c.complaint_id)))
    query = select(Inspection.number.label("number"), MoneyRow.on.label("day"), MoneyRow.kind.label("kind"),
                   MoneyRow.amount.label("amount"))  # fmt: skip
    query = query.join(Inspection, Inspection.id == MoneyRow.inspection_id)
    query = query.where(MoneyRow.inspection_id.in_(under), MoneyRow.kind.in_(PAID_TO_BUDGET))
    return query.order_by(MoneyRow.on, Inspection.number)


ROWS = {"E11.cases": (cases_made, ""), "E11.decided": (reports_decided, ""), "E11.received": (money_received, "amount")}
"""Indicator -> its rows and the column that is summed, empty where rows are counted."""


def count_chain(session: Session, scope: Scope) -> list[Counted]:
    """Cases, reports that led to a decision, and the money that came in for them."""
    counted = [
        Counted(row_id, _count(session, rows(scope)), unit)
        for row_id, rows, unit in (("E11.cases", cases_made, CASES), ("E11.decided", reports_decided, REPORTS))
    ]
    paid = money_received(scope).order_by(None).subquery()
    received = session.scalars(select(whole_sum(paid.c.amount)).select_from(paid)).one()
    return [*counted, Counted("E11.received", received or 0, "đồng")]


def _count(session: Session, rows: Select) -> int:
    return session.scalars(select(func.count()).select_from(rows.order_by(None).subquery())).one()
