"""Reading people, units and rights."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from accounts.models import Membership, RoleRight, SignInSession, Unit, UnitArea, UnitVersion, User
from accounts.passwords import hash_token
from areas.models import AdminUnit, Authority
from areas.queries import line_ids
from core.actor import Actor
from core.errors import NotFound
from core.i18n import lazy

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)


@dataclass(frozen=True)
class Officer:
    """Who is signed in, in one unit and role, with the rights of today."""

    user_id: UUID
    name: str
    unit_id: UUID
    unit_name: str
    unit_kind: str
    role: str
    rights: frozenset[str]
    form_token: str
    session_id: UUID
    seen_at: datetime

    @property
    def actor(self) -> Actor:
        return Actor("producer" if self.role == "producer" else "officer", self.user_id, self.role)

    def may(self, action: str) -> bool:
        return action in self.rights


def holds(row, on: date):
    """That a dated row holds on a day; both its days are included."""
    return and_(row.valid_from <= on, or_(row.valid_to.is_(None), row.valid_to >= on))


def find_officer(session: Session, token: str, *, now: datetime, on: date) -> Officer | None:
    """Who holds this cookie, if the session is alive and its one-time code was given."""
    query = (
        select(SignInSession, User, Membership, UnitVersion)
        .join(User, User.id == SignInSession.user_id)
        .join(Membership, and_(Membership.user_id == User.id, holds(Membership, on)))
        .join(UnitVersion, and_(UnitVersion.unit_id == Membership.unit_id, holds(UnitVersion, on)))
        .where(SignInSession.token_hash == hash_token(token), SignInSession.ended_at.is_(None))
        .where(SignInSession.totp_passed, User.is_active)
        .order_by(Membership.valid_from)
    )
    found = session.execute(query).first()
    if found is None:
        return None
    signed, user, membership, unit = found
    if now - signed.seen_at > IDLE or now - signed.created_at > LONGEST:
        return None
    rights = list_rights(session, role=membership.role, unit_kind=unit.kind, on=on)
    return Officer(
        user_id=user.id, name=user.display_name, unit_id=unit.unit_id, unit_name=unit.name, unit_kind=unit.kind,
        role=membership.role, rights=rights, form_token=signed.form_token, session_id=signed.id,
        seen_at=signed.seen_at,
    )  # fmt: skip


def find_half_signed(session: Session, token: str) -> tuple[SignInSession, User] | None:
    """A session whose password was right and whose one-time code is still missing."""
    query = select(SignInSession, User).join(User, User.id == SignInSession.user_id)
    query = query.where(SignInSession.token_hash == hash_token(token), SignInSession.ended_at.is_(None))
    found = session.execute(query).first()
    return (found[0], found[1]) if found else None


def list_rights(session: Session, *, role: str, unit_kind: str, on: date) -> frozenset[str]:
    """What a role in a kind of unit may do on a day."""
    rows = select(RoleRight.action).where(
        RoleRight.role == role, RoleRight.unit_kind == unit_kind, holds(RoleRight, on)
    )
    return frozenset(session.scalars(rows))


def list_sessions(session: Session, user_id: UUID) -> list[SignInSession]:
    """A person's living sessions, newest first."""
    rows = select(SignInSession).filter_by(user_id=user_id, ended_at=None, totp_passed=True)
    return list(session.scalars(rows.order_by(SignInSession.seen_at.desc())))


def get_user(session: Session, user_id: UUID) -> User:
    """The person. Raises NotFound."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFound(lazy("Không có người dùng này."))
    return user


def find_user_by_login(session: Session, login: str) -> User | None:
    """The person with this login name."""
    return session.scalars(select(User).filter_by(login=login.strip().lower())).first()


def find_unit_by_code(session: Session, code: str) -> Unit | None:
    """The unit with this code."""
    return session.scalars(select(Unit).filter_by(code=code)).first()


def unit_on(session: Session, unit_id: UUID, on: date) -> UnitVersion:
    """What a unit is on a day. Raises NotFound."""
    row = session.scalars(select(UnitVersion).where(UnitVersion.unit_id == unit_id, holds(UnitVersion, on))).first()
    if row is None:
        raise NotFound(lazy("Đơn vị này không hoạt động vào ngày đó."))
    return row


def list_units(session: Session, on: date, *, kinds: tuple[str, ...] = ()) -> list[UnitVersion]:
    """Units as they are on a day, by name."""
    query = select(UnitVersion).where(holds(UnitVersion, on)).order_by(UnitVersion.name)
    return list(session.scalars(query.where(UnitVersion.kind.in_(kinds)) if kinds else query))


def list_units_below(session: Session, unit_id: UUID, on: date) -> set[UUID]:
    """The unit itself and all under it."""
    children: dict[UUID | None, list[UUID]] = {}
    for row in list_units(session, on):
        children.setdefault(row.parent_id, []).append(row.unit_id)
    found, waiting = set(), [unit_id]
    while waiting:
        current = waiting.pop()
        found.add(current)
        waiting += [child for child in children.get(current, []) if child not in found]
    return found


def list_unit_areas(session: Session, unit_id: UUID, on: date) -> set[UUID]:
    """The communes and provinces that a unit is responsible for."""
    rows = select(UnitArea.admin_unit_id).where(UnitArea.unit_id == unit_id, holds(UnitArea, on))
    return set(session.scalars(rows))


def list_officers(session: Session, unit_id: UUID, on: date) -> list[User]:
    """The people of a unit, by name."""
    query = select(User).join(Membership, Membership.user_id == User.id)
    query = query.where(Membership.unit_id == unit_id, holds(Membership, on), User.is_active)
    return list(session.scalars(query.order_by(User.display_name)))


def unit_for(
    session: Session, *, commune_id: UUID | None = None, province_id: UUID | None = None, on: date
) -> UnitVersion:
    """The market-management unit for a place of sale: its Đội, else its Chi cục, else the default authority's.

    Raises NotFound when the installation has no such unit at all.
    """
    place = session.get(AdminUnit, commune_id) if commune_id else None
    province = place.parent_id if place else province_id
    for kind, area in (("doi", commune_id), ("chi_cuc", province), ("chi_cuc", default_province(session, on))):
        found = _unit_of(session, kind, line_ids(session, area), on) if area else None
        if found:
            return found
    anyone = list_units(session, on, kinds=("chi_cuc", "doi"))
    if not anyone:
        raise NotFound(lazy("Chưa có đơn vị tiếp nhận nào được khai báo."))
    return anyone[0]


def default_province(session: Session, on: date) -> UUID | None:
    """The province of the installation's default authority."""
    query = select(Authority.province_id).where(Authority.is_default, holds(Authority, on))
    return session.scalars(query).first()


def _unit_of(session: Session, kind: str, area_ids: set[UUID], on: date) -> UnitVersion | None:
    """The unit of a kind for a place: a place that only changed its name or kind keeps its unit."""
    query = select(UnitVersion).join(UnitArea, UnitArea.unit_id == UnitVersion.unit_id)
    query = query.where(UnitVersion.kind == kind, holds(UnitVersion, on), holds(UnitArea, on))
    return session.scalars(query.where(UnitArea.admin_unit_id.in_(area_ids))).first()
