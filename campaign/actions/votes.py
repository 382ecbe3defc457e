"""Voting: one phone, one vote, confirmed by a code; too many phones on one browser wait for an officer's look."""

import hashlib
import hmac
import logging
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.models import Ballot, VoteCandidate, VoteRound
from campaign.queries.votes import count_on_device, find_ballot, get_round, is_open, list_candidates
from core import audit, jobs, personal
from core.actor import Actor
from core.clock import legal_date
from core.db import new_id
from core.errors import BadInput, Conflict
from core.i18n import lazy
from notifications.gateways import ShortMessage, channels, send_short
from registry.actions.slugs import free_slug

log = logging.getLogger(__name__)
POSTMAN = Actor("system", label="campaign.votes")
CODE_MINUTES, TRIES, SENDINGS, PHONES_ON_DEVICE = 10, 5, 3, 3
JOB = "campaign.vote_code"
audit.required["vote"] = lambda session: session.scalars(select(VoteRound.id))


def make_round(
    session: Session, *, title: str, intro: str, opens_on: date, closes_on: date,
    candidates: Sequence[tuple[str, str, UUID | None]], province_id: UUID, unit_id: UUID, is_sample: bool = False,
    actor: Actor, now: datetime,
) -> VoteRound:  # fmt: skip
    """Set up a vote over candidates (name, maker, product). Raises BadInput naming the field."""
    if closes_on < opens_on:
        raise BadInput(lazy("Ngày kết thúc phải bằng hoặc sau ngày bắt đầu."), field="closes_on")
    names = [name.casefold() for name, _maker, _product in candidates]
    if len(names) < 2 or len(set(names)) != len(names):
        raise BadInput(lazy("Ghi từ hai sản phẩm khác nhau, mỗi dòng một sản phẩm"), field="candidates")
    row = VoteRound(
        slug=free_slug(session, VoteRound, title, fallback="binh-chon"), title=title, intro=intro, opens_on=opens_on,
        closes_on=closes_on, province_id=province_id, unit_id=unit_id, made_at=now, actor=str(actor)[:60],
        is_sample=is_sample,
    )  # fmt: skip
    session.add(row)
    session.flush()
    for position, (name, maker, product_id) in enumerate(candidates, start=1):
        session.add(
            VoteCandidate(round_id=row.id, position=position, name=name, maker=maker, product_id=product_id)
        )
    _record(session, row.id, "vote.made", {"title": title, "candidates": len(candidates)}, actor, now)
    return row


def cast_vote(
    session: Session, *, round_id: UUID, candidate_id: UUID, phone: str, device: str, now: datetime
) -> tuple[Ballot, str]:
    """Take a vote and send a code to its phone; (the ballot, the code). The number is forgotten once it was used.

    Raises BadInput for a phone that has voted or asked too often, Conflict when the vote is closed.
    """
    found = get_round(session, round_id)
    if not is_open(found, legal_date(now)):
        raise Conflict(lazy("Cuộc bình chọn này chưa mở hoặc đã đóng."))
    if candidate_id not in {each.id for each in list_candidates(session, round_id)}:
        raise BadInput(lazy("Chọn một sản phẩm trong danh sách"), field="candidate")
    voter, code = voter_of(session, round_id, phone), f"{secrets.randbelow(10**6):06}"
    ballot = find_ballot(session, round_id, voter)
    if ballot is None:
        ballot = Ballot(id=new_id(), round_id=round_id, voter=voter, state="waiting", tries=0, sendings=0)
        session.add(ballot)
    elif ballot.state != "waiting":
        raise BadInput(lazy("Số điện thoại này đã bình chọn; mỗi số một phiếu"), field="phone")
    elif ballot.sendings >= SENDINGS and now < ballot.at + timedelta(days=1):
        raise BadInput(lazy("Đã gửi %(most)s mã đến số này; thử lại ngày mai", most=SENDINGS), field="phone")
    ballot.sendings = 1 if ballot.sendings >= SENDINGS else ballot.sendings + 1
    ballot.candidate_id, ballot.device, ballot.at, ballot.tries = candidate_id, device, now, 0
    ballot.code_hash, ballot.code_until = _hash(ballot, code), now + timedelta(minutes=CODE_MINUTES)
    session.flush()
    person = personal.store_person(session, values={"phone": phone}, now=now)
    jobs.enqueue(session, kind=JOB, payload={"person": str(person), "code": code}, run_at=now)
    return ballot, code


def confirm_vote(session: Session, *, round_id: UUID, ballot_id: UUID, code: str, now: datetime) -> str:
    """Count a vote whose code is right: "counted", "held", "wrong" or "late"; a wrong try is remembered."""
    ballot = session.get(Ballot, ballot_id, with_for_update=True)
    if ballot is None or ballot.round_id != round_id or ballot.state != "waiting":
        return "late"
    if now > ballot.code_until or ballot.tries >= TRIES or not is_open(get_round(session, round_id), legal_date(now)):
        return "late"
    if not hmac.compare_digest(_hash(ballot, code), ballot.code_hash):
        ballot.tries += 1
        return "wrong"
    is_many = count_on_device(session, round_id, ballot.device) >= PHONES_ON_DEVICE
    ballot.state, ballot.counted_at = "held" if is_many else "counted", now
    return ballot.state


def count_held(session: Session, *, round_id: UUID, device: str, actor: Actor, now: datetime) -> int:
    """An officer looked at the votes held of one browser and counts them; how many."""
    query = select(Ballot).where(Ballot.round_id == round_id, Ballot.device == device, Ballot.state == "held")
    held = list(session.scalars(query))
    for ballot in held:
        ballot.state = "counted"
    _record(session, round_id, "vote.held_counted", {"device": device[:8], "ballots": len(held)}, actor, now)
    return len(held)


def voter_of(session: Session, round_id: UUID, phone: str) -> str:
    """A keyed hash of a phone in one round: tells two phones apart and says nothing of the number."""
    return personal.blind_index(session, f"vote:{round_id}", phone)


@jobs.job(JOB)
def send_code(session: Session, payload: dict, now: datetime) -> None:
    """Send the code, then erase the number."""
    person = UUID(payload["person"])
    number = personal.reveal(session, person_id=person, field="phone", actor=POSTMAN, reason=JOB, now=now)
    ways = channels()
    text = f"Mã bình chọn: {payload['code']}, dùng trong {CODE_MINUTES} phút. Không đưa mã cho ai."
    if ways and number:
        send_short(ways[-1], ShortMessage(person, number, text))
    elif not ways:
        log.info("vote code: no gateway for short messages is set")
    personal.erase_person(session, person_id=person, actor=POSTMAN, now=now)


def _hash(ballot: Ballot, code: str) -> str:
    return hashlib.sha256(f"{ballot.id}|{ballot.voter}|{code}".encode()).hexdigest()


def _record(session: Session, round_id: UUID, kind: str, facts: dict, actor: Actor, now: datetime) -> None:
    audit.append(session, stream=f"vote:{round_id}", kind=kind, actor=actor, at=now, facts=facts)
