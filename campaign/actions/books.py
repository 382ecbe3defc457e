"""Writing lines into the campaign's books; a line is struck out with a reason, never deleted."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.books import Book
from campaign.queries.books import TABLES, get_line
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.i18n import lazy
from registry.models import IndustrialGood

MOST_LINES = 3_000  # what one transaction may write without keeping others waiting
audit.required["book"] = lambda session: [
    line_id for table in TABLES.values() for line_id in session.scalars(select(table.id))
]


def write_line(
    session: Session, book: Book, *, values: dict[str, Any], province_id: UUID, unit_id: UUID,
    is_sample: bool = False, actor: Actor, now: datetime,
):  # fmt: skip
    """Add a line. Raises BadInput naming the field that contradicts another."""
    check_line(session, book, values, now)
    line = _new(book, values, province_id, unit_id, is_sample, actor, now)
    session.add(line)
    session.flush()
    _record(session, book, line, "book.written", actor, now)
    return line


def write_lines(
    session: Session, book: Book, *, rows: Sequence[tuple[int, dict[str, Any]]], province_id: UUID, unit_id: UUID,
    is_sample: bool = False, actor: Actor, now: datetime,
) -> int:  # fmt: skip
    """Every line of a file or none. Raises BadInput (field "file") that names the line of the file."""
    if len(rows) > MOST_LINES:
        raise BadInput(lazy("Tệp có %(sent)s dòng, tối đa %(most)s", sent=len(rows), most=MOST_LINES), field="file")
    for number, values in rows:
        try:
            write_line(session, book, values=values, province_id=province_id, unit_id=unit_id, is_sample=is_sample,
                       actor=actor, now=now)  # fmt: skip
        except BadInput as refused:
            raise BadInput(lazy("Dòng %(number)s: %(why)s", number=number, why=refused.message), field="file") from None
    return len(rows)


def change_line(
    session: Session, book: Book, *, line_id: UUID, version: int, values: dict[str, Any], actor: Actor, now: datetime
):
    """The line written anew. Raises Conflict when somebody changed it meanwhile or it was struck out."""
    line = get_line(session, book, line_id)
    if line.version != version or line.withdrawn_reason:
        raise Conflict(lazy("Người khác vừa sửa dòng này. Bản của họ và bản của bạn ở dưới."))
    check_line(session, book, values, now)
    for name, value in values.items():
        setattr(line, name, value)
    line.version = version + 1
    _record(session, book, line, "book.changed", actor, now)
    return line


def strike_line(session: Session, book: Book, *, line_id: UUID, reason: str, actor: Actor, now: datetime):
    """Strike a line out with the reason: it stays to be read and counts no more."""
    line = get_line(session, book, line_id)
    if line.withdrawn_reason:
        raise Conflict(lazy("Dòng này đã bị gạch."))
    line.withdrawn_reason, line.version = reason, line.version + 1
    _record(session, book, line, "book.struck", actor, now)
    return line


def check_line(session: Session, book: Book, values: dict[str, Any], now: datetime) -> None:
    """Raise BadInput where a line contradicts itself."""
    for first, last in (("starts_on", "ends_on"), ("from_day", "to_day")):
        if first in values and values[last] < values[first]:
            raise BadInput(lazy("Ngày kết thúc phải bằng hoặc sau ngày bắt đầu."), field=last)
    for name in ("held_on", "signed_on", "checked_on", "decided_on", "received_on"):
        if name in values and values[name] > legal_date(now):
            raise BadInput(lazy("Ngày %(sent)s chưa tới", sent=f"{values[name]:%d/%m/%Y}"), field=name)
    if check := CHECKS.get(book.key):
        check(session, values)


def _check_purchase(session: Session, values: dict[str, Any]) -> None:
    if values["home_value"] > values["whole_value"]:
        raise BadInput(lazy("Giá trị hàng trong nước lớn hơn giá trị mọi hàng"), field="home_value")
    code = values["goods_code"]
    if code and session.scalar(select(IndustrialGood.id).where(IndustrialGood.hs_code == code).limit(1)) is None:
        raise BadInput(lazy("Mã HS “%(sent)s” không có trong danh mục", sent=code), field="goods_code")


def _check_promotion(session: Session, values: dict[str, Any]) -> None:
    if values["kind"] == "registered" and not values["number"]:
        raise BadInput(lazy("Ghi số xác nhận của hồ sơ đăng ký"), field="number")


def _check_reward(session: Session, values: dict[str, Any]) -> None:
    if values["state"] == "awarded" and not values["number"]:
        raise BadInput(lazy("Ghi số quyết định khen thưởng"), field="number")


def _check_macro(session: Session, values: dict[str, Any]) -> None:
    if values["kind"] == "home_share" and values["value"] > 100:
        raise BadInput(lazy("Tỷ trọng cần từ 0 đến 100 phần trăm"), field="value")
    if not values["source"]:
        raise BadInput(lazy("Ghi văn bản nguồn của số liệu"), field="source")


def _check_supervision(session: Session, values: dict[str, Any]) -> None:
    followed: date | None = values["followed_on"]
    if followed and followed < values["held_on"]:
        raise BadInput(lazy("Ngày làm xong đứng trước ngày kiểm tra"), field="followed_on")


CHECKS: dict[str, Callable[[Session, dict[str, Any]], None]] = {
    "purchases": _check_purchase,
    "promotions": _check_promotion,
    "rewards": _check_reward,
    "macro": _check_macro,
    "supervision": _check_supervision,
}


def _new(book: Book, values: dict, province_id: UUID, unit_id: UUID, is_sample: bool, actor: Actor, now: datetime):
    return TABLES[book.key](
        **values, province_id=province_id, unit_id=unit_id, recorded_at=now, actor=str(actor)[:60], version=1,
        withdrawn_reason="", is_sample=is_sample,
    )  # fmt: skip


def _record(session: Session, book: Book, line, kind: str, actor: Actor, now: datetime) -> None:
    facts = {"book": book.key, "version": line.version, "reason": line.withdrawn_reason}
    audit.append(session, stream=f"book:{line.id}", kind=kind, actor=actor, at=now, facts=facts)
