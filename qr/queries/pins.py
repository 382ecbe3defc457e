"""Reading PIN rules, tries and first openings."""

from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.keys import keys_of
from qr.models import CodeClaim, CodeRange, PinRule, PinTry
from qr.serials import Opened


def find_claim(session: Session, opened: Opened) -> CodeClaim | None:
    """Who opened the PIN of the code first."""
    return session.get(CodeClaim, (opened.generation, opened.number))


def lock_range(session: Session, opened: Opened) -> None:
    """Hold the range of the code until the commit, so that two who open a PIN at once come one after the other."""
    held = select(CodeRange.id).where(CodeRange.generation == opened.generation, CodeRange.last_number >= opened.number)
    session.execute(held.where(CodeRange.first_number <= opened.number).with_for_update())


def find_pin_secret(session: Session, opened: Opened | None, pin_key: int | None) -> bytes | None:
    """The secret behind the PIN of a code; None for codes without one."""
    if opened is None or pin_key is None:
        return None
    key = keys_of(session, "pin", number=pin_key).get(pin_key)
    return key.secret if key else None


def rules_on(session: Session, on: date) -> dict[str, PinRule]:
    """The rule of a day for device, network and code."""
    held = select(PinRule).where(PinRule.valid_from <= on, or_(PinRule.valid_to.is_(None), PinRule.valid_to >= on))
    return {rule.who: rule for rule in session.scalars(held.order_by(PinRule.valid_from))}


def waits_until(session: Session, whos: list[str], on: date, now: datetime) -> datetime | None:
    """Until when the slowest of these must wait; None when nobody has to."""
    latest = select(func.max(PinTry.wait_until)).where(PinTry.who.in_(whos), PinTry.day == on)
    until = session.scalar(latest)
    return until if until and until > now else None
