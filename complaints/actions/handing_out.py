"""Several reports given to one officer at once."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Membership, User
from complaints.actions.steps import add_step, assign, lock_case, refuse_same_hand
from complaints.queries.sight import is_hidden
from complaints.workflow import CLOSED, RECEIVED, REVIEWING
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy

MOST = 25
"""A page of the queue."""


def hand_out(
    session: Session, *, case_ids: Iterable[UUID], officer_id: UUID, unit_ids: set[UUID], actor: Actor, now: datetime
) -> int:
    """Give reports of some units to one officer of their unit; all of them or none. The number given.

    Raises BadInput when nothing is chosen or the officer does not work for the unit of a report, Conflict for a
    closed one, NotFound for one that lies elsewhere or is invisible to who gives or gets it.
    """
    chosen = list(dict.fromkeys(case_ids))
    if not 1 <= len(chosen) <= MOST:
        raise BadInput(lazy("Chọn từ 1 đến %(most)s phản ánh", most=MOST), field="case")
    officer = session.get(User, officer_id)
    if officer is None:
        raise BadInput(lazy("Chọn cán bộ trong danh sách"), field="officer")
    units = _units_of(session, officer_id, now)
    for case_id in chosen:
        _give(session, case_id, officer, units, unit_ids, actor, now)
    return len(chosen)


def _give(session, case_id, officer, units, unit_ids, actor, now) -> None:
    complaint = lock_case(session, case_id)
    if complaint.unit_id not in unit_ids or any(is_hidden(session, case_id, who) for who in (actor.id, officer.id)):
        raise NotFound(lazy("Không có phản ánh này ở đơn vị của bạn."))
    if complaint.state == CLOSED:
        raise Conflict(lazy("Phản ánh này đã xong; mở lại trước khi nhận."))
    if complaint.unit_id not in units:
        raise BadInput(lazy(
            "%(name)s không thuộc đơn vị giữ phản ánh %(case)s", name=officer.display_name, case=complaint.number
        ), field="officer")  # fmt: skip
    refuse_same_hand(session, case_id, Actor("officer", officer.id))
    assign(session, complaint, unit_id=complaint.unit_id, officer_id=officer.id, actor=actor, now=now)
    to_state = REVIEWING if complaint.state == RECEIVED else ""
    facts = {"officer": str(officer.id)}
    add_step(session, complaint, kind="given", actor=actor, now=now, to_state=to_state, facts=facts)


def _units_of(session: Session, officer_id: UUID, now: datetime) -> set[UUID]:
    on = legal_date(now)
    rows = select(Membership.unit_id, Membership.valid_to).where(
        Membership.user_id == officer_id, Membership.valid_from <= on
    )
    return {unit_id for unit_id, until in session.execute(rows) if until is None or until >= on}
