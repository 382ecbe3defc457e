"""Sample bodies that take reports over, and a report handed to one of them."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.actions.bodies import declare_body
from complaints.actions.transfers import answer_transfer, send_transfer
from complaints.models import Complaint, ReceivingBody
from complaints.routing import BODIES
from complaints.transfers import PAPER
from core.actor import SYSTEM, Actor
from reports.demo.people import People

KINDS = ("so_y_te", "so_nnmt", "so_khcn", "so_cong_thuong", "cong_an", "hai_quan")
SINCE = date(2025, 7, 1)


def load_bodies(session: Session, people: People, now: datetime) -> None:
    """One body of each kind in both provinces; mailboxes lie in a domain that nobody can have."""
    for key, province in people.provinces.items():
        for kind in KINDS:
            declare_body(
                session, kind=kind, name=f"{BODIES[kind]} tỉnh {province.name} (mẫu)", province_id=province.id,
                email=f"{kind.replace('_', '-')}.{key}@co-quan-mau.example", post_address="", source="bản mẫu",
                valid_from=SINCE, is_sample=True, actor=SYSTEM, now=now,
            )  # fmt: skip


def pass_on(session: Session, complaint: Complaint, *, reason: str, actor: Actor, now: datetime) -> None:
    """The report goes to Sở Y tế on a slip of paper, which has been acknowledged."""
    query = select(ReceivingBody.id).filter_by(kind="so_y_te", province_id=complaint.province_id)
    sent = send_transfer(
        session, complaint_id=complaint.id, body_id=session.scalars(query).one(), is_lead=True, channel=PAPER,
        reason=reason, actor=actor, now=now,
    )  # fmt: skip
    answer_transfer(
        session, complaint_id=complaint.id, transfer_id=sent.id, act="take", words="", actor=actor, now=now
    )
