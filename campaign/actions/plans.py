"""Making plans, giving tasks to units, saying how far they have come."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from campaign.models import CampaignPlan, PlanTask, TaskPartner, TaskProgress
from campaign.plans import STATES, agree
from campaign.queries.plans import get_plan, get_task
from campaign.words import QUALIFIERS, list_rows
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.i18n import lazy

audit.required["plan"] = lambda session: session.scalars(select(CampaignPlan.id))


def make_plan(
    session: Session, *, title: str, number: str, issuer: str, from_day: date, to_day: date, province_id: UUID,
    unit_id: UUID, is_sample: bool = False, actor: Actor, now: datetime,
) -> CampaignPlan:  # fmt: skip
    """Write a plan down. Raises BadInput for days out of order."""
    if to_day < from_day:
        raise BadInput(lazy("Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ."), field="to_day")
    plan = CampaignPlan(
        title=title, number=number, issuer=issuer, from_day=from_day, to_day=to_day, province_id=province_id,
        unit_id=unit_id, made_at=now, actor=str(actor)[:60], is_sample=is_sample, version=1,
    )  # fmt: skip
    session.add(plan)
    session.flush()
    _record(session, plan.id, "plan.made", {"title": title, "number": number}, actor, now)
    return plan


def give_task(
    session: Session, *, plan_id: UUID, text: str, lead_id: UUID, due_on: date, partner_ids: Collection[UUID] = (),
    others: str = "", indicator: str = "", measure: str = "", unit: str = "", target: int | None = None,
    actor: Actor, now: datetime,
) -> PlanTask:  # fmt: skip
    """Add a task to a plan. Raises BadInput when it falls outside the plan or its target cannot be counted."""
    plan = get_plan(session, plan_id)
    _check_task(plan, due_on, indicator, unit, target)
    last = session.scalar(select(func.max(PlanTask.position)).where(PlanTask.plan_id == plan_id)) or 0
    task = PlanTask(
        plan_id=plan_id, position=last + 1, text=text, lead_id=lead_id, others=others, due_on=due_on,
        indicator=indicator, measure=measure, unit=unit, target=target, state="waiting", percent=0, version=1,
    )  # fmt: skip
    session.add(task)
    session.flush()
    _keep_partners(session, task, partner_ids)
    _record(session, plan_id, "plan.task_given", {"task": str(task.id), "due": str(due_on)}, actor, now)
    return task


def change_task(
    session: Session, *, task_id: UUID, version: int, text: str, lead_id: UUID, due_on: date,
    partner_ids: Collection[UUID], others: str, indicator: str, measure: str, unit: str, target: int | None,
    actor: Actor, now: datetime,
) -> PlanTask:  # fmt: skip
    """The task written anew; what was said of it stays. Raises Conflict when somebody changed it meanwhile."""
    task = get_task(session, task_id)
    if task.version != version:
        raise Conflict(lazy("Người khác vừa sửa nhiệm vụ này. Bản của họ và bản của bạn ở dưới."))
    _check_task(get_plan(session, task.plan_id), due_on, indicator, unit, target)
    before = {"due": str(task.due_on), "text": task.text[:200]}
    told = {"text": text, "lead_id": lead_id, "due_on": due_on, "others": others, "indicator": indicator}
    for name, value in (told | {"measure": measure, "unit": unit, "target": target, "version": version + 1}).items():
        setattr(task, name, value)
    session.execute(delete(TaskPartner).where(TaskPartner.task_id == task_id))
    _keep_partners(session, task, partner_ids)
    facts = {"task": str(task_id), "due": str(due_on), "before": before}
    _record(session, task.plan_id, "plan.task_changed", facts, actor, now)
    return task


def tell_progress(
    session: Session, *, task_id: UUID, unit_id: UUID, state: str, percent: int, value: int | None = None,
    qualifier: str = "", text: str = "", actor: Actor, now: datetime,
) -> TaskProgress:  # fmt: skip
    """Say how far a task has come. Raises BadInput when state and share do not agree."""
    task = get_task(session, task_id)
    if state not in STATES:
        raise BadInput(lazy("Chọn tình trạng trong danh sách."), field="state")
    if not agree(state, percent):
        told = lazy("Tình trạng “%(state)s” không hợp với %(percent)s phần trăm", state=STATES[state], percent=percent)
        raise BadInput(told, field="percent")
    if qualifier and qualifier not in QUALIFIERS:
        raise BadInput(lazy("Chọn chữ đi kèm số trong danh sách."), field="qualifier")
    row = TaskProgress(task_id=task_id, unit_id=unit_id, at=now, state=state, percent=percent, value=value,
                       qualifier=qualifier, text=text, actor=str(actor)[:60])  # fmt: skip
    session.add(row)
    task.state, task.percent = state, percent
    task.done_on = legal_date(now) if state == "done" else None
    facts = {"task": str(task_id), "state": state, "percent": percent, "value": value}
    _record(session, task.plan_id, "plan.progress", facts, actor, now)
    return row


def _check_task(plan: CampaignPlan, due_on: date, indicator: str, unit: str, target: int | None) -> None:
    if not plan.from_day <= due_on <= plan.to_day:
        told = lazy("Hạn %(day)s nằm ngoài thời gian của kế hoạch", day=f"{due_on:%d/%m/%Y}")
        raise BadInput(told, field="due_on")
    if indicator and indicator not in list_rows():
        raise BadInput(lazy("Chọn dòng báo cáo trong danh sách."), field="indicator")
    if target is not None and not (indicator and unit):
        raise BadInput(lazy("Ghi dòng báo cáo và đơn vị tính của chỉ tiêu"), field="target")


def _keep_partners(session: Session, task: PlanTask, partner_ids: Collection[UUID]) -> None:
    for unit_id in dict.fromkeys(partner_ids):
        if unit_id != task.lead_id:
            session.add(TaskPartner(task_id=task.id, unit_id=unit_id))
    session.flush()


def _record(session: Session, plan_id: UUID, kind: str, facts: dict, actor: Actor, now: datetime) -> None:
    audit.append(session, stream=f"plan:{plan_id}", kind=kind, actor=actor, at=now, facts=facts)
