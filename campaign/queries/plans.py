"""Plans and tasks, read; what was done set against what was planned."""

from uuid import UUID

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from campaign.models import (
    CampaignEvent,
    CampaignPlan,
    EventMeasure,
    PlanTask,
    ReturnForm,
    ReturnItem,
    ReturnValue,
    TaskPartner,
    TaskProgress,
    UnitReturn,
)
from campaign.returns import COUNTED
from core.db import whole_sum
from core.errors import NotFound
from core.i18n import lazy

Counts = dict[tuple[str, str, str], int]


def get_plan(session: Session, plan_id: UUID) -> CampaignPlan:
    """The plan. Raises NotFound."""
    plan = session.get(CampaignPlan, plan_id)
    if plan is None:
        raise NotFound(lazy("Không có kế hoạch này."))
    return plan


def get_task(session: Session, task_id: UUID) -> PlanTask:
    """The task. Raises NotFound."""
    task = session.get(PlanTask, task_id)
    if task is None:
        raise NotFound(lazy("Không có nhiệm vụ này."))
    return task


def list_plans(
    session: Session, *, province_ids: set[UUID], unit_id: UUID | None
) -> list[tuple[CampaignPlan, int, int]]:
    """Plans of provinces, newest first, each with its tasks and those done; `unit_id`: those it has a part in."""
    done = func.sum(case((PlanTask.state == "done", 1), else_=0))
    query = (
        select(CampaignPlan, func.count(PlanTask.id), done)
        .outerjoin(PlanTask, PlanTask.plan_id == CampaignPlan.id)
        .where(CampaignPlan.province_id.in_(province_ids))
        .group_by(CampaignPlan.id)
        .order_by(CampaignPlan.to_day.desc(), CampaignPlan.title)
    )
    if unit_id:
        query = query.where(or_(CampaignPlan.unit_id == unit_id, CampaignPlan.id.in_(_plans_with(unit_id))))
    return [(plan, count, int(finished or 0)) for plan, count, finished in session.execute(query)]


def has_part(session: Session, plan: CampaignPlan, unit_id: UUID) -> bool:
    """Whether the plan is the unit's or gives it a task."""
    return plan.unit_id == unit_id or plan.id in set(session.scalars(_plans_with(unit_id)))


def _plans_with(unit_id: UUID):
    joins = select(TaskPartner.task_id).where(TaskPartner.unit_id == unit_id)
    return select(PlanTask.plan_id).where(or_(PlanTask.lead_id == unit_id, PlanTask.id.in_(joins)))


def list_tasks(session: Session, plan_id: UUID) -> list[PlanTask]:
    """The tasks in their order."""
    return list(session.scalars(select(PlanTask).where(PlanTask.plan_id == plan_id).order_by(PlanTask.position)))


def list_task_partners(session: Session, task_ids: list[UUID]) -> dict[UUID, set[UUID]]:
    """The units that join, by task."""
    found: dict[UUID, set[UUID]] = {task_id: set() for task_id in task_ids}
    for row in session.scalars(select(TaskPartner).where(TaskPartner.task_id.in_(task_ids))):
        found[row.task_id].add(row.unit_id)
    return found


def list_progress(session: Session, task_ids: list[UUID]) -> dict[UUID, list[TaskProgress]]:
    """What was said of each task, newest first."""
    found: dict[UUID, list[TaskProgress]] = {task_id: [] for task_id in task_ids}
    query = select(TaskProgress).where(TaskProgress.task_id.in_(task_ids))
    for row in session.scalars(query.order_by(TaskProgress.at.desc(), TaskProgress.id.desc())):
        found[row.task_id].append(row)
    return found


def count_sheets_against(session: Session, plan: CampaignPlan) -> Counts:
    """What the event sheets of the plan's days and province say was done, by row, measure and unit."""
    measure = case((EventMeasure.position == 1, ""), else_=EventMeasure.name).label("measure")
    query = (
        select(CampaignEvent.indicator, measure, EventMeasure.unit, whole_sum(EventMeasure.value))
        .join(EventMeasure, EventMeasure.event_id == CampaignEvent.id)
        .where(CampaignEvent.state == "done", CampaignEvent.province_id == plan.province_id)
        .where(CampaignEvent.ends_on.between(plan.from_day, plan.to_day), EventMeasure.is_per_unit.is_(False))
        .group_by(CampaignEvent.indicator, measure, EventMeasure.unit)
    )
    return {(row_id, name, unit): value for row_id, name, unit, value in session.execute(query)}


def count_totals_against(session: Session, plan: CampaignPlan) -> Counts:
    """What units' returns of days within the plan's say was done, joint work once."""
    query = (
        select(ReturnItem.indicator, ReturnItem.measure, ReturnItem.unit,
               whole_sum(ReturnValue.value - ReturnValue.joint))
        .join(ReturnValue, ReturnValue.item_id == ReturnItem.id)
        .join(UnitReturn, UnitReturn.id == ReturnValue.return_id)
        .join(ReturnForm, ReturnForm.id == UnitReturn.form_id)
        .where(UnitReturn.state.in_(COUNTED), ReturnValue.value.is_not(None))
        .where(ReturnForm.province_id == plan.province_id)
        .where(ReturnForm.from_day >= plan.from_day, ReturnForm.to_day <= plan.to_day)
        .group_by(ReturnItem.indicator, ReturnItem.measure, ReturnItem.unit)
    )  # fmt: skip
    return {(row_id, name, unit): value for row_id, name, unit, value in session.execute(query)}
