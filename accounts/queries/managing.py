"""What the administrator reads: people with their roles, units in time, the table of rights."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from accounts.models import Membership, RoleRight, UnitArea, UnitVersion, User
from accounts.queries.units import holds
from areas.models import AdminUnit

PAGE = 50


@dataclass(frozen=True)
class Held:
    """A role in a unit, as it is today."""

    membership: Membership
    unit_name: str


@dataclass
class Person:
    """Somebody who signs in, with the roles of today."""

    user: User
    roles: list[Held] = field(default_factory=list)


def list_people(session: Session, on: date, *, words: str = "", page: int = 1) -> tuple[list[Person], int]:
    """A page of people by login, and how many pages: three statements. Producers' people are found by words only."""
    chosen = select(User.id).order_by(User.login)
    if words:
        chosen = chosen.where(or_(User.login.icontains(words, autoescape=True),
                                  User.display_name.icontains(words, autoescape=True)))  # fmt: skip
    else:
        officer = select(Membership.user_id).where(Membership.role != "producer")
        chosen = chosen.where(User.id.in_(officer))
    total = session.scalars(select(func.count()).select_from(chosen.subquery())).one()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    ids = list(session.scalars(chosen.limit(PAGE).offset((page - 1) * PAGE)))
    people = [Person(user) for user in session.scalars(select(User).where(User.id.in_(ids)).order_by(User.login))]
    roles = list_roles(session, ids, on)
    for person in people:
        person.roles = roles.get(person.user.id, [])
    return people, pages


def list_roles(session: Session, user_ids: list[UUID], on: date) -> dict[UUID, list[Held]]:
    """The roles that people hold on a day, by person: one statement."""
    query = select(Membership, UnitVersion.name).join(UnitVersion, UnitVersion.unit_id == Membership.unit_id)
    query = query.where(Membership.user_id.in_(user_ids), holds(Membership, on), holds(UnitVersion, on))
    found: dict[UUID, list[Held]] = {}
    for membership, name in session.execute(query.order_by(Membership.valid_from)):
        found.setdefault(membership.user_id, []).append(Held(membership, name))
    return found


def list_versions(session: Session, unit_id: UUID) -> list[UnitVersion]:
    """What a unit was over time, the newest first."""
    return list(session.scalars(select(UnitVersion).filter_by(unit_id=unit_id).order_by(UnitVersion.valid_from.desc())))


def list_areas_over_time(session: Session, unit_id: UUID) -> list[tuple[UnitArea, str]]:
    """Every area that a unit has or had, by name."""
    query = select(UnitArea, AdminUnit.full_name).join(AdminUnit, AdminUnit.id == UnitArea.admin_unit_id)
    rows = session.execute(query.where(UnitArea.unit_id == unit_id).order_by(AdminUnit.name, UnitArea.valid_from))
    return [(row[0], row[1]) for row in rows]


def count_areas(session: Session, on: date) -> dict[UUID, int]:
    """How many areas each unit has on a day: one statement."""
    query = select(UnitArea.unit_id, func.count()).where(holds(UnitArea, on)).group_by(UnitArea.unit_id)
    return {row[0]: row[1] for row in session.execute(query)}


def list_right_rows(session: Session, on: date) -> list[RoleRight]:
    """The table of rights on a day, by role, kind of unit and action."""
    query = select(RoleRight).where(or_(RoleRight.valid_to.is_(None), RoleRight.valid_to >= on))
    return list(session.scalars(query.order_by(RoleRight.role, RoleRight.unit_kind, RoleRight.action)))
