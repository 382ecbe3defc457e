"""Cases of several reports, reports that are like another one, and crowds of them. Only the desk reads this."""

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from complaints.likeness import Mark, shared_kinds, weigh
from complaints.models import CaseGroup, CaseLikeness, Complaint, GroupMember, Inspection, InspectionCase
from complaints.queries.queue import Desk, visible
from core.errors import NotFound
from core.i18n import lazy

LOOK_BACK = timedelta(days=180)
MOST_MARKS = 4000
SHOWN = 12


@dataclass(frozen=True)
class Alike:
    """A report that may belong to the same case, by what, and the case where it stands already."""

    complaint: Complaint
    kinds: list[str]
    group: CaseGroup | None


@dataclass
class GroupFile:
    """A case with those of its reports that the officer may see; `count` is all of them."""

    group: CaseGroup
    count: int
    members: list[tuple[Complaint, GroupMember]]
    left: list[tuple[Complaint, GroupMember]] = field(default_factory=list)
    inspections: list[Inspection] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        """How many lie with units that the officer does not see."""
        return self.count - len(self.members)


def find_membership(session: Session, complaint_id: UUID) -> GroupMember | None:
    """The row that says in which case the report stands now."""
    return session.scalars(select(GroupMember).filter_by(complaint_id=complaint_id, left_at=None)).first()


def find_group_of(session: Session, complaint_id: UUID) -> tuple[CaseGroup, int] | None:
    """The case of a report and how many reports it has."""
    other = aliased(GroupMember)
    counted = select(func.count()).where(other.group_id == CaseGroup.id, other.left_at.is_(None))
    query = select(CaseGroup, counted.scalar_subquery()).join(GroupMember, GroupMember.group_id == CaseGroup.id)
    found = session.execute(query.where(GroupMember.complaint_id == complaint_id, GroupMember.left_at.is_(None)))
    row = found.first()
    return (row[0], int(row[1])) if row else None


def list_alike(session: Session, case: Complaint, desk: Desk, now: datetime) -> list[Alike]:
    """Reports that are like this one and not in its case, the most alike first: four statements, whatever there is."""
    own = [Mark(row.kind, row.value, row.whole) for row in _marks_of(session, case.id)]
    wanted: dict[str, list[str]] = defaultdict(list)
    for mark in own:
        wanted[mark.kind].append(mark.value)
    if not wanted:
        return []
    same = or_(*(and_(CaseLikeness.kind == kind, CaseLikeness.value.in_(values)) for kind, values in wanted.items()))
    query = select(CaseLikeness).join(Complaint, Complaint.id == CaseLikeness.complaint_id)
    query = query.where(same, CaseLikeness.complaint_id != case.id, visible(desk), Complaint.filed_at > now - LOOK_BACK)
    theirs: dict[UUID, list[Mark]] = defaultdict(list)
    for row in session.scalars(query.order_by(Complaint.filed_at.desc()).limit(MOST_MARKS)):
        theirs[row.complaint_id].append(Mark(row.kind, row.value, row.whole))
    alike = {case_id: kinds for case_id, marks in theirs.items() if (kinds := shared_kinds(own, marks))}
    first = sorted(alike, key=lambda case_id: -weigh(alike[case_id]))[:SHOWN * 2]
    found = find_group_of(session, case.id)
    rows = _with_groups(session, first)
    kept = [Alike(c, alike[c.id], group) for c, group in rows if not (found and group and group.id == found[0].id)]
    return sorted(kept, key=lambda each: (-weigh(each.kinds), each.complaint.filed_at))[:SHOWN]


def list_groups(session: Session, desk: Desk, *, offset: int = 0, limit: int = 25) -> list[tuple]:
    """Cases with a report of the units, newest first: the case, its reports, when the last one came."""
    mine = select(GroupMember.group_id).join(Complaint, Complaint.id == GroupMember.complaint_id)
    mine = mine.where(visible(desk), GroupMember.left_at.is_(None))
    query = select(CaseGroup, func.count(), func.max(Complaint.filed_at))
    query = query.join(GroupMember, and_(GroupMember.group_id == CaseGroup.id, GroupMember.left_at.is_(None)))
    query = query.join(Complaint, Complaint.id == GroupMember.complaint_id).where(CaseGroup.id.in_(mine))
    query = query.group_by(CaseGroup.id).order_by(CaseGroup.opened_at.desc(), CaseGroup.number.desc())
    return [(row[0], int(row[1]), row[2]) for row in session.execute(query.limit(limit).offset(offset))]


def get_group_file(session: Session, group_id: UUID, desk: Desk) -> GroupFile:
    """The case with its reports and inspections. Raises NotFound when none of its reports lies with the units."""
    query = select(Complaint, GroupMember, visible(desk))
    query = query.join(GroupMember, GroupMember.complaint_id == Complaint.id)
    rows = session.execute(query.where(GroupMember.group_id == group_id).order_by(Complaint.filed_at)).all()
    ours = [(case, member) for case, member, is_visible in rows if is_visible]
    group = session.get(CaseGroup, group_id)
    if group is None or not ours:
        raise NotFound(lazy("Không có vụ này ở đơn vị của bạn."))
    now = [pair for pair in ours if pair[1].left_at is None]
    left = [pair for pair in ours if pair[1].left_at is not None]
    count = sum(member.left_at is None for _case, member, _visible in rows)
    inspections = _inspections(session, [case.id for case, _member in now], desk.unit_ids)
    return GroupFile(group, count, now, left, inspections)


def _marks_of(session: Session, complaint_id: UUID) -> list[CaseLikeness]:
    query = select(CaseLikeness).filter_by(complaint_id=complaint_id).where(CaseLikeness.kind != "read")
    return list(session.scalars(query))


def _with_groups(session: Session, complaint_ids: list[UUID]) -> list[tuple[Complaint, CaseGroup | None]]:
    query = select(Complaint, CaseGroup).where(Complaint.id.in_(complaint_ids))
    now = and_(GroupMember.complaint_id == Complaint.id, GroupMember.left_at.is_(None))
    query = query.outerjoin(GroupMember, now).outerjoin(CaseGroup, CaseGroup.id == GroupMember.group_id)
    return [(row[0], row[1]) for row in session.execute(query)]


def _inspections(session: Session, complaint_ids: list[UUID], unit_ids: Set[UUID]) -> list[Inspection]:
    under = select(InspectionCase.inspection_id).where(InspectionCase.complaint_id.in_(complaint_ids))
    query = select(Inspection).where(Inspection.id.in_(under), Inspection.unit_id.in_(unit_ids))
    return list(session.scalars(query.order_by(Inspection.inspected_on)))
