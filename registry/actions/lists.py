"""Trusted places and the list of industrial goods: written down, withdrawn, proposed, published."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import get_unit
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, DomainError
from core.fields import clean_text, parse_day
from core.i18n import _, lazy
from core.text import fold
from registry.actions.badges import check_end, check_past, need
from registry.badges import TRUSTED_KINDS
from registry.industry import check_hs_code, read_list
from registry.models import IndustrialGood, Producer, TrustedPlace
from registry.queries.lists import get_industrial, get_trusted

DAYS = ("proposed_on", "published_on")


def list_trusted_place(
    session: Session, *, kind: str, name: str, address: str, commune_id: UUID, voucher: str, basis: str,
    valid_from: date, valid_to: date | None = None, tax_code: str = "", source: str = "", is_sample: bool = False,
    actor: Actor, now: datetime,
) -> TrustedPlace:  # fmt: skip
    """An exemplary enterprise or trusted place with who vouches for it, on what basis and until when.

    `tax_code` names the producer of the register that it is. Raises BadInput for what is missing or wrong.
    """
    if kind not in TRUSTED_KINDS:
        raise BadInput(lazy("Không có loại “%(sent)s”; chọn trong danh sách", sent=kind[:40]), field="kind")
    check_past(valid_from, now, "valid_from")
    check_end(valid_from, valid_to, "valid_to")
    name = need(name, lazy("Tên"), "name")
    place = TrustedPlace(
        kind=kind, name=name, folded=fold(name), address=need(address, lazy("Địa chỉ"), "address"),
        commune_id=get_unit(session, commune_id).id, producer_id=producer_of(session, tax_code),
        voucher=need(voucher, lazy("Ai giới thiệu"), "voucher"), basis=need(basis, lazy("Căn cứ"), "basis"),
        valid_from=valid_from, valid_to=valid_to, recorded_at=now, source=source, is_sample=is_sample,
    )  # fmt: skip
    session.add(place)
    session.flush()
    facts = {"kind": kind, "name": name, "voucher": place.voucher, "valid_to": valid_to}
    audit.append(session, stream=f"trusted:{place.id}", kind="trusted.listed", actor=actor, at=now, facts=facts)
    return place


def withdraw_trusted_place(
    session: Session, *, place_id: UUID, reason: str, actor: Actor, now: datetime, on: date | None = None
) -> TrustedPlace:
    """Take a place off the list from a day on (today), with the reason that everybody reads.

    Complaints call this when a report was upheld; the reason then names the finding, never the report.
    Raises Conflict when it is off already.
    """
    place, on = get_trusted(session, place_id), on or legal_date(now)
    if place.withdrawn_on:
        raise Conflict(lazy("Địa chỉ này đã được rút khỏi danh sách."))
    check_past(on, now, "on")
    check_end(place.valid_from, on, "on")
    place.withdrawn_on, place.withdrawn_reason = on, need(reason, lazy("Lý do"), "reason")
    facts = {"on": on, "reason": place.withdrawn_reason}
    audit.append(session, stream=f"trusted:{place.id}", kind="trusted.withdrawn", actor=actor, at=now, facts=facts)
    return place


def propose_industrial(
    session: Session, *, hs_code: str, name: str, maker: str, proposer: str = "", proposed_on: date | None = None,
    publisher: str = "", decision_number: str = "", published_on: date | None = None, specification: str = "",
    standard: str = "", province_id: UUID | None = None, source: str = "", is_sample: bool = False, actor: Actor,
    now: datetime,
) -> IndustrialGood:  # fmt: skip
    """A line of the list: proposed by somebody on a day, or published already by a decision.

    Raises BadInput for a wrong HS code, for a line without proposer and publisher, for a publisher without number
    or day; Conflict for the same goods of the same maker twice.
    """
    name, maker = need(name, lazy("Tên hàng"), "name"), need(maker, lazy("Nơi sản xuất"), "maker")
    good = IndustrialGood(
        hs_code=check_hs_code(hs_code), name=name, folded=fold(name), maker=maker, maker_key=fold(maker),
        specification=clean_text(specification), standard=clean_text(standard), province_id=province_id,
        proposer=clean_text(proposer), proposed_on=proposed_on, source=source, is_sample=is_sample,
    )  # fmt: skip
    key = {"hs_code": good.hs_code, "folded": good.folded, "maker_key": good.maker_key}
    if session.scalar(select(IndustrialGood.id).filter_by(**key)):
        raise Conflict(lazy("Mặt hàng “%(sent)s” của nơi sản xuất này đã có trong danh mục.", sent=name))
    if publisher or decision_number or published_on:
        _publish(good, publisher, decision_number, published_on, now)
    else:
        need(good.proposer, lazy("Nơi đề nghị"), "proposer")
        check_past(_need_day(proposed_on, lazy("Ngày đề nghị"), "proposed_on"), now, "proposed_on")
    session.add(good)
    session.flush()
    facts = {"hs_code": good.hs_code, "name": name, "maker": maker, "number": good.decision_number}
    audit.append(session, stream=f"industrial:{good.id}", kind="industrial.listed", actor=actor, at=now, facts=facts)
    return good


def publish_industrial(
    session: Session, *, good_id: UUID, publisher: str, decision_number: str, published_on: date, actor: Actor,
    now: datetime,
) -> IndustrialGood:  # fmt: skip
    """The proposed goods were published. Raises Conflict when they were before."""
    good = get_industrial(session, good_id)
    if good.published_on:
        raise Conflict(lazy("Mặt hàng này đã được công bố."))
    _publish(good, publisher, decision_number, published_on, now)
    facts = {"publisher": good.publisher, "number": good.decision_number, "on": published_on}
    audit.append(session, stream=f"industrial:{good.id}", kind="industrial.published", actor=actor, at=now, facts=facts)
    return good


def import_industrial(
    session: Session, *, data: bytes, province_id: UUID | None = None, actor: Actor, now: datetime
) -> int:
    """The lines of a CSV file, all or none. Raises BadInput naming the line that cannot be taken; gives their count."""
    count = 0
    for line, row in read_list(data):
        try:
            days = {name: parse_day(row.pop(name)) if row[name] else row.pop(name) or None for name in DAYS}
            propose_industrial(session, **row, **days, province_id=province_id, actor=actor, now=now)
        except ValueError:
            raise BadInput(lazy("Dòng %(line)s: ngày cần dạng 05/03/2026", line=line), field="file") from None
        except DomainError as refused:
            raise BadInput(_("Dòng %(line)s: %(why)s", line=line, why=str(refused)), field="file") from None
        count += 1
    if not count:
        raise BadInput(lazy("Tệp không có dòng nào"), field="file")
    return count


def producer_of(session: Session, tax_code: str) -> UUID | None:
    """The producer with this tax code; None for an empty one. Raises BadInput when the register has none."""
    if not tax_code.strip():
        return None
    found = session.scalar(select(Producer.id).filter_by(tax_code=tax_code.strip()))
    if found is None:
        raise BadInput(lazy("Không có cơ sở mã số thuế “%(sent)s” trong sổ", sent=tax_code[:20]), field="tax_code")
    return found


def _publish(good: IndustrialGood, publisher: str, number: str, on: date | None, now: datetime) -> None:
    good.publisher = need(publisher, lazy("Cơ quan công bố"), "publisher")
    good.decision_number = clean_text(number) if good.is_sample else need(
        number, lazy("Số quyết định"), "decision_number")  # fmt: skip
    good.published_on = _need_day(on, lazy("Ngày công bố"), "published_on")
    check_past(good.published_on, now, "published_on")


def _need_day(day: date | None, label: object, field: str) -> date:
    if day is None:
        raise BadInput(lazy("Ghi “%(label)s”", label=label), field=field)
    return day
