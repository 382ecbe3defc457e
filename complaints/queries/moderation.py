"""What waits for a look, floods folded into one line, and crowds about one seller, product or code."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from complaints.models import BlockedWord, CaseMark, CasePrint, Complaint, ComplaintKind, Evidence
from complaints.workflow import CLOSED
from registry.models import Product

PAGE = 50
FLOOD_WITHIN = timedelta(hours=24)
CROWD_WITHIN = timedelta(days=7)
CROWD = 5


@dataclass(frozen=True)
class HeldReport:
    """A report that waits, with the reasons and how many identical ones lie under it."""

    complaint: Complaint
    kind: ComplaintKind
    marks: list[CaseMark]
    folded: int


@dataclass(frozen=True)
class Crowd:
    """Many reports about one thing in a few days: perhaps one campaign. `prints` counts different wordings."""

    name: str
    count: int
    prints: int
    with_photos: int
    with_contact: int
    first: datetime
    last: datetime


def list_blocked_words(session: Session, on: date) -> list[str]:
    """The folded words in force on a day."""
    rows = select(BlockedWord.words).where(BlockedWord.valid_from <= on)
    return list(session.scalars(rows.where(or_(BlockedWord.valid_to.is_(None), BlockedWord.valid_to >= on))))


def find_leader(session: Session, digest: str, now: datetime) -> UUID | None:
    """The first report of the last day that says exactly the same."""
    rows = select(CasePrint.complaint_id).where(
        CasePrint.digest == digest, CasePrint.leader_id.is_(None), CasePrint.at >= now - FLOOD_WITHIN
    )
    return session.scalars(rows.order_by(CasePrint.at)).first()


def list_held(session: Session, unit_ids: Set[UUID]) -> list[HeldReport]:
    """Reports of some units that wait for a look, the oldest first: two statements."""
    folded = select(func.count()).where(CasePrint.leader_id == Complaint.id).scalar_subquery()
    query = select(Complaint, ComplaintKind, folded).join(ComplaintKind, ComplaintKind.code == Complaint.kind_code)
    query = query.where(Complaint.unit_id.in_(unit_ids), Complaint.state != CLOSED)
    query = query.where(or_(Complaint.is_held, folded > 0), Complaint.id.not_in(list_folded()))
    rows = session.execute(query.order_by(Complaint.filed_at).limit(PAGE)).all()
    found = select(CaseMark).where(CaseMark.complaint_id.in_([row[0].id for row in rows])).order_by(CaseMark.kind)
    marks: dict[UUID, list[CaseMark]] = {}
    for mark in session.scalars(found):
        marks.setdefault(mark.complaint_id, []).append(mark)
    return [HeldReport(case, kind, marks.get(case.id, []), count) for case, kind, count in rows]


def count_held(session: Session, unit_ids: Set[UUID]) -> int:
    """How many reports wait for a look, folded ones not counted."""
    query = select(func.count()).select_from(Complaint).where(Complaint.unit_id.in_(unit_ids), Complaint.is_held)
    return session.scalars(query.where(Complaint.state != CLOSED, Complaint.id.not_in(list_folded()))).one()


def list_folded():
    """The ids of reports that lie under another one that says exactly the same, as a subquery."""
    return select(CasePrint.complaint_id).where(CasePrint.leader_id.is_not(None))


def list_folded_under(session: Session, leader_id: UUID) -> list[Complaint]:
    """The reports that lie under one."""
    query = select(Complaint).join(CasePrint, CasePrint.complaint_id == Complaint.id)
    return list(session.scalars(query.where(CasePrint.leader_id == leader_id).order_by(Complaint.filed_at)))


def list_crowds(session: Session, unit_ids: Set[UUID], now: datetime) -> list[Crowd]:
    """Products and sellers about whom many reports came in a week, the most first: two statements."""
    by_product = _crowds(session, unit_ids, now, Product.name, Complaint.product_id)
    by_seller = _crowds(session, unit_ids, now, Complaint.seller, Complaint.commune_id, Complaint.seller)
    return sorted([*by_product, *by_seller], key=lambda crowd: -crowd.count)


def _crowds(session: Session, unit_ids: Set[UUID], now: datetime, name, *by) -> list[Crowd]:
    photos = select(Evidence.complaint_id).where(Evidence.complaint_id == Complaint.id).exists()
    query = select(
        name, func.count(), func.count(func.distinct(CasePrint.digest)),
        func.count().filter(photos), func.count(Complaint.person_id),
        func.min(Complaint.filed_at), func.max(Complaint.filed_at),
    ).select_from(Complaint)  # fmt: skip
    if name is Product.name:
        query = query.join(Product, Product.id == Complaint.product_id)
    query = query.outerjoin(CasePrint, CasePrint.complaint_id == Complaint.id)
    query = query.where(Complaint.unit_id.in_(unit_ids), Complaint.filed_at >= now - CROWD_WITHIN, name != "")
    query = query.group_by(name, *by).having(func.count() >= CROWD).order_by(func.count().desc()).limit(PAGE)
    return [Crowd(*row) for row in session.execute(query)]
