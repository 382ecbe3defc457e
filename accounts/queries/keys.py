"""Reading passkeys and recovery codes."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import Passkey, PasskeyChallenge, RecoveryCode, User

CHALLENGE_LASTS = timedelta(minutes=5)


def list_passkeys(session: Session, user_id: UUID) -> list[Passkey]:
    """A person's living passkeys, in the order they were made."""
    rows = select(Passkey).where(Passkey.user_id == user_id, Passkey.ended_at.is_(None))
    return list(session.scalars(rows.order_by(Passkey.created_at)))


def find_passkey(session: Session, credential_id: str) -> tuple[Passkey, User] | None:
    """A living passkey and whose it is."""
    query = select(Passkey, User).join(User, User.id == Passkey.user_id)
    found = session.execute(query.where(Passkey.credential_id == credential_id, Passkey.ended_at.is_(None))).first()
    return (found[0], found[1]) if found else None


def find_challenge(
    session: Session, challenge: bytes, *, user_id: UUID | None, now: datetime
) -> PasskeyChallenge | None:
    """The challenge that was signed, if it is ours, for this purpose, young and not used; held until the commit."""
    query = select(PasskeyChallenge).where(
        PasskeyChallenge.challenge == challenge, PasskeyChallenge.used_at.is_(None),
        PasskeyChallenge.made_at > now - CHALLENGE_LASTS,
    )  # fmt: skip
    row = session.scalars(query.with_for_update()).first()
    return row if row is not None and row.user_id == user_id else None


def count_recovery_codes(session: Session, user_id: UUID) -> int:
    """How many codes of the newest paper are left."""
    query = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.user_id == user_id)
    return session.scalars(query.where(RecoveryCode.used_at.is_(None), RecoveryCode.ended_at.is_(None))).one()
