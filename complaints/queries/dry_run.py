"""A table tried on past reports: what would have gone where. Numbers and bodies only, nothing of the content."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from complaints.models import CaseRoute, Complaint, RoutingRule
from complaints.queries.routing import goods_words, list_goods_kinds
from complaints.routing import Facts, GoodsWords, find_rule, guess_goods, is_last, looks_urgent

MOST_CASES = 500
SHOWN = 100


@dataclass(frozen=True)
class Tried:
    """One past report: the facts that count, where it goes by the table of today and by the other."""

    number: str
    filed_on: date
    facts: Facts
    before: RoutingRule
    after: RoutingRule

    @property
    def is_changed(self) -> bool:
        return (self.before.lead, self.before.notified) != (self.after.lead, self.after.notified)


@dataclass(frozen=True)
class DryRun:
    """All of it: how many were tried, how many reports go by each row, from which lead to which."""

    cases: int
    changed: list[Tried]
    moves: list[tuple[str, str, int]]  # lead before, lead after, reports
    by_row: Counter  # position in the new table -> reports
    more: int  # changed reports that are not listed


def try_table(
    session: Session, *, today: Sequence[RoutingRule], other: Sequence[RoutingRule], on: date
) -> DryRun | None:
    """The newest reports through both tables: three statements whatever their number.

    None when one of the tables has no last row that takes everything.
    """
    if not all(rules and is_last(rules[-1]) for rules in (today, other)):
        return None
    tried = [
        Tried(number, at.date(), facts, find_rule(today, facts), find_rule(other, facts))
        for number, at, facts in _list_facts(session, goods_words(list_goods_kinds(session, on)))
    ]
    changed = [each for each in tried if each.is_changed]
    moves = Counter((each.before.lead, each.after.lead) for each in changed)
    return DryRun(
        len(tried), changed[:SHOWN], [(*pair, count) for pair, count in moves.most_common()],
        Counter(each.after.position for each in tried), max(len(changed) - SHOWN, 0),
    )  # fmt: skip


def _list_facts(session: Session, words: list[GoodsWords]):
    last = select(CaseRoute.complaint_id, func.max(CaseRoute.seq).label("seq")).group_by(CaseRoute.complaint_id)
    last = last.subquery()
    query = select(Complaint, CaseRoute).outerjoin(last, last.c.complaint_id == Complaint.id)
    query = query.outerjoin(
        CaseRoute, (CaseRoute.complaint_id == Complaint.id) & (CaseRoute.seq == last.c.seq)
    )  # fmt: skip
    for case, route in session.execute(query.order_by(Complaint.filed_at.desc()).limit(MOST_CASES)):
        yield case.number, case.filed_at, _facts(case, route, words)


def _facts(case: Complaint, route: CaseRoute | None, words: list[GoodsWords]) -> Facts:
    """What an officer said of the report where one did, else what its words say."""
    if route is None:
        goods, urgent = guess_goods(case.goods_name, words), looks_urgent(case.details)
        return Facts(case.kind_code, goods, case.place_kind, is_urgent=urgent)
    return Facts(case.kind_code, route.goods_code, route.place_code, route.violation_code, route.is_urgent)
