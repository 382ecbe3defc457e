"""A body that says nothing: after its dated days the report is raised to the unit above, by itself."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from accounts.models import UnitVersion
from accounts.queries import unit_on
from complaints.actions.routing import raise_flag
from complaints.actions.steps import add_step, lock_case
from complaints.actions.transfers import ANSWER_TERM, TAKE_TERM, mail_link
from complaints.models import CaseFlag, ReceivingBody, Transfer
from complaints.queries.routing import unit_above
from complaints.queries.terms import promise
from complaints.queries.transfers import count_raised, list_silent
from complaints.transfers import LINK, LIVING, SENT
from core import jobs
from core.actor import SYSTEM, Actor
from core.clock import legal_date
from core.errors import NotFound
from core.i18n import lazy


@jobs.job("complaints.silent_transfers", every=timedelta(hours=6))
def raise_silent_transfers(session: Session, payload: dict, now: datetime) -> None:
    """Raise every transfer whose day is past; run twice it finds nothing the second time."""
    for transfer in list_silent(session, legal_date(now)):
        raise_silence(session, complaint_id=transfer.complaint_id, transfer_id=transfer.id, now=now)


def raise_silence(session: Session, *, complaint_id: UUID, transfer_id: UUID, now: datetime) -> None:
    """Tell the unit above and the reporter, write to the body again, set the next day.

    Each further silence goes one unit higher, as far as there is one.
    """
    complaint = lock_case(session, complaint_id)
    transfer = session.get_one(Transfer, (complaint_id, transfer_id), populate_existing=True)
    if transfer.state not in LIVING or transfer.due_on >= legal_date(now) or complaint.closed_at:
        return
    body = session.get_one(ReceivingBody, transfer.body_id)
    above = _climb(session, complaint.unit_id, count_raised(session, transfer_id) + 1, now)
    raise_flag(session, complaint, unit_id=above.unit_id, kind="silent", now=now, transfer_id=transfer.id)
    step = TAKE_TERM if transfer.state == SENT else ANSWER_TERM
    transfer.due_on = promise(session, step=step, filed_at=now)
    public = f"{body.name} chưa trả lời đúng hẹn; việc này đã được báo lên {above.name}."
    add_step(
        session, complaint, kind="transfer_silent", actor=SYSTEM, now=now, note=f"{transfer.number}, {body.name}",
        public=public if transfer.is_lead else "", facts={"transfer": transfer.number, "to": str(above.unit_id)},
    )  # fmt: skip
    if transfer.channel == LINK:
        mail_link(session, transfer, body, now)


def mark_flag_seen(
    session: Session, *, complaint_id: UUID, seq: int, unit_id: UUID, actor: Actor, now: datetime
) -> CaseFlag:
    """Somebody of the unit above has seen it. Raises NotFound when it was raised to another unit."""
    flag = session.get(CaseFlag, (complaint_id, seq))
    if flag is None or flag.unit_id != unit_id:
        raise NotFound(lazy("Không có việc này trong danh sách báo lên của đơn vị bạn."))
    if flag.seen_at is None:
        flag.seen_at, flag.seen_by = now, str(actor)
        complaint = lock_case(session, complaint_id)
        add_step(session, complaint, kind="flag_seen", actor=actor, now=now, note=str(flag.kind))
    return flag


def _climb(session: Session, unit_id: UUID, steps: int, now: datetime) -> UnitVersion:
    on = legal_date(now)
    unit = unit_on(session, unit_id, on)
    for step in range(steps):
        try:
            unit = unit_above(session, unit, on)
        except NotFound:
            if step == 0:
                return unit
            break
    return unit
