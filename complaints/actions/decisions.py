"""A penalty decision taken back: its row stays, it counts no more, and nobody stays named because of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.actions.inspections import lock_inspection
from complaints.actions.outcomes import log, need
from complaints.models import DecisionReversal, InspectionEffect, PenaltyDecision
from core.actor import Actor
from core.errors import Conflict, NotFound
from core.i18n import lazy
from registry.actions.warnings import end_warning
from registry.queries.warnings import get_warning

PUBLISHED, ENDED = "published", "ended"


def reverse_decision(
    session: Session, *, decision_id: UUID, reason: str, actor: Actor, now: datetime
) -> DecisionReversal:
    """Say that a decision was recorded wrongly or annulled. Money paid under it stays until it is taken back.

    A public warning that names a trader by this decision ends with it. Raises BadInput without a reason,
    NotFound, and Conflict when it was taken back already or a warning that rests on it waits to be published.
    """
    decision = session.get(PenaltyDecision, decision_id)
    if decision is None:
        raise NotFound(lazy("Không có quyết định này."))
    inspection = lock_inspection(session, decision.inspection_id)
    if session.get(DecisionReversal, decision_id):
        raise Conflict(lazy("Quyết định này đã được rút lại."))
    reason = need(reason)[:300]
    row = DecisionReversal(
        decision_id=decision_id, inspection_id=inspection.id, reason=reason, at=now, actor=str(actor)
    )
    session.add(row)
    session.flush()
    log(session, inspection, "decision_reversed", actor, now, {"decision": decision_id, "reason": reason})
    _end_naming(session, decision, actor, now)
    return row


def is_standing(session: Session, decision: PenaltyDecision) -> bool:
    """Whether the decision was not taken back."""
    return session.get(DecisionReversal, decision.id) is None


def _end_naming(session: Session, decision: PenaltyDecision, actor: Actor, now: datetime) -> None:
    rows = select(InspectionEffect.target_id).filter_by(decision_id=decision.id, kind="warn")
    for warning_id in session.scalars(rows):
        warning = get_warning(session, warning_id)
        if warning.state == PUBLISHED:
            end_warning(session, warning_id=warning.id, reason="Quyết định xử phạt không còn", actor=actor, now=now)
        elif warning.state != ENDED and warning.trader:
            raise Conflict(lazy(
                "Cảnh báo “%(title)s” đang soạn theo quyết định này; bỏ tên cơ sở ở đó trước", title=warning.title
            ))  # fmt: skip
