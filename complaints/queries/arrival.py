"""Channels, terms of law that are told, how reports came, and requests for money back."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from accounts.models import UnitVersion
from accounts.queries import default_province, find_unit_of_kind, holds
from areas.calendar import add_working_days
from areas.models import AdminUnit
from areas.queries import label, nearest_communes, search_units
from areas.queries.boundaries import find_commune_at
from complaints.models import Arrival, Complaint, ComplaintKind, MoneyRequest, ReportChannel, ToldTerm
from complaints.places import FARTHEST_KM
from complaints.queries.terms import list_holidays

TRADER = "trader"
SO_CONG_THUONG = "so_cong_thuong"
ONE_PAGE = 25


@dataclass(frozen=True)
class HandedIn:
    """A report that somebody handed in, with no more than its reporter would read."""

    complaint: Complaint
    kind: ComplaintKind
    arrival: Arrival
    unit_name: str


@dataclass(frozen=True)
class Asked:
    """A request for money back as Sở Công Thương sees it: goods and trader, never who asks."""

    request: MoneyRequest
    complaint: Complaint
    place: str


def list_channels(session: Session, on: date, *, by_staff: bool | None = None) -> list[ReportChannel]:
    """The channels of a day in their order."""
    query = select(ReportChannel).where(holds(ReportChannel, on)).order_by(ReportChannel.position)
    return list(session.scalars(query if by_staff is None else query.filter_by(by_staff=by_staff)))


def find_told_term(session: Session, code: str, on: date) -> ToldTerm | None:
    """A term of law as it stands on a day; none that nobody has read against its document."""
    query = select(ToldTerm).where(ToldTerm.code == code, ToldTerm.is_confirmed, holds(ToldTerm, on))
    return session.scalars(query.order_by(ToldTerm.valid_from.desc())).first()


def list_told_terms(session: Session, on: date) -> dict[str, ToldTerm]:
    """All of them by code: one statement."""
    rows = select(ToldTerm).where(ToldTerm.is_confirmed, holds(ToldTerm, on)).order_by(ToldTerm.valid_from)
    return {row.code: row for row in session.scalars(rows)}


def opening_day(session: Session, *, asked: str, asked_on: date | None, today: date) -> date | None:
    """From when Sở Công Thương takes the request: once the trader's days are over, at once after a refusal.

    Luật 19/2023/QH15, Điều 56 khoản 3, Điều 57 khoản 2. None while the trader was not asked.
    """
    if asked == "refused":
        return today
    if asked_on is None:
        return None
    term = find_told_term(session, TRADER, asked_on)
    last = add_working_days(asked_on, term.days if term else 0, list_holidays(session, asked_on))
    return last + timedelta(days=1)


def find_communes(session: Session, text: str, on: date) -> dict[str, str]:
    """Communes of today that the words may mean, those of our own province first: id and words that tell them apart."""
    home = default_province(session, on)
    near = search_units(session, text, province_id=home) if text and home else []
    found: dict[str, str] = {}
    for hit in near + (search_units(session, text, limit=12) if text else []):
        for unit in hit.units:
            found.setdefault(str(unit.id), hit.words if len(hit.units) == 1 else label(unit))
    return found


def find_near(session: Session, point: tuple[float, float], on: date) -> AdminUnit | None:
    """The commune that holds a point, where outlines are known, else the nearest one; None far off the country."""
    inside = find_commune_at(session, *point, on)
    if inside is not None:
        return inside
    near = nearest_communes(session, *point, limit=1, on=on)
    return near[0].unit if near and near[0].km <= FARTHEST_KM else None


def office_of(session: Session, province_id: UUID | None, on: date) -> UnitVersion | None:
    """Sở Công Thương of the province where a buyer lives (NĐ 146/2025/NĐ-CP Điều 46.1), if it is here."""
    return find_unit_of_kind(session, SO_CONG_THUONG, province_id, on) if province_id else None


def find_arrival(session: Session, complaint_id: UUID) -> Arrival | None:
    """How a report came; None for those of before this was written down."""
    return session.get(Arrival, complaint_id)


def list_handed_in(session: Session, user_id: UUID, on: date, *, page: int = 1) -> tuple[list[HandedIn], int]:
    """A page of what one person handed in, newest first, and how many there are: two statements."""
    found = _handed_in(user_id, on).order_by(Complaint.filed_at.desc())
    total = len(list(session.scalars(select(Arrival.complaint_id).filter_by(filed_by=user_id))))
    page = min(max(page, 1), 10**6)
    rows = session.execute(found.limit(ONE_PAGE).offset((page - 1) * ONE_PAGE))
    return [HandedIn(*row) for row in rows], total


def find_handed_in(session: Session, user_id: UUID, complaint_id: UUID, on: date) -> HandedIn | None:
    """One of them; None for a report that somebody else handed in."""
    row = session.execute(_handed_in(user_id, on).where(Complaint.id == complaint_id)).first()
    return HandedIn(*row) if row else None


def _handed_in(user_id: UUID, on: date) -> Select:
    return (
        select(Complaint, ComplaintKind, Arrival, UnitVersion.name)
        .join(Arrival, Arrival.complaint_id == Complaint.id)
        .join(ComplaintKind, ComplaintKind.code == Complaint.kind_code)
        .join(UnitVersion, UnitVersion.unit_id == Complaint.unit_id)
        .where(Arrival.filed_by == user_id, holds(UnitVersion, on))
    )


def list_money_requests(session: Session, unit_ids: Set[UUID], *, page: int = 1) -> list[Asked]:
    """Requests that reached these units, the oldest first: one statement."""
    query = (
        select(MoneyRequest, Complaint, AdminUnit.full_name)
        .join(Complaint, Complaint.id == MoneyRequest.complaint_id)
        .outerjoin(AdminUnit, AdminUnit.id == Complaint.commune_id)
        .where(MoneyRequest.requested_at.is_not(None), MoneyRequest.unit_id.in_(unit_ids))
        .order_by(MoneyRequest.requested_at)
    )
    page = min(max(page, 1), 10**6)
    rows = session.execute(query.limit(ONE_PAGE).offset((page - 1) * ONE_PAGE))
    return [Asked(request, complaint, place or "") for request, complaint, place in rows]
