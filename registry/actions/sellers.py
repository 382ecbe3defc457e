"""The register of online sellers. A household's or a person's tax number and address live under their own key."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from areas.queries import get_unit
from core import audit, personal
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.fields import clean_text
from core.i18n import lazy
from core.text import fold
from registry.actions.badges import check_past, need
from registry.identifiers import check_tax_code
from registry.models import OnlineSeller
from registry.products import PRODUCER_KINDS
from registry.queries.selling import find_seller_at, get_platform
from registry.shop_addresses import address_key, check_shop_address
from registry.sight import BUSINESSES

SELLER_KINDS = {**PRODUCER_KINDS, "ca_nhan": lazy("Cá nhân")}
PERSONAL = ("tax_code", "address")


class SellerChanged(Conflict):
    """Somebody else changed the seller meanwhile."""


def register_seller(
    session: Session, *, kind: str, name: str, tax_code: str, address: str, commune_id: UUID, platform_id: UUID,
    shop_url: str, known_on: date, producer_id: UUID | None = None, source: str = "", is_sample: bool = False,
    actor: Actor, now: datetime,
) -> OnlineSeller:  # fmt: skip
    """A seller on a platform. Raises BadInput for a wrong kind, number or address, Conflict for the same shop twice."""
    platform = get_platform(session, platform_id, legal_date(now))
    check_past(known_on, now, "known_on")
    values = _checked(kind, name, tax_code, address, is_sample=is_sample)
    url = check_shop_address(shop_url, platform.name, platform.hosts, field="shop_url")
    if find_seller_at(session, address_key(url)):
        raise Conflict(lazy("Gian hàng này đã có người bán trong sổ."))
    seller = OnlineSeller(
        kind=kind, name=values["name"], folded=fold(values["name"]), commune_id=get_unit(session, commune_id).id,
        platform_id=platform.id, shop_url=url, url_key=address_key(url), producer_id=producer_id, known_on=known_on,
        recorded_at=now, source=source, is_sample=is_sample,
    )  # fmt: skip
    _keep_number(session, seller, values, now)
    session.add(seller)
    session.flush()
    _record(session, seller, "seller.registered", actor, now)
    return seller


def change_seller(
    session: Session, *, seller: OnlineSeller, version: int, name: str, tax_code: str, address: str, actor: Actor,
    now: datetime,
) -> OnlineSeller:  # fmt: skip
    """Correct a seller's name, number or address; of a person number and address are given anew together, or stay.

    Raises SellerChanged when it is no longer the version that the officer was looking at.
    """
    if seller.version != version:
        raise SellerChanged(lazy("Người bán này vừa được người khác sửa."))
    values = _checked(seller.kind, name, tax_code, address, is_sample=seller.is_sample)
    seller.name, seller.folded = values["name"], fold(values["name"])
    if any(values[field] for field in PERSONAL):
        need(values["tax_code"], lazy("Mã số thuế"), "tax_code")
        need(values["address"], lazy("Địa chỉ"), "address")
        _keep_number(session, seller, values, now, actor=actor)
    session.flush()
    _record(session, seller, "seller.changed", actor, now)
    return seller


def end_seller(session: Session, *, seller: OnlineSeller, actor: Actor, now: datetime) -> OnlineSeller:
    """The shop sells no more, from today on. Raises Conflict when it ended before."""
    if seller.ended_on:
        raise Conflict(lazy("Người bán này đã ngừng bán. Tải lại trang."))
    seller.ended_on = legal_date(now)
    _record(session, seller, "seller.ended", actor, now)
    return seller


def reveal_seller(
    session: Session, *, seller: OnlineSeller, field: str, reason: str, actor: Actor, now: datetime
) -> str | None:
    """A person's tax number or address; the log row is written first, and the caller commits before showing it."""
    if field not in PERSONAL:
        raise BadInput(lazy("Không mở được thông tin này ở đây"), field="field")
    if seller.person_id is None:
        raise NotFound(lazy("Người bán này không có thông tin riêng."))
    reason = need(reason, lazy("Lý do xem"), "reason")
    audit.append(session, stream=f"seller:{seller.id}", kind="seller.read", actor=actor, at=now,
                 facts={"field": field, "reason": reason})  # fmt: skip
    return personal.reveal(session, person_id=seller.person_id, field=field, actor=actor, reason=reason, now=now)


def _checked(kind: str, name: str, tax_code: str, address: str, *, is_sample: bool) -> dict[str, str]:
    if kind not in SELLER_KINDS:
        raise BadInput(lazy("Không có loại hình “%(sent)s”; chọn trong danh sách", sent=kind[:40]), field="kind")
    code = check_tax_code(tax_code, is_sample=is_sample) if tax_code.strip() else ""
    if kind in BUSINESSES:
        need(code, lazy("Mã số thuế"), "tax_code")
        need(address, lazy("Địa chỉ"), "address")
    return {"name": need(name, lazy("Tên người bán"), "name"), "tax_code": code, "address": clean_text(address)}


def _keep_number(
    session: Session, seller: OnlineSeller, values: dict[str, str], now: datetime, actor: Actor | None = None
) -> None:
    """A business's number and address in the open; a person's under a new key, the old one erased."""
    if seller.kind in BUSINESSES:
        seller.tax_code, seller.address = values["tax_code"], values["address"]
        return
    kept = {name: values[name] for name in PERSONAL if values[name]}
    old, seller.person_id = seller.person_id, personal.store_person(session, values=kept, now=now) if kept else None
    if old and actor:
        personal.erase_person(session, person_id=old, actor=actor, now=now)


def _record(session: Session, seller: OnlineSeller, kind: str, actor: Actor, now: datetime) -> None:
    facts = {"kind": seller.kind, "platform": str(seller.platform_id), "url": seller.shop_url}
    audit.append(session, stream=f"seller:{seller.id}", kind=kind, actor=actor, at=now, facts=facts)
