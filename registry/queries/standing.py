"""OCOP certificates as they stood on any day: good, ending soon, expired, withdrawn; listed and counted."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from registry.models import Producer, Product, Recognition, RecognitionEvent
from registry.products import SEEN
from registry.queries.counting import is_replaced
from registry.queries.criteria import rules_on
from registry.queries.recognitions import OCOP

GOOD, ENDING, EXPIRED, REVOKED = "good", "ending", "expired", "revoked"
STATES = (GOOD, ENDING, EXPIRED, REVOKED)
DEFAULT_SOON = 180
CLASSES = ("3", "4", "5", "potential", "none")


@dataclass(frozen=True)
class Asked:
    """What certificates are looked for; an empty field asks nothing."""

    state: str = ""
    stars: str = ""  # 3, 4, 5, potential, none (the source gives none)
    group: int | None = None
    kind: str = ""
    level: str = ""
    commune_ids: Set[UUID] | None = None


@dataclass(frozen=True)
class Counts:
    """How many certificates were good on a day, by what one asks for."""

    total: int
    stars: dict[str, int]
    groups: dict[int | None, int]
    kinds: dict[str, int]
    communes: dict[UUID, int]


def list_standing(
    session: Session, on: date, asked: Asked | None = None, *, producer_id: UUID | None = None, offset: int = 0,
    limit: int = 200,
) -> tuple[list, int]:  # fmt: skip
    """A page of the newest certificate of each product on a day, by product name, and how many there are.

    A row has recognition, product, producer, state and revoked_on.
    """
    query = _asked(session, on, asked or Asked())
    if producer_id is not None:
        query = query.where(Producer.id == producer_id)
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    ordered = query.order_by(Product.folded, Recognition.id)
    return list(session.execute(ordered.offset(offset).limit(limit))), total


def count_standing(session: Session, on: date, asked: Asked | None = None) -> Counts:
    """The certificates good on a day counted by star, group, kind of producer and commune, in one statement."""
    asked = asked or Asked()
    query = _asked(session, on, Asked(**{**asked.__dict__, "state": ""})).subquery()
    columns = query.c.stars, query.c.is_potential_five, query.c.ocop_group, query.c.kind, query.c.commune_id
    rows = session.execute(
        select(*columns, func.count()).where(query.c.standing.in_((GOOD, ENDING))).group_by(*columns)
    ).all()
    found = Counter(), Counter(), Counter(), Counter()
    for stars, potential, group, kind, commune_id, count in rows:
        for counter, key in zip(found, (star_class(stars, potential), group, kind, commune_id), strict=True):
            counter[key] += count
    by_star = {key: found[0][key] for key in CLASSES if found[0][key] or key in ("3", "4", "5")}
    return Counts(sum(row[-1] for row in rows), by_star, *(dict(counter) for counter in found[1:]))


def star_class(stars: int | None, is_potential: bool) -> str:
    """The class a certificate counts in: potential five apart from the stars it carries."""
    if is_potential:
        return "potential"
    return str(stars) if stars else "none"


def soon_days(session: Session, on: date) -> int:
    """From how many days before its end a certificate counts as ending soon: the first reminder."""
    return max((int(value) for value in rules_on(session, on, "remind").values()), default=DEFAULT_SOON)


def standing(on: date, soon: int) -> Select:
    """One row per product with its newest recognition on a day and how that stands."""
    revoked_on, state = _state(on, soon)
    return (
        select(
            Recognition.id, Recognition.stars, Recognition.is_potential_five, Recognition.decision_number,
            Recognition.recogniser_level, Recognition.recogniser_name, Recognition.issued_on,
            Recognition.valid_until, Product.id.label("product_id"), Product.name, Product.slug,
            Product.state.label("product_state"), Product.ocop_group, Producer.name.label("producer"),
            Producer.kind, Producer.commune_id, state.label("standing"), revoked_on.label("revoked_on"),
        )
        .select_from(Recognition)
        .join(Product, Product.id == Recognition.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .where(Recognition.scheme == OCOP, Recognition.issued_on <= on, ~is_replaced(on), Product.state.in_(SEEN))
    )  # fmt: skip


def _state(on: date, soon: int) -> tuple:
    """The day of a withdrawal known by a day, and how the certificate stands then."""
    revoked_on = (
        select(func.min(RecognitionEvent.on))
        .where(RecognitionEvent.recognition_id == Recognition.id, RecognitionEvent.kind == "revoked")
        .where(RecognitionEvent.on <= on)
        .correlate(Recognition)
        .scalar_subquery()
    )
    state = case(
        (revoked_on.is_not(None), REVOKED),
        (Recognition.valid_until < on, EXPIRED),
        (Recognition.valid_until <= on + timedelta(days=soon), ENDING),
        else_=GOOD,
    )
    return revoked_on, state


def _asked(session: Session, on: date, asked: Asked) -> Select:
    soon = soon_days(session, on)
    query = _filtered(standing(on, soon), asked)
    if not asked.state:
        return query
    return query.where(_state(on, soon)[1].in_((GOOD, ENDING) if asked.state == GOOD else (asked.state,)))


def _filtered(query: Select, asked: Asked) -> Select:
    pairs = (
        (asked.group, Product.ocop_group),
        (asked.kind or None, Producer.kind),
        (asked.level or None, Recognition.recogniser_level),
    )
    for value, column in pairs:
        if value is not None:
            query = query.where(column == value)
    if asked.stars:
        query = query.where(Recognition.is_potential_five.is_(asked.stars == "potential"))
    if asked.stars == "none":
        query = query.where(Recognition.stars.is_(None))
    elif asked.stars in ("3", "4", "5"):
        query = query.where(Recognition.stars == int(asked.stars))
    return query if asked.commune_ids is None else query.where(Producer.commune_id.in_(asked.commune_ids))
