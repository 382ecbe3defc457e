"""Tasks of plans and returns of units whose day falls into the period: how many, done, late."""

from datetime import date

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session

from accounts.models import UnitVersion
from campaign.models import CampaignPlan, PlanTask, ReturnForm, UnitReturn
from campaign.returns import OPEN
from core.clock import legal_date
from reports.counted import Counted
from reports.queries.shared import in_period
from reports.scope import Scope


def _named(unit_id):
    """The newest name of a unit."""
    query = select(UnitVersion.name).where(UnitVersion.unit_id == unit_id)
    return query.order_by(UnitVersion.valid_from.desc()).limit(1).scalar_subquery()


def tasks_due(scope: Scope) -> Select:
    """Tasks whose day falls into the period, but for those that were given up."""
    inside = CampaignPlan.province_id.in_(scope.unit_ids) if scope.unit_ids is not None else true()
    return (
        select(
            PlanTask.text.label("name"), _named(PlanTask.lead_id).label("who"), PlanTask.due_on.label("day"),
            PlanTask.done_on.label("done_on"), PlanTask.state.label("state"), CampaignPlan.title.label("source"),
        )
        .join(CampaignPlan, CampaignPlan.id == PlanTask.plan_id)
        .where(in_period(scope, PlanTask.due_on), PlanTask.state != "dropped", inside)
        .order_by(PlanTask.due_on, PlanTask.position)
    )  # fmt: skip


def returns_due(scope: Scope) -> Select:
    """Returns whose day falls into the period."""
    inside = ReturnForm.province_id.in_(scope.unit_ids) if scope.unit_ids is not None else true()
    return (
        select(
            ReturnForm.title.label("name"), _named(UnitReturn.unit_id).label("who"), ReturnForm.due_on.label("day"),
            UnitReturn.sent_at.label("sent_at"), UnitReturn.state.label("state"),
        )
        .join(UnitReturn, UnitReturn.form_id == ReturnForm.id)
        .where(in_period(scope, ReturnForm.due_on), inside)
        .order_by(ReturnForm.due_on, ReturnForm.title, UnitReturn.id)
    )  # fmt: skip


def is_done(row) -> bool:
    """A task that is done, a return that was sent and not given back."""
    return row.state == "done" if hasattr(row, "done_on") else row.state not in OPEN


def is_late(row) -> bool:
    """Done or sent after its day."""
    when: date | None = row.done_on if hasattr(row, "done_on") else row.sent_at and legal_date(row.sent_at)
    return when is not None and when > row.day


DUTIES = {"H2": (tasks_due, "nhiệm vụ"), "H6": (returns_due, "báo cáo")}
PARTS = {"done": is_done, "late": is_late}


def count_duties(session: Session, scope: Scope) -> list[Counted]:
    """H2 tasks and H6 returns, whole, done and late; nothing where nothing was due."""
    figures = []
    for row_id, (rows, unit) in DUTIES.items():
        found = session.execute(rows(scope)).all()
        parts = [Counted(f"{row_id}.{part}", sum(map(keep, found)), unit) for part, keep in PARTS.items()]
        figures += [Counted(row_id, len(found), unit), *parts] if found else []
    return figures
