"""Disputes over money back: the trader's link, the steps, what Sở Công Thương has in hand."""

import hashlib
import hmac
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.calendar import add_working_days
from areas.models import AdminUnit
from complaints.disputes import Standing, stand
from complaints.models import Complaint, DisputeStep, MoneyRequest, ToldTerm
from complaints.queries.arrival import TRADER, find_told_term
from complaints.queries.terms import list_holidays
from core.clock import legal_date
from core.errors import NotFound
from core.i18n import lazy
from core.keys import current_key, keys_of

TOKEN_LETTERS = 32  # 128 bits as hexadecimal digits


@dataclass(frozen=True)
class Dispute:
    """A request with its report and its steps; `place` is the commune of the sale, "" when unknown."""

    request: MoneyRequest
    complaint: Complaint
    place: str
    steps: list[DisputeStep]
    standing: Standing
    term: ToldTerm | None  # the days that a trader has to answer
    due_on: date | None  # the last of them; None while the buyer gave no day of asking


def new_trader_mark(session: Session, complaint_id: UUID) -> str:
    """The hash kept of the link's token."""
    return _mark(_token(current_key(session, "intake").secret, complaint_id))


def find_trader_token(session: Session, request: MoneyRequest) -> str:
    """The token of the link, made again from the key; "" for requests written before there were links."""
    tokens = (_token(key.secret, request.complaint_id) for key in keys_of(session, "intake").values())
    return next((token for token in tokens if _mark(token) == request.trader_mark), "")


def find_by_trader_token(session: Session, token: str) -> Dispute | None:
    """The dispute of a link; None for one that we never printed."""
    request = session.scalars(select(MoneyRequest).filter_by(trader_mark=_mark(token[:100]))).first()
    return _read(session, request) if request else None


def get_dispute(session: Session, complaint_id: UUID, unit_ids: Set[UUID]) -> Dispute:
    """One that reached these units. Raises NotFound."""
    request = session.get(MoneyRequest, complaint_id)
    if request is None or request.requested_at is None or request.unit_id not in unit_ids:
        raise NotFound(lazy("Không có yêu cầu này."))
    return _read(session, request)


def list_dispute_steps(session: Session, complaint_id: UUID) -> list[DisputeStep]:
    """All steps in their order."""
    return list(session.scalars(select(DisputeStep).filter_by(complaint_id=complaint_id).order_by(DisputeStep.seq)))


def list_standings(session: Session, complaint_ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """Where several disputes stand: one statement."""
    wanted = list(complaint_ids)
    query = select(DisputeStep).where(DisputeStep.complaint_id.in_(wanted)).order_by(DisputeStep.seq)
    found: dict[UUID, list[DisputeStep]] = {each: [] for each in wanted}
    for step in session.scalars(query):
        found[step.complaint_id].append(step)
    return {each: stand(steps) for each, steps in found.items()}


def _read(session: Session, request: MoneyRequest) -> Dispute:
    complaint = session.get_one(Complaint, request.complaint_id)
    unit = session.get(AdminUnit, complaint.commune_id) if complaint.commune_id else None
    steps = list_dispute_steps(session, request.complaint_id)
    term = find_told_term(session, TRADER, request.asked_on or legal_date(complaint.filed_at))
    return Dispute(
        request, complaint, unit.full_name if unit else "", steps, stand(steps), term,
        last_day_of_trader(session, request.asked_on, term),
    )  # fmt: skip


def last_day_of_trader(session: Session, asked_on: date | None, term: ToldTerm | None) -> date | None:
    """The last working day that a trader has to answer (Luật 19/2023/QH15 Điều 57 khoản 2)."""
    if asked_on is None or term is None:
        return None
    return add_working_days(asked_on, term.days, list_holidays(session, asked_on))


def _token(secret: bytes, complaint_id: UUID) -> str:
    return hmac.new(secret, f"trader|{complaint_id}".encode(), hashlib.sha256).hexdigest()[:TOKEN_LETTERS]


def _mark(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
