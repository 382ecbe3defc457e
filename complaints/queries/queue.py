"""The queue: reports of some units, by what has to be done. Statements per page do not grow with it."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, case, false, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from accounts.models import User
from areas.models import AdminUnit
from complaints.deadlines import SOON_DAYS
from complaints.models import CaseGroup, Complaint, ComplaintKind, Evidence, GroupMember
from complaints.queries.moderation import is_folded
from complaints.queries.open_cases import IS_OPEN
from complaints.queries.sight import hidden_from
from complaints.workflow import PASSED, RECEIVED, REVIEWING, WAITING
from core.text import fold

PAGE = 25
VIEWS = ("new", "late", "today", "due", "waiting", "mine", "all")


@dataclass(frozen=True)
class Desk:
    """Whose queue it is, and on which day."""

    unit_ids: Set[UUID]
    officer_id: UUID
    today: date


@dataclass(frozen=True)
class Filters:
    """What narrows a view: words, a kind of problem, a state, the code of a commune."""

    text: str = ""
    kind: str = ""
    state: str = ""
    place: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the queue."""

    complaint: Complaint
    kind: ComplaintKind
    commune: str
    officer: str
    photos: int
    same_seller: int = 0
    group: tuple[str, int, UUID] | None = None


@dataclass(frozen=True)
class QueuePage:
    """Some lines of a view; `pages` counts all of them."""

    page: int
    pages: int
    total: int
    cases: int  # reports of one case counted once
    rows: list[Row] = field(default_factory=list)


def count_views(session: Session, desk: Desk) -> dict[str, int]:
    """How many open reports stand in each view: one statement."""
    counts = [func.coalesce(func.sum(case((in_view(view, desk), 1), else_=0)), 0) for view in VIEWS]
    found = session.execute(select(*counts).where(in_queue(desk), IS_OPEN)).one()
    return dict(zip(VIEWS, map(int, found), strict=True))


def list_queue(
    session: Session, desk: Desk, *, view: str, filters: Filters, page: int, counts: dict[str, int] | None = None
) -> QueuePage:  # fmt: skip
    """A page of a view, the earliest promise first; a page beyond the end gives the last one.

    `counts`: what `count_views` gave, so that a view without filters is not counted again.
    """
    chosen = _filtered(select(Complaint.id), desk, view, filters)
    total, cases = _count(session, chosen, counts[view] if counts and filters == Filters() else None)
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    photos = select(func.count()).where(Evidence.complaint_id == Complaint.id).scalar_subquery()
    order = (Complaint.promised_on, Complaint.filed_at)
    # only ids are sorted: whole rows of a long queue would be carried through the sorting
    shown = chosen.order_by(*order).limit(PAGE).offset((page - 1) * PAGE).subquery()
    query = select(Complaint, ComplaintKind, AdminUnit.full_name, User.display_name, photos, *_group_columns())
    query = query.join(shown, shown.c.id == Complaint.id)
    query = query.join(ComplaintKind, ComplaintKind.code == Complaint.kind_code)
    query = query.outerjoin(AdminUnit, AdminUnit.id == Complaint.commune_id)
    query = query.outerjoin(User, User.id == Complaint.officer_id)
    now = and_(GroupMember.complaint_id == Complaint.id, GroupMember.left_at.is_(None))
    query = query.outerjoin(GroupMember, now).outerjoin(CaseGroup, CaseGroup.id == GroupMember.group_id)
    found = session.execute(query.order_by(*order)).all()
    same = _count_sellers(session, [row[0] for row in found])
    rows = [
        Row(c, k, commune or "", who or "", n, same.get(_place(c), 0), tuple(group) if group[0] else None)
        for c, k, commune, who, n, *group in found
    ]
    return QueuePage(page, pages, total, cases, rows)


def _count(session: Session, chosen: Select, known: int | None) -> tuple[int, int]:
    """How many reports, and how many cases they make: those joined count by their cases."""
    counted = select(func.count()).select_from(chosen.subquery()).scalar_subquery()
    total = counted if known is None else literal(known)
    query = select(total, func.count(), func.count(func.distinct(GroupMember.group_id)))
    query = query.select_from(GroupMember).join(Complaint, Complaint.id == GroupMember.complaint_id)
    query = query.where(GroupMember.left_at.is_(None), chosen.whereclause)
    reports, members, cases = session.execute(query).one()
    return reports, reports - members + cases


def _group_columns() -> tuple:
    """Number, size and id of the case that a report stands in; all None where it stands in none."""
    other = aliased(GroupMember)
    size = select(func.count()).where(other.group_id == CaseGroup.id, other.left_at.is_(None)).scalar_subquery()
    return CaseGroup.number, size, CaseGroup.id


def list_kinds(session: Session) -> list[ComplaintKind]:
    """The kinds of problem, in the order of the form."""
    return list(session.scalars(select(ComplaintKind).order_by(ComplaintKind.position)))


def visible(desk: Desk):
    """The condition on a report that this desk may see it."""
    return and_(Complaint.unit_id.in_(desk.unit_ids), ~hidden_from(desk.officer_id))


def in_queue(desk: Desk):
    """The condition on a report that it stands in the queue.

    Not one of a flood that lies under its first report; not waiting for a look, unless it is nearly due.
    """
    is_shown = or_(Complaint.is_held.is_(False), Complaint.state != RECEIVED, Complaint.promised_on <= _soon(desk))
    return and_(visible(desk), is_shown, ~is_folded())


def _soon(desk: Desk) -> date:
    return desk.today + timedelta(days=SOON_DAYS)


def in_view(view: str, desk: Desk):
    """The condition that an open report stands in a view."""
    in_hand = Complaint.state.in_((RECEIVED, REVIEWING, PASSED))
    return {
        "new": Complaint.state == RECEIVED,
        "late": and_(in_hand, Complaint.promised_on < desk.today),
        "today": and_(in_hand, Complaint.promised_on == desk.today),
        "due": and_(in_hand, Complaint.promised_on <= _soon(desk)),
        "waiting": Complaint.state == WAITING,
        "mine": Complaint.officer_id == desk.officer_id,
        "all": Complaint.id.is_not(None),
    }.get(view, false())


def _filtered(query: Select, desk: Desk, view: str, filters: Filters) -> Select:
    query = query.where(in_queue(desk), in_view(view, desk))
    query = query.where(Complaint.state == filters.state if filters.state else IS_OPEN)
    if filters.kind:
        query = query.where(Complaint.kind_code == filters.kind)
    if filters.place:
        query = query.where(Complaint.commune_id.in_(select(AdminUnit.id).where(AdminUnit.code == filters.place)))
    if filters.text:
        query = query.where(Complaint.search_words.contains(fold(filters.text), autoescape=True))
    return query


def _place(complaint: Complaint) -> tuple[UUID | None, str]:
    return complaint.commune_id, complaint.seller


def _count_sellers(session: Session, cases: list[Complaint]) -> dict[tuple, int]:
    """Reports of all time about the sellers of a page, by commune and seller: one statement."""
    sellers = {case.seller for case in cases if case.seller and case.commune_id}
    if not sellers:
        return {}
    communes = {case.commune_id for case in cases if case.seller and case.commune_id}
    query = select(Complaint.commune_id, Complaint.seller, func.count()).where(
        Complaint.commune_id.in_(communes), Complaint.seller.in_(sellers)
    )
    rows = session.execute(query.group_by(Complaint.commune_id, Complaint.seller))
    return {(commune, seller): count for commune, seller, count in rows}
