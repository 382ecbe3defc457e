"""Signing in and out. Refused sign-ins are results, so that they are remembered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from accounts import passwords
from accounts.actions.people import open_totp
from accounts.actions.recovery import use_recovery_code
from accounts.models import SignInSession, User
from accounts.queries import find_half_signed, find_user_by_login
from core import audit
from core.actor import SYSTEM, Actor
from core.clock import legal_date

FREE_TRIES = 4
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class SignIn:
    """How a sign-in went: `right` (go on), `wrong`, `enrol` (set up first), or `wait` until an instant."""

    outcome: str
    token: str = ""
    until: datetime | None = None


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
        return remember_failure(session, user, "password", now)
    token = passwords.new_token()
    session.add(
        SignInSession(
            token_hash=passwords.hash_token(token), form_token=passwords.new_token(), user_id=user.id,
            agent=agent[:60], created_at=now, seen_at=now,
        )
    )  # fmt: skip
    return SignIn("right", token)


def confirm_code(session: Session, *, token: str, code: str, now: datetime) -> SignIn:
    """Check the one-time code of a half-open session, or a recovery code; each works once.

    The cookie's value changes, so that one planted before the sign-in is worth nothing.
    """
    found = find_half_signed(session, token)
    if found is None:
        return SignIn("wrong")
    signed, user = found
    session.refresh(user, with_for_update=True)  # two browsers with one code: the second sees it used
    if user.wait_until and user.wait_until > now:
        return SignIn("wait", until=user.wait_until)
    if user.must_change or user.totp_secret is None:
        return SignIn("enrol")
    if use_recovery_code(session, user=user, typed=code, now=now):
        return open_half_signed(session, signed, user, user.totp_last_step, now)
    step = passwords.totp_step(open_totp(session, user), code, now.timestamp())
    if step is None or step <= user.totp_last_step:
        return remember_failure(session, user, "code", now)
    return open_half_signed(session, signed, user, step, now)


def open_half_signed(session: Session, signed: SignInSession, user: User, step: int, now: datetime) -> SignIn:
    """The second proof was given: the session opens under a new value of the cookie."""
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


def remember_failure(session: Session, user: User, what: str, now: datetime) -> SignIn:
    """Count a wrong try; after some there is a growing wait."""
    user.failed_count += 1
    if user.failed_count > FREE_TRIES:
        wait = timedelta(seconds=15 * 2 ** (user.failed_count - FREE_TRIES - 1))
        user.wait_until = now + min(wait, LONGEST_WAIT)
    facts = {"what": what, "tries": user.failed_count, "day": legal_date(now)}
    audit.append(session, stream=f"user:{user.id}", kind="user.refused", actor=SYSTEM, at=now, facts=facts)
    return SignIn("wrong")


def _self(user: User) -> Actor:
    return Actor("officer", user.id)
