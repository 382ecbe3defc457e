"""Open reports that came as one: a crowd, or somebody's campaign, is one line to the officer."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from complaints.likeness import CROWD
from complaints.models import CaseLikeness, Complaint, GroupMember
from complaints.queries.open_cases import IS_OPEN
from complaints.queries.queue import Desk, visible

LEAST = 3
SINCE = timedelta(days=90)
MOST_VALUES, MOST_ROWS = 300, 20_000
BURST = timedelta(hours=24)
SAME_WORDS = 6


@dataclass(frozen=True)
class Crowd:
    """Reports that hang together, the first of them first; `kinds` is by what."""

    complaints: list[Complaint]
    kinds: list[str]

    @property
    def is_burst(self) -> bool:
        """Whether most of them came within a day and tell the same story: as a campaign does."""
        times = sorted(case.filed_at for case in self.complaints)
        half = len(times) // 2
        return "words" in self.kinds and any(
            late - early <= BURST for early, late in zip(times, times[half:], strict=False)
        )


def list_crowds(session: Session, desk: Desk, now: datetime) -> list[Crowd]:
    """Crowds of open reports that stand in no case yet, the largest first: three statements."""
    inside = _loose(desk, now)
    query = select(CaseLikeness.kind, CaseLikeness.value).join(Complaint, Complaint.id == CaseLikeness.complaint_id)
    query = query.where(inside, CaseLikeness.kind.in_(CROWD)).group_by(CaseLikeness.kind, CaseLikeness.value)
    counted = func.count()
    busy = session.execute(query.having(counted >= LEAST).order_by(counted.desc()).limit(MOST_VALUES)).all()
    if not busy:
        return []
    values = {(kind, value) for kind, value in busy}
    rows = select(CaseLikeness.complaint_id, CaseLikeness.kind, CaseLikeness.value)
    rows = rows.join(Complaint, Complaint.id == CaseLikeness.complaint_id)
    rows = rows.where(inside, CaseLikeness.value.in_({value for _kind, value in values})).limit(MOST_ROWS)
    members: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    for case_id, kind, value in session.execute(rows):
        if (kind, value) in values:
            members[kind, value].add(case_id)
    return _crowds(session, _hang_together(members))


def _loose(desk: Desk, now: datetime):
    grouped = exists().where(GroupMember.complaint_id == Complaint.id, GroupMember.left_at.is_(None))
    return and_(visible(desk), IS_OPEN, Complaint.filed_at > now - SINCE, ~grouped)


def _hang_together(members: dict[tuple[str, str], set[UUID]]) -> list[tuple[set[UUID], set[str]]]:
    """Sets of reports that share a mark; a story counts as shared from six runs of words on."""
    stories: dict[frozenset[UUID], int] = defaultdict(int)
    sets: list[tuple[set[UUID], set[str]]] = []
    for (kind, _value), cases in members.items():
        if kind == "words":
            stories[frozenset(cases)] += 1
        elif len(cases) >= LEAST:
            sets.append((set(cases), {kind}))
    sets += [(set(cases), {"words"}) for cases, runs in stories.items() if runs >= SAME_WORDS]
    return _join(sets)


def _join(sets: list[tuple[set[UUID], set[str]]]) -> list[tuple[set[UUID], set[str]]]:
    """Sets that have a report in common become one."""
    joined: list[tuple[set[UUID], set[str]]] = []
    for cases, kinds in sets:
        for other in [each for each in joined if each[0] & cases]:
            joined.remove(other)
            cases, kinds = cases | other[0], kinds | other[1]
        joined.append((cases, kinds))
    return joined


def _crowds(session: Session, sets: list[tuple[set[UUID], set[str]]]) -> list[Crowd]:
    ids = {case_id for cases, _kinds in sets for case_id in cases}
    rows = {case.id: case for case in session.scalars(select(Complaint).where(Complaint.id.in_(ids)))}
    crowds = [
        Crowd(sorted((rows[each] for each in cases), key=lambda case: case.filed_at), sorted(kinds, key=CROWD.index))
        for cases, kinds in sets
    ]
    return sorted(crowds, key=lambda crowd: -len(crowd.complaints))
