"""Writing people, units, roles and sessions. Refused sign-ins are results, so that they are remembered."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from cryptography.fernet import MultiFernet
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import passwords
from accounts.models import Membership, RoleRight, SignInSession, Unit, UnitArea, UnitVersion, User
from accounts.queries import find_half_signed, find_user_by_login
from core import audit
from core.actor import SYSTEM, Actor
from core.clock import legal_date
from core.config import ROOT
from core.errors import BadInput
from core.fields import clean_text
from core.i18n import lazy
from core.keys import current_key, keys_of
from core.reference import read_rows, reference

FREE_TRIES = 4
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class SignIn:
    """How a sign-in went: `right` (go on), `wrong`, or `wait` until an instant."""

    outcome: str
    token: str = ""
    until: datetime | None = None


def create_unit(
    session: Session, *, code: str, kind: str, name: str, valid_from: date, parent_id: UUID | None = None,
    area_ids: list[UUID] | None = None, source: str = "", actor: Actor, now: datetime,
) -> Unit:  # fmt: skip
    """A unit, what it is from a day on, and the communes or provinces it is responsible for."""
    unit = Unit(code=code)
    session.add(unit)
    session.flush()
    session.add(
        UnitVersion(
            unit_id=unit.id, kind=kind, name=name, parent_id=parent_id, valid_from=valid_from, source=source
        )
    )
    session.add_all(
        UnitArea(unit_id=unit.id, admin_unit_id=area_id, valid_from=valid_from) for area_id in area_ids or []
    )
    facts = {"code": code, "kind": kind, "name": name, "areas": len(area_ids or [])}
    audit.append(session, stream=f"unit:{unit.id}", kind="unit.created", actor=actor, at=now, facts=facts)
    return unit


def create_user(
    session: Session, *, login: str, display_name: str, password: str, password_hash: str = "",
    totp_secret: str = "", actor: Actor, now: datetime,
) -> tuple[User, str]:  # fmt: skip
    """A person who can sign in, and the secret for the authenticator, which is shown once.

    `password_hash` is that of this password where it was made before, for logins that have one together.
    Raises BadInput when the login is taken or the password is too short.
    """
    login = clean_text(login).lower()
    if find_user_by_login(session, login):
        raise BadInput(lazy("Tên đăng nhập “%(login)s” đã có người dùng; chọn tên khác.", login=login), field="login")
    if len(password) < passwords.SHORTEST:
        raise BadInput(
            lazy(
                "Mật khẩu có %(sent)s ký tự, cần ít nhất %(least)s.", sent=len(password), least=passwords.SHORTEST
            ),
            field="password",
        )
    secret = totp_secret or passwords.new_totp_secret()
    user = User(login=login, display_name=clean_text(display_name), created_at=now)
    user.password_hash = password_hash or passwords.hash_password(password)
    user.totp_secret = current_key(session, "person").fernet().encrypt(secret.encode())
    session.add(user)
    session.flush()
    audit.append(session, stream=f"user:{user.id}", kind="user.created", actor=actor, at=now)
    return user, secret


def give_role(
    session: Session, *, user_id: UUID, unit_id: UUID, role: str, valid_from: date, actor: Actor, now: datetime
) -> Membership:
    """A role of a person in a unit, from a day on."""
    membership = Membership(user_id=user_id, unit_id=unit_id, role=role, valid_from=valid_from)
    session.add(membership)
    facts = {"unit": unit_id, "role": role, "from": valid_from}
    audit.append(session, stream=f"user:{user_id}", kind="user.role", actor=actor, at=now, facts=facts)
    return membership


def begin_sign_in(session: Session, *, login: str, password: str, agent: str, now: datetime) -> SignIn:
    """Check the password; after some wrong tries there is a growing wait, never a final lock."""
    user = find_user_by_login(session, login)
    if user is None or not user.is_active:
        passwords.is_password(passwords.NOBODY, password)
        return SignIn("wrong")
    session.refresh(user, with_for_update=True)  # guesses sent at once are counted one by one
    if user.wait_until and user.wait_until > now:
        return SignIn("wait", until=user.wait_until)
    if not passwords.is_password(user.password_hash, password):
        return _remember_failure(session, user, "password", now)
    token = passwords.new_token()
    session.add(
        SignInSession(
            token_hash=passwords.hash_token(token), form_token=passwords.new_token(), user_id=user.id,
            agent=agent[:60], created_at=now, seen_at=now,
        )
    )  # fmt: skip
    return SignIn("right", token)


def confirm_code(session: Session, *, token: str, code: str, now: datetime) -> SignIn:
    """Check the one-time code of a half-open session; a code works once.

    The cookie's value changes, so that one planted before the sign-in is worth nothing.
    """
    found = find_half_signed(session, token)
    if found is None:
        return SignIn("wrong")
    signed, user = found
    session.refresh(user, with_for_update=True)  # two browsers with one code: the second sees it used
    if user.wait_until and user.wait_until > now:
        return SignIn("wait", until=user.wait_until)
    step = passwords.totp_step(open_totp(session, user), code, now.timestamp())
    if step is None or step <= user.totp_last_step:
        return _remember_failure(session, user, "code", now)
    user.totp_last_step, user.failed_count, user.wait_until = step, 0, None
    fresh = passwords.new_token()
    signed.token_hash, signed.totp_passed, signed.seen_at = passwords.hash_token(fresh), True, now
    audit.append(session, stream=f"user:{user.id}", kind="user.signed_in", actor=_self(user), at=now)
    return SignIn("right", fresh)


def end_session(session: Session, *, session_id: UUID, user_id: UUID, now: datetime) -> None:
    """End one of a person's own sessions."""
    row = session.get(SignInSession, session_id)
    if row is not None and row.user_id == user_id and row.ended_at is None:
        row.ended_at = now
        actor = Actor("officer", user_id)
        audit.append(session, stream=f"user:{user_id}", kind="user.signed_out", actor=actor, at=now)


def touch_session(session: Session, *, session_id: UUID, now: datetime) -> None:
    """Remember that the session is in use."""
    session.get_one(SignInSession, session_id).seen_at = now


@reference("accounts")
def load_rights(session: Session, now: datetime) -> None:
    """Load the rights that ship with the product; rows an administrator has ended stay ended."""
    have = {(r.role, r.unit_kind, r.action) for r in session.scalars(select(RoleRight))}
    for row in read_rows(ROOT / "accounts" / "data" / "role_right.csv"):
        for action in row["actions"].split():
            if (row["role"], row["unit_kind"], action) not in have:
                have.add((row["role"], row["unit_kind"], action))  # two lines of a role may give the same action
                session.add(
                    RoleRight(
                        role=row["role"], unit_kind=row["unit_kind"], action=action,
                        valid_from=date.fromisoformat(row["valid_from"]), source=row["source"],
                    )
                )  # fmt: skip


def _remember_failure(session: Session, user: User, what: str, now: datetime) -> SignIn:
    user.failed_count += 1
    if user.failed_count > FREE_TRIES:
        wait = timedelta(seconds=15 * 2 ** (user.failed_count - FREE_TRIES - 1))
        user.wait_until = now + min(wait, LONGEST_WAIT)
    facts = {"what": what, "tries": user.failed_count, "day": legal_date(now)}
    audit.append(session, stream=f"user:{user.id}", kind="user.refused", actor=SYSTEM, at=now, facts=facts)
    return SignIn("wrong")


def open_totp(session: Session, user: User) -> str:
    """The secret of a person's authenticator; shown only to somebody who has just made it."""
    every = MultiFernet([key.fernet() for key in keys_of(session, "person").values()])
    return every.decrypt(user.totp_secret).decode()


def _self(user: User) -> Actor:
    return Actor("officer", user.id)
