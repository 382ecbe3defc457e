"""Reading people, their sessions and rights."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from accounts.models import Membership, RoleRight, SignInSession, UnitVersion, User
from accounts.passwords import hash_token
from accounts.queries.units import holds
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


def list_officers(session: Session, unit_id: UUID, on: date) -> list[User]:
    """The people of a unit, by name."""
    query = select(User).join(Membership, Membership.user_id == User.id)
    query = query.where(Membership.unit_id == unit_id, holds(Membership, on), User.is_active)
    return list(session.scalars(query.order_by(User.display_name)))
