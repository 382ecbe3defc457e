"""Opening a scratch PIN. Refusals are answers, not exceptions, so that wrong tries are remembered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.clock import legal_date
from core.jobs import enqueue, job
from qr.actions.signals import JOB as SCORE
from qr.models import CodeClaim, PinRule, PinTry
from qr.pins import is_right, read_pin, wait_after
from qr.queries.pins import find_claim, find_pin_secret, lock_range, rules_on, waits_until
from qr.serials import Opened

NOBODY = b"a secret of no label, so that a code without a PIN costs the same time"
KEPT = timedelta(days=2)


class Opening(StrEnum):
    """What became of a try."""

    FIRST = "first"
    AGAIN = "again"
    WRONG = "wrong"
    WAIT = "wait"


@dataclass(frozen=True)
class Tried:
    """The answer to a try. `claim` is the first opening; `until` when the next try is heard."""

    result: Opening
    claim: CodeClaim | None = None
    is_own: bool = False
    until: datetime | None = None


def open_pin(
    session: Session, *, serial: str, opened: Opened | None, pin_key: int | None, typed: str, device: str,
    network: str, province_code: str | None, now: datetime,
) -> Tried:  # fmt: skip
    """Try a PIN. The first right one is kept for ever; wrong ones cost the device, the network and the code time.

    The answer is the same for a wrong PIN, for a code without one and for a serial nobody issued.
    `device` is "" for a phone without our cookie.
    """
    whos = _whos(opened, serial, device, network)
    until = waits_until(session, list(whos), legal_date(now), now)
    if until:
        return Tried(Opening.WAIT, until=until)
    secret = find_pin_secret(session, opened, pin_key)
    right = is_right(secret or NOBODY, serial, read_pin(typed))
    if opened is None or secret is None or not right:
        return Tried(Opening.WRONG, until=_count_wrong(session, whos, now))
    return _claim(session, opened, device, network, province_code, now)


def _claim(
    session: Session, opened: Opened, device: str, network: str, province_code: str | None, now: datetime
) -> Tried:
    """The first opening, or the one that came before; two at once leave one. Only a cookie is known again."""
    lock_range(session, opened)
    first = find_claim(session, opened)
    if first:
        is_own = bool(device) and first.device == device
        if not is_own:
            first.opened_again += 1
            enqueue(session, kind=SCORE, payload={"generation": opened.generation, "number": opened.number}, run_at=now)
        return Tried(Opening.FIRST if is_own else Opening.AGAIN, first, is_own)
    claim = CodeClaim(
        generation=opened.generation, number=opened.number, at=now, device=device or network,
        province_code=province_code,
    )  # fmt: skip
    session.add(claim)
    session.flush()
    return Tried(Opening.FIRST, claim)


def _whos(opened: Opened | None, serial: str, device: str, network: str) -> dict[str, str]:
    """Whose tries are counted -> the rule for them."""
    code = f"{opened.generation}:{opened.number}" if opened else serial
    counted = {f"network:{network}": "network", f"code:{code}": "code"}
    return counted | ({f"device:{device}": "device"} if device else {})


def _count_wrong(session: Session, whos: dict[str, str], now: datetime) -> datetime | None:
    day, rules = legal_date(now), rules_on(session, legal_date(now))
    waits = [_count_one(session, who, rules[rule], day, now) for who, rule in whos.items()]
    return max(filter(None, waits), default=None)


def _count_one(session: Session, who: str, rule: PinRule, day, now: datetime) -> datetime | None:
    row = session.get(PinTry, (who, day), with_for_update=True)
    if row is None:
        row = PinTry(who=who, day=day, wrong=0, wait_until=now)
        session.add(row)
    row.wrong += 1
    first, longest = (timedelta(seconds=seconds) for seconds in (rule.first_wait, rule.longest_wait))
    wait = wait_after(row.wrong, free=rule.free, first=first, longest=longest)
    row.wait_until = now + wait
    session.flush()
    return row.wait_until if wait else None


@job("qr.forget_pin_tries", every=timedelta(hours=6))
def forget_tries(session: Session, _payload: dict, now: datetime) -> None:
    """Tries of days gone by are needed no more."""
    session.execute(delete(PinTry).where(PinTry.day < legal_date(now - KEPT)))
