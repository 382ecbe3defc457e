"""Reports are joined into one case and taken out of it again; nobody's receipt or answer changes by it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from complaints.actions.numbers import next_number
from complaints.actions.steps import add_step, lock_case
from complaints.models import CaseGroup, Complaint, GroupMember
from complaints.queries.grouping import find_membership
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy

GROUPS = "VU"

audit.required["group"] = lambda session: session.scalars(select(CaseGroup.id))


def join_cases(
    session: Session, *, complaint_ids: Iterable[UUID], reason: str, actor: Actor, now: datetime, title: str = "",
    is_sample: bool = False,
) -> CaseGroup:  # fmt: skip
    """Join reports into one case; when some are in a case already, the others come to it.

    Raises BadInput for fewer than two reports or no reason, Conflict when they stand in two different cases.
    """
    reason = _need(reason)
    cases = [lock_case(session, each) for each in sorted(set(complaint_ids))]
    if len(cases) < 2:
        raise BadInput(lazy("Chọn ít nhất 1 phản ánh khác để gộp"), field="cases")
    held = {case.id: find_membership(session, case.id) for case in cases}
    groups = {row.group_id for row in held.values() if row}
    if len(groups) > 1:
        raise Conflict(lazy("Các phản ánh này đang ở hai vụ khác nhau. Tách ra khỏi một vụ trước."), field="cases")
    group = session.get_one(CaseGroup, groups.pop()) if groups else _open(session, cases, title, is_sample, actor, now)
    for case in cases:
        if held[case.id] is None:
            _join(session, group, case, reason, actor, now)
    return group


def leave_group(session: Session, *, complaint_id: UUID, reason: str, actor: Actor, now: datetime) -> GroupMember:
    """Take a report out of its case; it may be joined again. Raises BadInput without a reason, NotFound."""
    reason = _need(reason)
    case = lock_case(session, complaint_id)
    row = find_membership(session, complaint_id)
    if row is None:
        raise NotFound(lazy("Phản ánh này không ở trong vụ nào."))
    row.left_at, row.left_by, row.left_reason = now, str(actor), reason
    group = session.get_one(CaseGroup, row.group_id)
    add_step(
        session, case, kind="left", actor=actor, now=now, note=f"{group.number}: {reason}",
        facts={"group": str(group.id)},
    )  # fmt: skip
    _log(session, group, "left", actor, now, {"report": str(case.id)})
    session.flush()
    return row


def _open(
    session: Session, cases: list[Complaint], title: str, is_sample: bool, actor: Actor, now: datetime
) -> CaseGroup:
    first = min(cases, key=lambda case: case.filed_at)
    words = title.strip() or first.seller or first.goods_name or first.number
    group = CaseGroup(
        number=next_number(session, GROUPS, legal_date(now)), unit_id=first.unit_id, title=words[:200],
        opened_at=now, actor=str(actor), is_sample=is_sample,
    )  # fmt: skip
    session.add(group)
    session.flush()
    _log(session, group, "opened", actor, now, {"number": group.number})
    return group


def _join(session: Session, group: CaseGroup, case: Complaint, reason: str, actor: Actor, now: datetime) -> None:
    last = session.scalars(select(func.max(GroupMember.seq)).filter_by(complaint_id=case.id)).one()
    session.add(GroupMember(
        complaint_id=case.id, seq=(last or 0) + 1, group_id=group.id, joined_at=now, joined_by=str(actor),
        reason=reason,
    ))  # fmt: skip
    add_step(
        session, case, kind="joined", actor=actor, now=now, note=f"{group.number}: {reason}",
        facts={"group": str(group.id)},
    )  # fmt: skip
    _log(session, group, "joined", actor, now, {"report": str(case.id)})
    session.flush()


def _log(session: Session, group: CaseGroup, kind: str, actor: Actor, now: datetime, facts: dict) -> None:
    audit.append(session, stream=f"group:{group.id}", kind=f"group.{kind}", actor=actor, at=now, facts=facts)


def _need(reason: str) -> str:
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do"), field="reason")
    return reason.strip()[:500]
