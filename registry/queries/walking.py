"""Walking from a lot to what it was made of, and to what was made of it: one bounded recursive query each way."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import Session, aliased

from registry.models import TraceCorrection, TraceEvent, TraceItem
from registry.tracing import COMES_OUT, GOES_IN

DEEPEST = 12  # transformations away
MOST = 200  # lots of one way
MOST_FROM_MANY = 2000  # lots that a recall of every lot of a product is walked to


@dataclass(frozen=True)
class Walk:
    """Lots by how many transformations away they are; `is_cut` when more lie beyond the bounds."""

    depths: dict[UUID, int]
    is_cut: bool = False


def walk_back(session: Session, lot_id: UUID) -> Walk:
    """The lots that went into a lot."""
    return _walk(session, _one(lot_id), COMES_OUT, GOES_IN, MOST)


def walk_on(session: Session, lot_id: UUID) -> Walk:
    """The lots that a lot went into."""
    return _walk(session, _one(lot_id), GOES_IN, COMES_OUT, MOST)


def walk_on_from(session: Session, lot_ids: Select, most: int = MOST_FROM_MANY) -> Walk:
    """The lots that any of the selected lots went into, in one statement however many they are; not themselves."""
    return _walk(session, lot_ids, GOES_IN, COMES_OUT, most)


def edges_among(session: Session, lot_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Pairs (went in, came out) among some lots."""
    before, after = aliased(TraceItem), aliased(TraceItem)
    query = _links(select(before.lot_id, after.lot_id), before, after, GOES_IN, COMES_OUT)
    query = query.where(before.lot_id.in_(lot_ids), after.lot_id.in_(lot_ids), before.lot_id != after.lot_id)
    return {(row[0], row[1]) for row in session.execute(query.distinct())}


def _one(lot_id: UUID) -> Select:
    return select(literal(lot_id, TraceItem.lot_id.type))


def _walk(session: Session, lot_ids: Select, here: tuple[str, ...], there: tuple[str, ...], most: int) -> Walk:
    """UNION (not ALL) keeps a lot at one depth once, and the depth ends every ring."""
    start = lot_ids.subquery("start").c[0]
    walk = select(start.label("lot_id"), literal(0).label("depth")).cte("walk", recursive=True)
    near, far = aliased(TraceItem), aliased(TraceItem)
    more = _links(select(far.lot_id, walk.c.depth + 1), near, far, here, there)
    more = more.where(near.lot_id == walk.c.lot_id, far.lot_id.is_not(None), far.lot_id != walk.c.lot_id)
    walk = walk.union(more.where(walk.c.depth <= DEEPEST))
    depth = func.min(walk.c.depth)
    query = select(walk.c.lot_id, depth).group_by(walk.c.lot_id).having(depth > 0)
    rows = session.execute(query.order_by(depth, walk.c.lot_id).limit(most + 1)).all()
    found = {row[0]: row[1] for row in rows if row[1] <= DEEPEST}
    return Walk(dict(list(found.items())[:most]), len(rows) > len(found) or len(found) > most)


def _links(query, near, far, here: tuple[str, ...], there: tuple[str, ...]):
    """Join two items of one event, one on each side; an event declared wrong links nothing."""
    wrong = select(TraceCorrection.id).where(TraceCorrection.event_id == near.event_id).exists()
    return (
        query.select_from(near)
        .join(far, far.event_id == near.event_id)
        .join(TraceEvent, TraceEvent.id == near.event_id)
        .where(near.role.in_(here), far.role.in_(there), ~wrong)
    )
