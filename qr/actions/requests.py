"""Codes asked for by producers: issued at once, or queued with the quota in words and answered by the department."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.db import new_id
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy
from core.text import format_number
from qr.actions.codes import MOST, issue_codes
from qr.actions.shared import LEVELS, issue_shared
from qr.models import CodeRequest
from qr.queries.requests import find_waiting, get_allowance, is_called_back
from qr.quotas import ISSUE, judge_request, split_batches
from registry.actions.applications import due_on
from registry.actions.notices import notify_producer
from registry.codes import make_product_code
from registry.models import Lot, Producer, Product
from registry.queries.applications import find_holder

MOST_ASKED = 10_000_000
"""Labels in one request."""

RESULTS = {
    "approved": "Yêu cầu mã %(number)s: đã cấp %(granted)s tem",
    "returned": "Yêu cầu mã %(number)s: trả lại",
}


def ask_codes(
    session: Session, *, producer_id: UUID, lot_id: UUID, level: str, count: int, purpose: str, has_pin: bool = False,
    is_signed: bool = False, form_key: str, actor: Actor, now: datetime,
) -> CodeRequest:  # fmt: skip
    """A producer asks for labels of a lot. Sent twice with one form key is one request.

    Raises NotFound for a lot of others; BadInput for a lot that may not get codes and for too many.
    """
    before = session.scalar(select(CodeRequest).filter_by(form_key=form_key, producer_id=producer_id))
    if before is not None:
        return before
    producer = session.get_one(Producer, producer_id, with_for_update=True)  # two at once come after one another
    lot, product = _own_lot(session, lot_id, producer_id, now)
    _check(session, lot, level, count, purpose)
    allowance = get_allowance(session, producer, now)
    request = CodeRequest(
        id=new_id(), number=_free_number(session), form_key=form_key, producer_id=producer.id, product_id=product.id,
        lot_id=lot.id, level=level, count=count, purpose=purpose, has_pin=has_pin and level == "item",
        is_signed=is_signed and level == "item", quota=allowance.quota, used=allowance.used, sent_at=now,
        unit_id=find_holder(session, producer.commune_id, legal_date(now), is_ocop=False),
        due_on=due_on(session, "codes", legal_date(now)), state="waiting", version=1, is_sample=producer.is_sample,
    )  # fmt: skip
    session.add(request)
    session.flush()
    _record(session, request, "request.filed", actor, now)
    if judge_request(count, allowance) == ISSUE:
        _grant(session, request, count, "", actor, now)
    return request


def approve_request(
    session: Session, *, request_id: UUID, granted: int, reason: str = "", version: int, actor: Actor, now: datetime
) -> CodeRequest:
    """Issue what was asked for, or less with a reason, and tell the producer.

    Raises BadInput for more than was asked or less without a reason, Conflict when somebody answered already.
    """
    request = _take(session, request_id, version)
    if not 1 <= granted <= request.count:
        raise BadInput(
            lazy(
                "Số tem cấp cần từ 1 đến %(most)s, không phải %(sent)s.",
                most=format_number(request.count),
                sent=granted,
            ),
            field="granted",
        )
    if granted < request.count and not reason.strip():
        raise BadInput(lazy("Cấp ít hơn số xin thì ghi lý do cho cơ sở đọc."), field="reason")
    _grant(session, request, granted, reason.strip(), actor, now)
    _tell(session, request, now)
    return request


def return_request(
    session: Session, *, request_id: UUID, reason: str, version: int, actor: Actor, now: datetime
) -> CodeRequest:
    """Send the request back with a reason. Raises BadInput without one, Conflict when it was answered."""
    request = _take(session, request_id, version)
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do trả lại cho cơ sở đọc."), field="reason")
    _decide(session, request, "returned", reason.strip(), actor, now)
    _tell(session, request, now)
    return request


def withdraw_request(session: Session, *, request_id: UUID, version: int, actor: Actor, now: datetime) -> CodeRequest:
    """The producer needs it no more. Raises Conflict when it was answered."""
    request = _take(session, request_id, version)
    _decide(session, request, "withdrawn", "", actor, now)
    return request


def _own_lot(session: Session, lot_id: UUID, producer_id: UUID, now: datetime) -> tuple[Lot, Product]:
    lot = session.get(Lot, lot_id)
    product = session.get(Product, lot.product_id) if lot else None
    if lot is None or product is None or product.producer_id != producer_id:
        raise NotFound(lazy("Không có lô này."), field="lot")
    if product.state != "approved":
        raise BadInput(lazy("Sản phẩm của lô này chưa được duyệt nên chưa có mã."), field="lot")
    if lot.expires_on and lot.expires_on < legal_date(now):
        raise BadInput(lazy("Lô %(lot)s đã hết hạn dùng.", lot=lot.number), field="lot")
    return lot, product


def _check(session: Session, lot: Lot, level: str, count: int, purpose: str) -> None:
    if is_called_back(session, lot):
        raise BadInput(lazy("Lô %(lot)s đang bị thu hồi.", lot=lot.number), field="lot")
    if level not in ("item", *LEVELS):
        raise BadInput(lazy("Chọn mã cho từng món, cả lô hay mọi món."), field="level")
    if not 1 <= count <= MOST_ASKED:
        raise BadInput(
            lazy("Một yêu cầu có từ 1 đến %(most)s tem, không phải %(sent)s. Cần nhiều hơn thì chia ra nhiều yêu cầu.",
                 most=format_number(MOST_ASKED), sent=format_number(count)), field="count",
        )  # fmt: skip
    if not purpose.strip():
        raise BadInput(lazy("Ghi tem dùng để làm gì."), field="purpose")
    waiting = find_waiting(session, lot.id, level)
    if waiting:
        raise BadInput(lazy("Lô này đã có yêu cầu %(number)s đang chờ.", number=waiting.number), field="lot")


def _take(session: Session, request_id: UUID, version: int) -> CodeRequest:
    request = session.get(CodeRequest, request_id, with_for_update=True)
    if request is None:
        raise NotFound(lazy("Không có yêu cầu này."))
    if request.state != "waiting" or request.version != version:
        raise Conflict(lazy("Yêu cầu này vừa được người khác trả lời. Tải lại trang để xem."), field="reason")
    return request


def _grant(session: Session, request: CodeRequest, granted: int, reason: str, actor: Actor, now: datetime) -> None:
    how = {"lot_id": request.lot_id, "request_id": request.id, "actor": actor, "now": now}
    if request.level == "item":
        for size in split_batches(granted, MOST):
            issue_codes(session, count=size, has_pin=request.has_pin, is_signed=request.is_signed, **how)
    else:
        issue_shared(session, level=request.level, count=granted, **how)
    request.granted = granted
    _decide(session, request, "approved", reason, actor, now)


def _decide(session: Session, request: CodeRequest, state: str, reason: str, actor: Actor, now: datetime) -> None:
    request.state, request.reason, request.decided_at, request.decided_by = state, reason, now, str(actor)
    request.version += 1
    session.flush()
    _record(session, request, f"request.{state}", actor, now)


def _tell(session: Session, request: CodeRequest, now: datetime) -> None:
    values = {"number": request.number, "granted": format_number(request.granted or 0)}
    notify_producer(
        session, producer_id=request.producer_id, kind="code_request", subject=RESULTS[request.state] % values,
        body=request.reason, link=f"/producer/codes/requests/{request.number}", now=now,
    )  # fmt: skip


def _free_number(session: Session) -> str:
    while session.scalar(select(CodeRequest.id).filter_by(number=(number := make_product_code()))):
        continue
    return number


def _record(session: Session, request: CodeRequest, kind: str, actor: Actor, now: datetime) -> None:
    facts = {"number": request.number, "level": request.level, "count": request.count, "granted": request.granted}
    facts |= {"lot": str(request.lot_id), "quota": request.quota, "used": request.used}
    audit.append(session, stream=f"codes:{request.id}", kind=kind, actor=actor, at=now, facts=facts)


audit.required["codes"] = lambda session: session.scalars(select(CodeRequest.id))
