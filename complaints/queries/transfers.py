"""Reading transfers, the bodies they go to and the reports raised to a unit above."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from accounts.passwords import hash_token
from accounts.queries import holds
from areas.models import AdminUnit
from complaints.models import CaseFlag, Complaint, ComplaintKind, Evidence, ReceivingBody, Transfer
from complaints.transfers import LIVING
from core.errors import NotFound
from core.i18n import lazy

MOST_FLAGS = 200


@dataclass(frozen=True)
class Sent:
    """A transfer with the body that it went to."""

    transfer: Transfer
    body: ReceivingBody


@dataclass(frozen=True)
class Raised:
    """A report raised to a unit above, in few words."""

    flag: CaseFlag
    complaint: Complaint
    kind: ComplaintKind
    commune: str
    province: str


def list_bodies(session: Session, on: date, *, province_id: UUID | None = None) -> list[ReceivingBody]:
    """The bodies of a day, by kind and name; of one province and of the whole country where one is given."""
    query = select(ReceivingBody).where(holds(ReceivingBody, on))
    if province_id:
        query = query.where(or_(ReceivingBody.province_id == province_id, ReceivingBody.province_id.is_(None)))
    return list(session.scalars(query.order_by(ReceivingBody.kind, ReceivingBody.name)))


def get_body(session: Session, body_id: UUID, on: date) -> ReceivingBody:
    """The body, if it works on the day. Raises NotFound."""
    found = session.scalars(select(ReceivingBody).where(ReceivingBody.id == body_id, holds(ReceivingBody, on))).first()
    if found is None:
        raise NotFound(lazy("Không có cơ quan này trong danh sách hôm nay."))
    return found


def list_transfers(session: Session, complaint_id: UUID) -> list[Sent]:
    """The transfers of a report, the newest first: one statement."""
    query = select(Transfer, ReceivingBody).join(ReceivingBody, ReceivingBody.id == Transfer.body_id)
    query = query.where(Transfer.complaint_id == complaint_id)
    return [Sent(*row) for row in session.execute(query.order_by(Transfer.sent_at.desc()))]


def get_transfer(session: Session, complaint_id: UUID, transfer_id: UUID) -> Sent:
    """One transfer of a report. Raises NotFound."""
    found = next((each for each in list_transfers(session, complaint_id) if each.transfer.id == transfer_id), None)
    if found is None:
        raise NotFound(lazy("Không có phiếu chuyển này."))
    return found


def find_by_token(session: Session, token: str) -> Transfer | None:
    """The transfer of a link, opened before or not."""
    return session.scalars(select(Transfer).filter_by(token_hash=hash_token(token))).first()


def find_by_door(session: Session, transfer_id: UUID, door: str) -> Sent | None:
    """The transfer that this browser has opened; None for every other browser."""
    query = select(Transfer, ReceivingBody).join(ReceivingBody, ReceivingBody.id == Transfer.body_id)
    found = session.execute(query.where(Transfer.id == transfer_id, Transfer.door_hash == hash_token(door))).first()
    return Sent(*found) if found else None


def list_silent(session: Session, on: date) -> list[Transfer]:
    """Living transfers whose day is past, of reports that are still open."""
    query = select(Transfer).join(Complaint, Complaint.id == Transfer.complaint_id)
    query = query.where(Transfer.state.in_(LIVING), Transfer.due_on < on, Complaint.closed_at.is_(None))
    return list(session.scalars(query.order_by(Transfer.due_on).limit(MOST_FLAGS)))


def list_flags(session: Session, unit_id: UUID) -> list[Raised]:
    """Reports raised to a unit that nobody there has seen, the oldest first: one statement."""
    commune, province = AdminUnit.__table__.alias("commune"), AdminUnit.__table__.alias("province")
    query = select(CaseFlag, Complaint, ComplaintKind, commune.c.full_name, province.c.full_name)
    query = query.join(Complaint, Complaint.id == CaseFlag.complaint_id)
    query = query.join(ComplaintKind, ComplaintKind.code == Complaint.kind_code)
    query = query.outerjoin(commune, commune.c.id == Complaint.commune_id)
    query = query.outerjoin(province, province.c.id == Complaint.province_id)
    query = query.where(CaseFlag.unit_id == unit_id, CaseFlag.seen_at.is_(None)).order_by(CaseFlag.at)
    rows = session.execute(query.limit(MOST_FLAGS))
    return [Raised(flag, case, kind, where or "", region or "") for flag, case, kind, where, region in rows]


def count_raised(session: Session, transfer_id: UUID) -> int:
    """How often the silence about a transfer was raised."""
    return session.scalars(select(func.count()).select_from(CaseFlag).filter_by(transfer_id=transfer_id)).one()


def find_living_lead(session: Session, complaint_id: UUID) -> Transfer | None:
    """The body that leads a report now, if it was handed over."""
    where = and_(Transfer.complaint_id == complaint_id, Transfer.is_lead, Transfer.state.in_(LIVING))
    return session.scalars(select(Transfer).where(where)).first()


def is_open_link(transfer: Transfer, now: datetime, days: int = 90) -> bool:
    """Whether the link can still be opened: not before used, not older than its time."""
    return transfer.opened_at is None and (now - transfer.sent_at).days < days


@dataclass(frozen=True)
class CaseFacts:
    """A report as another body may see it: what was reported, nothing of who did."""

    complaint: Complaint
    kind: ComplaintKind
    commune: str
    photos: list[Evidence]


def get_case_facts(session: Session, complaint_id: UUID) -> CaseFacts:
    """What a transfer shows of a report: two statements. Raises NotFound."""
    query = select(Complaint, ComplaintKind, AdminUnit.full_name).where(Complaint.id == complaint_id)
    query = query.join(ComplaintKind, ComplaintKind.code == Complaint.kind_code)
    found = session.execute(query.outerjoin(AdminUnit, AdminUnit.id == Complaint.commune_id)).first()
    if found is None:
        raise NotFound(lazy("Không có phản ánh này."))
    photos = select(Evidence).filter_by(complaint_id=complaint_id).order_by(Evidence.position)
    return CaseFacts(found[0], found[1], found[2] or "", list(session.scalars(photos)))
