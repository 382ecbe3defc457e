"""A product's registration: written, sent in, returned, approved, suspended, ended."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import lazy
from core.text import fold
from registry.actions.passports import rewrite_passports
from registry.actions.slugs import free_slug
from registry.codes import make_product_code
from registry.models import Product, ProductEvent
from registry.products import EDITABLE, check_change
from registry.queries import get_kind, get_producer, get_product, list_groups, list_origin_bases

TEXTS = ("pack", "description", "standard", "origin", "materials_origin", "compare_hint")


def register_product(
    session: Session, *, producer_id: UUID, name: str, kind_code: str, ocop_group: int | None = None,
    listed_price: int | None = None, code: str = "", is_sample: bool = False, source: str = "",
    generated: str = "", actor: Actor, now: datetime, **texts: str,
) -> Product:  # fmt: skip
    """A product as a draft. `texts`: pack, description, standard, origin, materials_origin, compare_hint.

    `listed_price` is in đồng a pack; `ocop_group` 1 to 6, None outside OCOP; `code` is made when not given.
    Raises BadInput for a kind or group that is not in the lists.
    """
    producer = get_producer(session, producer_id)
    _check_lists(session, kind_code, ocop_group, now)
    name = clean_text(name)
    product = Product(
        producer_id=producer.id, code=code or _free_code(session), name=name,
        folded=fold(f"{name} {producer.name}"), slug=free_slug(session, Product, name, fallback="san-pham"),
        kind_code=kind_code, ocop_group=ocop_group, listed_price=listed_price, state="draft", created_at=now,
        is_sample=is_sample, source=source, generated=generated, **_cleaned(texts),
    )  # fmt: skip
    session.add(product)
    session.flush()
    _add_event(session, product, "draft", actor, now)
    rewrite_passports(session, product, now)
    return product


def change_product(session: Session, *, product_id: UUID, actor: Actor, now: datetime, **values: Any) -> Product:
    """What the producer writes anew in a draft or a returned product. Raises Conflict in other states."""
    product = get_product(session, product_id)
    if product.state not in EDITABLE:
        raise Conflict(lazy("Sản phẩm đã gửi duyệt nên không sửa được. Tải lại trang để xem bước hiện tại."))
    _check_lists(session, values.get("kind_code", product.kind_code), values.get("ocop_group"), now)
    changed = {**values, **_cleaned({key: value for key, value in values.items() if key in TEXTS})}
    for field, value in changed.items():
        setattr(product, field, value)
    product.folded = fold(f"{product.name} {get_producer(session, product.producer_id).name}")
    _record(session, product, "product.changed", actor, now, fields=sorted(changed))
    rewrite_passports(session, product, now)
    return product


def submit_product(session: Session, *, product_id: UUID, actor: Actor, now: datetime) -> Product:
    """The producer sends it in. Raises BadInput naming the first of the mandatory blocks that is empty."""
    product = get_product(session, product_id)
    check_change(product.state, "submitted")
    for field, label in (
        ("standard", lazy("Tiêu chuẩn áp dụng")),
        ("listed_price", lazy("Giá niêm yết")),
        ("origin", lazy("Xuất xứ sản phẩm")),
        ("materials_origin", lazy("Xuất xứ nguyên liệu")),
    ):
        if getattr(product, field) in ("", None):
            raise BadInput(lazy("Ghi “%(label)s” trước khi gửi duyệt", label=label), field=field)
    if product.ocop_group is None and not list_origin_bases(session, product.id):
        raise BadInput(
            lazy("Hàng ngoài OCOP cần ghi căn cứ “sản xuất tại Việt Nam” trước khi gửi duyệt"), field="basis"
        )
    return _move(session, product, "submitted", actor, now)


def return_product(session: Session, *, product_id: UUID, reason: str, actor: Actor, now: datetime) -> Product:
    """The officer sends it back and says what to mend."""
    return _move(session, get_product(session, product_id), "returned", actor, now, _needed(reason))


def approve_product(session: Session, *, product_id: UUID, actor: Actor, now: datetime) -> Product:
    """The officer puts it on the public register. Raises Conflict while its producer is not approved."""
    product = get_product(session, product_id)
    if get_producer(session, product.producer_id).state != "approved":
        raise Conflict(lazy("Duyệt cơ sở trước, rồi mới duyệt sản phẩm."))
    return _move(session, product, "approved", actor, now)


def suspend_product(session: Session, *, product_id: UUID, reason: str, actor: Actor, now: datetime) -> Product:
    """The officer takes it off for now: its page closes, its codes say that the registration is not good."""
    return _move(session, get_product(session, product_id), "suspended", actor, now, _needed(reason))


def end_product(session: Session, *, product_id: UUID, reason: str, actor: Actor, now: datetime) -> Product:
    """The registration ends for good."""
    return _move(session, get_product(session, product_id), "ended", actor, now, _needed(reason))


def _move(session: Session, product: Product, state: str, actor: Actor, now: datetime, reason: str = "") -> Product:
    check_change(product.state, state)
    product.state = state
    _add_event(session, product, state, actor, now, reason)
    rewrite_passports(session, product, now)
    return product


def _add_event(session: Session, product: Product, state: str, actor: Actor, now: datetime, reason: str = "") -> None:
    last = session.scalar(select(func.max(ProductEvent.seq)).filter_by(product_id=product.id)) or 0
    session.add(
        ProductEvent(product_id=product.id, seq=last + 1, state=state, at=now, actor=str(actor)[:60], reason=reason)
    )
    _record(session, product, f"product.{state}", actor, now, reason=reason)


def _record(session: Session, product: Product, kind: str, actor: Actor, now: datetime, **facts: Any) -> None:
    facts = {"code": product.code, "state": product.state, **facts}
    audit.append(session, stream=f"product:{product.id}", kind=kind, actor=actor, at=now, facts=facts)


def _cleaned(texts: dict[str, str]) -> dict[str, str]:
    unknown = set(texts) - set(TEXTS)
    if unknown:
        raise TypeError(f"a product has no {', '.join(sorted(unknown))}")
    return {key: clean_text(text, lines=key == "description") for key, text in texts.items()}


def _check_lists(session: Session, kind_code: str, group: int | None, now: datetime) -> None:
    get_kind(session, kind_code)
    if group is not None and group not in {row.number for row in list_groups(session, legal_date(now))}:
        raise BadInput(lazy("Không có nhóm OCOP “%(sent)s”; chọn trong danh sách", sent=group), field="ocop_group")


def _free_code(session: Session) -> str:
    while session.scalar(select(Product.id).filter_by(code=(code := make_product_code()))):
        continue
    return code


def _needed(reason: str) -> str:
    text = clean_text(reason, lines=True)
    if not text:
        raise BadInput(lazy("Ghi “Lý do”"), field="reason")
    return text


audit.required["product"] = lambda session: session.scalars(select(Product.id))
