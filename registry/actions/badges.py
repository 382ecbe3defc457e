"""Badges outside OCOP: awarded and withdrawn as the decision says; marks and geographical indications; key kinds."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import get_unit
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import lazy
from registry.actions.passports import rewrite_passports
from registry.badges import MARK_KINDS, RANKS
from registry.models import BadgeScheme, BrandRight, BrandUse, KeyKind, Recognition, RecognitionEvent
from registry.ocop import valid_until as end_of
from registry.queries import get_kind, get_product
from registry.queries.badges import find_mark, find_scheme, get_badge, list_badges


def award_badge(
    session: Session, *, product_id: UUID, scheme: str, level: str = "", issuer: str, decision_number: str,
    issued_on: date, valid_until: date | None = None, generated: str = "", source: str = "", actor: Actor,
    now: datetime,
) -> Recognition:  # fmt: skip
    """Record the decision that gives a product a badge; its end is the decision's, else the scheme's months.

    Raises BadInput without issuer or number (samples alone have a blank number), for a scheme or level that did
    not exist on the day and for a day to come; Conflict for the same badge twice.
    """
    product = get_product(session, product_id)
    rule = _scheme(session, scheme, level, issued_on, now)
    number, issuer = clean_text(decision_number), need(issuer, lazy("Cơ quan công nhận"), "issuer")
    if rule.needs_decision and not (number or product.is_sample):
        need(number, lazy("Số quyết định"), "decision_number")
    if valid_until is None and rule.months:
        valid_until = end_of(issued_on, rule.months)
    check_end(issued_on, valid_until, "valid_until")
    held = [each.row for each in list_badges(session, product.id)]
    if (scheme, level, issued_on) in [(row.scheme, row.recogniser_level, row.issued_on) for row in held]:
        raise Conflict(lazy("Danh hiệu này của ngày đó đã có trong sổ."))
    row = Recognition(
        product_id=product.id, scheme=scheme, recogniser_level=level, recogniser_name=issuer, decision_number=number,
        issued_on=issued_on, valid_until=valid_until, recorded_at=now, generated=generated, source=source,
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"recognition": str(row.id), "scheme": scheme, "level": level, "number": number, "issued_on": issued_on}
    audit.append(session, stream=f"product:{product.id}", kind="badge.awarded", actor=actor, at=now, facts=facts)
    rewrite_passports(session, product, now)
    return row


def withdraw_badge(
    session: Session, *, product_id: UUID, recognition_id: UUID, on: date, decision_number: str, reason: str,
    actor: Actor, now: datetime,
) -> RecognitionEvent:  # fmt: skip
    """Withdraw a badge by decision from a day on. Raises Conflict when it was withdrawn before."""
    product, badge = get_product(session, product_id), get_badge(session, product_id, recognition_id)
    if badge.revoked:
        raise Conflict(lazy("Danh hiệu này đã bị thu hồi."))
    check_past(on, now, "on")
    if on < badge.row.issued_on:
        raise BadInput(lazy("Ngày thu hồi %(sent)s trước ngày cấp", sent=f"{on:%d/%m/%Y}"), field="on")
    number = clean_text(decision_number) if product.is_sample else need(
        decision_number, lazy("Số quyết định"), "decision_number")  # fmt: skip
    event = RecognitionEvent(
        recognition_id=recognition_id, seq=1, kind="revoked", on=on, decision_number=number,
        reason=need(reason, lazy("Lý do"), "reason"), actor=str(actor)[:60], at=now,
    )  # fmt: skip
    session.add(event)
    session.flush()
    facts = {"recognition": str(recognition_id), "on": on, "number": number}
    audit.append(session, stream=f"product:{product.id}", kind="badge.withdrawn", actor=actor, at=now, facts=facts)
    rewrite_passports(session, product, now)
    return event


def record_mark(
    session: Session, *, product_id: UUID, kind: str, name: str, number: str, owner: str, issuer: str,
    granted_on: date, valid_until: date | None = None, source: str = "", actor: Actor, now: datetime,
) -> BrandRight:  # fmt: skip
    """A trademark or geographical indication that the product carries; the same number is the same right.

    Raises BadInput for an unknown kind, a missing owner, number or issuer, a number that stands under another
    name; Conflict when the product carries it already.
    """
    product = get_product(session, product_id)
    if kind not in MARK_KINDS:
        raise BadInput(lazy("Không có loại “%(sent)s”; chọn trong danh sách", sent=kind[:40]), field="kind")
    check_past(granted_on, now, "granted_on")
    check_end(granted_on, valid_until, "valid_until")
    name, number = need(name, lazy("Tên nhãn hiệu"), "name"), need(number, lazy("Số văn bằng"), "number")
    right = find_mark(session, kind, number)
    if right and right.name.casefold() != name.casefold():
        raise BadInput(lazy("Số “%(sent)s” trong sổ là của “%(name)s”", sent=number, name=right.name), field="number")
    if right is None:
        right = BrandRight(
            kind=kind, name=name, number=number, owner=need(owner, lazy("Chủ sở hữu"), "owner"),
            issuer=need(issuer, lazy("Nơi cấp"), "issuer"), granted_on=granted_on, valid_until=valid_until,
            recorded_at=now, source=source, is_sample=product.is_sample,
        )  # fmt: skip
        session.add(right)
        session.flush()
    if session.scalar(select(BrandUse.id).filter_by(brand_right_id=right.id, product_id=product.id)):
        raise Conflict(lazy("Sản phẩm này đã gắn với nhãn hiệu đó."))
    session.add(BrandUse(brand_right_id=right.id, product_id=product.id))
    facts = {"mark": str(right.id), "kind": kind, "number": number}
    audit.append(session, stream=f"product:{product.id}", kind="mark.recorded", actor=actor, at=now, facts=facts)
    return right


def name_key_kind(
    session: Session, *, kind_code: str, province_id: UUID, rank: str, issuer: str, decision_number: str,
    valid_from: date, valid_to: date | None = None, source: str = "", is_sample: bool = False, actor: Actor,
    now: datetime,
) -> KeyKind:  # fmt: skip
    """A kind of goods that a decision names key or special for a province, from a day on."""
    if rank not in RANKS:
        raise BadInput(lazy("Không có loại “%(sent)s”; chọn trong danh sách", sent=rank[:40]), field="rank")
    check_past(valid_from, now, "valid_from")
    check_end(valid_from, valid_to, "valid_to")
    row = KeyKind(
        kind_code=get_kind(session, kind_code).code, province_id=get_unit(session, province_id).id, rank=rank,
        issuer=need(issuer, lazy("Cơ quan quyết định"), "issuer"), valid_from=valid_from, valid_to=valid_to,
        decision_number=clean_text(decision_number), source=source, is_sample=is_sample,
    )  # fmt: skip
    if not is_sample:
        need(decision_number, lazy("Số quyết định"), "decision_number")
    key = {"kind_code": row.kind_code, "province_id": province_id, "rank": rank, "valid_from": valid_from}
    if session.scalar(select(KeyKind.id).filter_by(**key)):
        raise Conflict(lazy("Loại hàng này của ngày đó đã có trong sổ."))
    session.add(row)
    session.flush()
    facts = {"kind": row.kind_code, "rank": rank, "number": row.decision_number, "province": str(province_id)}
    audit.append(session, stream=f"key_kind:{row.id}", kind="key_kind.named", actor=actor, at=now, facts=facts)
    return row


def need(text: str, label: object, field: str) -> str:
    """The words, cleaned. Raises BadInput when there are none."""
    found = clean_text(text)
    if not found:
        raise BadInput(lazy("Ghi “%(label)s”", label=label), field=field)
    return found


def check_past(day: date, now: datetime, field: str) -> None:
    """Raises BadInput for a day to come."""
    if day > legal_date(now):
        raise BadInput(lazy("Ngày %(sent)s chưa tới", sent=f"{day:%d/%m/%Y}"), field=field)


def check_end(first: date, last: date | None, field: str) -> None:
    """Raises BadInput for an end before the beginning."""
    if last is not None and last < first:
        raise BadInput(
            lazy("Ngày hết hạn %(sent)s trước ngày bắt đầu %(first)s", sent=f"{last:%d/%m/%Y}",
                 first=f"{first:%d/%m/%Y}"), field=field,
        )  # fmt: skip


def _scheme(session: Session, code: str, level: str, on: date, now: datetime) -> BadgeScheme:
    check_past(on, now, "issued_on")
    rule = find_scheme(session, code, level, on)
    if rule is None:
        sent = f"{code} {level}".strip()[:40]
        raise BadInput(
            lazy("Ngày %(day)s không có danh hiệu “%(sent)s”; chọn trong danh sách", sent=sent, day=f"{on:%d/%m/%Y}"),
            field="scheme",
        )
    return rule
