"""The first sign-in: a first password is changed and the authenticator set up before anything opens."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from accounts import passwords
from accounts.actions.people import open_totp
from accounts.actions.recovery import make_recovery_codes
from accounts.actions.signing import SignIn, open_half_signed, remember_failure
from accounts.models import Passkey, RecoveryCode, SignInSession, User
from accounts.queries import find_half_signed, get_user
from core import audit
from core.actor import Actor
from core.errors import BadInput
from core.i18n import lazy
from core.keys import current_key

WORDS = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """Three groups of five, easy to read over the telephone: 73 random bits."""
    letters = "".join(secrets.choice(WORDS) for _ in range(15))
    return f"{letters[:5]}-{letters[5:10]}-{letters[10:]}"


def renew_sign_in(session: Session, *, user_id: UUID, reason: str, actor: Actor, now: datetime) -> str:
    """A new first password, shown once; sessions, passkeys, recovery codes and authenticator are worth nothing.

    Raises BadInput without a reason, NotFound for nobody.
    """
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do cấp lại"), field="reason")
    user, password = get_user(session, user_id), first_password()
    user.password_hash, user.totp_secret, user.must_change = passwords.hash_password(password), None, True
    user.failed_count, user.wait_until = 0, None
    for table in (SignInSession, Passkey, RecoveryCode):
        living = update(table).where(table.user_id == user_id, table.ended_at.is_(None))
        session.execute(living.values(ended_at=now))
    facts = {"reason": reason.strip()}
    audit.append(session, stream=f"user:{user_id}", kind="user.renewed", actor=actor, at=now, facts=facts)
    return password


def begin_enrolment(session: Session, *, token: str) -> tuple[User, str] | None:
    """Who must set up, and the secret for the authenticator; None when this browser may not.

    The secret stays the same until it is confirmed, so that going back changes nothing.
    """
    found = find_half_signed(session, token)
    if found is None or not found[1].must_change:
        return None
    user = found[1]
    if user.totp_secret is None:
        secret = passwords.new_totp_secret()
        user.totp_secret = current_key(session, "person").fernet().encrypt(secret.encode())
        session.flush()
    return user, open_totp(session, user)


def finish_enrolment(
    session: Session, *, token: str, code: str, password: str, now: datetime
) -> tuple[SignIn, list[str]]:
    """The authenticator works and the password is the person's own: the session opens, with codes for paper.

    Raises BadInput for a password that is too short or the first one again.
    """
    found = find_half_signed(session, token)
    if found is None or not found[1].must_change or found[1].totp_secret is None:
        return SignIn("wrong"), []
    signed, user = found
    session.refresh(user, with_for_update=True)
    if user.wait_until and user.wait_until > now:
        return SignIn("wait", until=user.wait_until), []
    step = passwords.totp_step(open_totp(session, user), code, now.timestamp())
    if step is None:
        return remember_failure(session, user, "code", now), []
    check_new_password(user, password)
    user.password_hash, user.must_change = passwords.hash_password(password), False
    actor = Actor("officer", user.id)
    audit.append(session, stream=f"user:{user.id}", kind="user.enrolled", actor=actor, at=now)
    answer = open_half_signed(session, signed, user, step, now)
    return answer, make_recovery_codes(session, user_id=user.id, actor=actor, now=now)


def change_password(
    session: Session, *, user_id: UUID, old: str, new: str, keep_session: UUID, actor: Actor, now: datetime
) -> None:
    """One's own new password; every other session of the person ends. Raises BadInput for a wrong old one."""
    user = get_user(session, user_id)
    session.refresh(user, with_for_update=True)
    if not passwords.is_password(user.password_hash, old):
        raise BadInput(lazy("Mật khẩu hiện nay không đúng"), field="old_password")
    check_new_password(user, new)
    user.password_hash = passwords.hash_password(new)
    end_other_sessions(session, user_id=user_id, keep_session=keep_session, actor=actor, now=now)
    audit.append(session, stream=f"user:{user_id}", kind="user.password_changed", actor=actor, at=now)


def end_other_sessions(
    session: Session, *, user_id: UUID, keep_session: UUID | None, actor: Actor, now: datetime
) -> None:
    """End every session of a person, or all but one."""
    living = update(SignInSession).where(SignInSession.user_id == user_id, SignInSession.ended_at.is_(None))
    session.execute(living.where(SignInSession.id != keep_session).values(ended_at=now) if keep_session
                    else living.values(ended_at=now))  # fmt: skip
    audit.append(session, stream=f"user:{user_id}", kind="user.sessions_ended", actor=actor, at=now)


def check_new_password(user: User, password: str) -> None:
    """Raises BadInput for a password that is too short, the login itself, or the one before."""
    if len(password) < passwords.SHORTEST:
        text = lazy("Mật khẩu có %(sent)s ký tự, cần ít nhất %(least)s.", sent=len(password), least=passwords.SHORTEST)
        raise BadInput(text, field="password")
    if user.login in password.lower() or passwords.is_password(user.password_hash, password):
        raise BadInput(lazy("Chọn mật khẩu khác mật khẩu cũ và không chứa tên đăng nhập"), field="password")
