"""Recovery codes: a new paper, and one code used in place of the telephone."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import RecoveryCode, User
from accounts.recovery import hash_code, make_codes, read_code, show_code
from core import audit
from core.actor import Actor
from core.keys import current_key, keys_of


def make_recovery_codes(session: Session, *, user_id: UUID, actor: Actor, now: datetime) -> list[str]:
    """Ten new codes, shown once; those of the paper before are worth nothing."""
    old = update(RecoveryCode).where(RecoveryCode.user_id == user_id, RecoveryCode.ended_at.is_(None))
    session.execute(old.values(ended_at=now))
    secret, codes = current_key(session, "pepper").secret, make_codes()
    session.add_all(RecoveryCode(user_id=user_id, code_hash=hash_code(secret, code), made_at=now) for code in codes)
    audit.append(session, stream=f"user:{user_id}", kind="user.recovery_made", actor=actor, at=now)
    return [show_code(code) for code in codes]


def use_recovery_code(session: Session, *, user: User, typed: str, now: datetime) -> bool:
    """Whether what was typed is a code of this person that was never used; it is used up then."""
    code = read_code(typed)
    if code is None:
        return False
    hashes = [hash_code(key.secret, code) for key in keys_of(session, "pepper").values()]
    query = select(RecoveryCode).where(
        RecoveryCode.user_id == user.id, RecoveryCode.code_hash.in_(hashes), RecoveryCode.used_at.is_(None),
        RecoveryCode.ended_at.is_(None),
    )  # fmt: skip
    row = session.scalars(query.with_for_update()).first()
    if row is None:
        return False
    row.used_at = now
    actor = Actor("officer", user.id)
    audit.append(session, stream=f"user:{user.id}", kind="user.recovery_used", actor=actor, at=now)
    return True
