"""The steps of a dispute over money back: the trader's answer, then what Sở Công Thương does with both sides.

Each step is a row, a step of the report with the sentence that its reporter reads, and a line of its audit.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from complaints.actions.arrival import lock_request
from complaints.actions.handling import refuse_leftovers, tell_reporter
from complaints.actions.steps import add_step, lock_case
from complaints.disputes import (
    AGREE,
    ANSWERED,
    ANSWERS,
    END_RESULTS,
    ENDED,
    INVITED,
    OFFER,
    REFUSE,
    REVERSED,
    SESSION,
    SESSION_RESULTS,
    SETTLED,
    TAKEN,
    Standing,
    stand,
)  # fmt: skip
from complaints.models import Complaint, DisputeStep, MoneyRequest
from complaints.queries.arrival import opening_day
from complaints.queries.disputes import list_dispute_steps
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.i18n import in_vietnamese, lazy
from core.text import format_date, format_money

TRADER = Actor("trader")
UNMARKED = ("words", "conciliator")
"""Not copied into the audit: somebody's own words, somebody's name."""


def answer_as_trader(
    session: Session, *, complaint_id: UUID, answer: str, words: str, amount: int | None, now: datetime
) -> DisputeStep:
    """What the trader says to the request, once. A refusal or another offer opens Sở Công Thương to the buyer at once.

    Raises BadInput for an offer without words, Conflict when it was answered or is over.
    """
    request, standing, today = *_lock(session, complaint_id), legal_date(now)
    if standing.answer:
        said = format_date(standing.answer.happened_on)
        raise Conflict(lazy("Yêu cầu này đã được trả lời ngày %(day)s.", day=said), field="answer")
    if standing.last(ENDED):
        raise Conflict(lazy("Sở Công Thương đã kết thúc việc này."), field="answer")
    if answer != AGREE and not words.strip():
        raise BadInput(lazy("Ghi đề nghị hoặc lý do không đồng ý"), field="words")
    if not request.requested_at:
        request.asked = "refused" if answer == REFUSE else "asked"
        request.asked_on = request.asked_on or today
        is_over = answer in (REFUSE, OFFER)
        request.opens_on = today if is_over else opening_day(
            session, asked=request.asked, asked_on=request.asked_on, today=today
        )  # fmt: skip
    public = f"Người bán trả lời: {in_vietnamese(ANSWERS[answer])}{_sum(amount)}.{_quote(words)}"
    values = {"result": answer, "amount": amount, "words": words.strip()}
    return _add(session, request, ANSWERED, today, public, TRADER, now, **values)


def take_dispute(session: Session, *, complaint_id: UUID, reference: str, actor: Actor, now: datetime) -> DisputeStep:
    """Sở Công Thương takes the request; `reference`: its number in the system of 1800.6838, if it came from there."""
    request, standing = _lock(session, complaint_id)
    if request.requested_at is None:
        raise Conflict(lazy("Người mua chưa gửi yêu cầu này đến Sở Công Thương."))
    if standing.last(TAKEN):
        raise Conflict(lazy("Yêu cầu này đã được nhận."), field="reference")
    public = "Sở Công Thương đã nhận yêu cầu hoàn tiền, đổi hàng của bạn."
    return _add(session, request, TAKEN, legal_date(now), public, actor, now, reference=reference.strip())


def invite_parties(
    session: Session, *, complaint_id: UUID, on: date, place: str, words: str, actor: Actor, now: datetime
) -> DisputeStep:
    """Ask both sides to come. Raises BadInput for a day that has passed or no place."""
    request, _standing = _lock_open(session, complaint_id)
    if on < legal_date(now):
        raise BadInput(lazy("Ngày mời phải là hôm nay hoặc sau đó"), field="invited_on")
    if not place.strip():
        raise BadInput(lazy("Ghi nơi họp"), field="place")
    refuse_leftovers(words, "invite_words")
    public = f"Sở Công Thương mời thương lượng, hòa giải ngày {format_date(on)} tại {place.strip()}.{_quote(words)}"
    return _add(session, request, INVITED, on, public, actor, now, place=place.strip(), words=words.strip())


def write_session(
    session: Session, *, complaint_id: UUID, on: date, minutes_number: str, conciliator: str, buyer_came: bool,
    trader_came: bool, result: str, amount: int | None, words: str, actor: Actor, now: datetime,
) -> DisputeStep:  # fmt: skip
    """What a session came to, by its paper minutes; "settled" needs both sides there, only it has an amount.

    Raises BadInput for a day to come, no number, or what does not fit; Conflict for a number written before.
    """
    request, standing = _lock_open(session, complaint_id)
    number = minutes_number.strip()
    if on > legal_date(now):
        raise BadInput(lazy("Ngày họp phải là hôm nay hoặc trước đó"), field="held_on")
    if not number:
        raise BadInput(lazy("Ghi số biên bản"), field="minutes_number")
    if any(step.minutes_number == number for step in standing.steps):
        raise Conflict(lazy("Biên bản %(number)s đã được ghi.", number=number), field="minutes_number")
    if result == SETTLED and not (buyer_came and trader_came):
        raise BadInput(lazy("Thành khi cả hai bên có mặt"), field="session_result")
    _check_amount(result, amount, "session_amount")
    came_to = in_vietnamese(SESSION_RESULTS[result])
    public = f"Buổi thương lượng, hòa giải ngày {format_date(on)}: {came_to}{_sum(amount)}.{_quote(words)}"
    return _add(
        session, request, SESSION, on, public, actor, now, minutes_number=number, conciliator=conciliator.strip(),
        buyer_came=buyer_came, trader_came=trader_came, result=result, amount=amount, words=words.strip(),
    )  # fmt: skip


def end_dispute(
    session: Session, *, complaint_id: UUID, result: str, amount: int | None, words: str, actor: Actor, now: datetime
) -> DisputeStep:
    """Close it: settled only when a session or the trader's answer agreed, else with the reason.

    Raises BadInput for what does not fit.
    """
    request, standing = _lock_open(session, complaint_id)
    if result == SETTLED and not standing.is_settled:
        raise BadInput(lazy("Thành cần một buổi họp thành hoặc câu trả lời đồng ý của người bán"), field="end_result")
    if result != SETTLED and not words.strip():
        raise BadInput(lazy("Ghi lý do kết thúc"), field="end_words")
    _check_amount(result, amount, "end_amount")
    came_to = in_vietnamese(END_RESULTS[result])
    public = f"Sở Công Thương kết thúc việc thương lượng, hòa giải: {came_to}{_sum(amount)}.{_quote(words)}"
    values = {"result": result, "amount": amount, "words": words.strip()}
    return _add(session, request, ENDED, legal_date(now), public, actor, now, **values)


def reverse_step(session: Session, *, complaint_id: UUID, reason: str, actor: Actor, now: datetime) -> DisputeStep:
    """Take the newest step of Sở Công Thương back by a step that says why. Raises NotFound when there is none."""
    request, standing = _lock(session, complaint_id)
    wrong = standing.newest_of_desk
    if wrong is None:
        raise NotFound(lazy("Không có bước nào để rút lại."))
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do rút lại"), field="reason")
    public = f"Sở Công Thương đính chính bước ghi ngày {format_date(legal_date(wrong.at))}.{_quote(reason)}"
    values = {"reverses": wrong.seq, "words": reason.strip()}
    return _add(session, request, REVERSED, legal_date(now), public, actor, now, **values)


def _lock(session: Session, complaint_id: UUID) -> tuple[MoneyRequest, Standing]:
    lock_case(session, complaint_id)
    request = lock_request(session, complaint_id)
    if request is None:
        raise NotFound(lazy("Phản ánh này không có yêu cầu hoàn tiền."))
    return request, stand(list_dispute_steps(session, complaint_id))


def _lock_open(session: Session, complaint_id: UUID) -> tuple[MoneyRequest, Standing]:
    request, standing = _lock(session, complaint_id)
    if not standing.is_open:
        raise Conflict(lazy("Chỉ ghi được khi Sở Công Thương đã nhận và chưa kết thúc."))
    return request, standing


def _check_amount(result: str, amount: int | None, field: str) -> None:
    if amount is not None and result != SETTLED:
        raise BadInput(lazy("Chỉ ghi số tiền khi thành"), field=field)


def _sum(amount: int | None) -> str:
    return f", {format_money(amount)}" if amount is not None else ""


def _quote(words: str) -> str:
    return f" “{words.strip()}”" if words.strip() else ""


def _add(
    session: Session, request: MoneyRequest, kind: str, on: date, public: str, actor: Actor, now: datetime, **values
) -> DisputeStep:  # fmt: skip
    """The row, the step of the report, the news for its reporter."""
    seq = len(list_dispute_steps(session, request.complaint_id)) + 1
    step = DisputeStep(
        complaint_id=request.complaint_id, seq=seq, kind=kind, happened_on=on, at=now, actor=str(actor), **values
    )  # fmt: skip
    session.add(step)
    complaint = session.get_one(Complaint, request.complaint_id)  # held by `_lock`
    kept = {key: value for key, value in values.items() if key not in UNMARKED and value not in ("", None)}
    add_step(
        session, complaint, kind=f"dispute_{kind}", actor=actor, now=now, public=public,
        facts={"dispute_step": seq, "on": str(on)} | kept,
    )  # fmt: skip
    tell_reporter(session, complaint, now)
    return step
