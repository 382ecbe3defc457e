"""A product's registration: written, mended, sent in. What officers decide stands in decisions.py."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.db import new_id
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import lazy
from core.text import fold
from registry.actions.applications import file_application, tell_decision
from registry.actions.passports import rewrite_passports
from registry.actions.slugs import free_slug
from registry.actions.versions import lock_product, merge_product, record_product, set_fields
from registry.codes import make_product_code
from registry.fields import MANDATORY, PRODUCT_FIELDS, as_plain
from registry.models import Product, ProductEvent
from registry.products import EDITABLE, check_change
from registry.queries import get_kind, get_producer, list_groups, list_origin_bases

TEXTS = ("pack", "description", "standard", "origin", "materials_origin", "compare_hint")


def register_product(
    session: Session, *, producer_id: UUID, name: str, kind_code: str, ocop_group: int | None = None,
    listed_price: int | None = None, code: str = "", is_sample: bool = False, source: str = "",
    generated: str = "", product_id: UUID | None = None, actor: Actor, now: datetime, **texts: str,
) -> Product:  # fmt: skip
    """A product as a draft. `texts`: pack, description, standard, origin, materials_origin, compare_hint.

    `listed_price` is in đồng a pack; `ocop_group` 1 to 6, None outside OCOP; `code` is made when not given, and
    `product_id` too: who knows it beforehand finds a form that came twice.
    Raises BadInput for a kind or group that is not in the lists.
    """
    producer = get_producer(session, producer_id)
    _check_lists(session, kind_code, ocop_group, now)
    name = clean_text(name)
    product = Product(
        id=product_id or new_id(), producer_id=producer.id, code=code or _free_code(session), name=name,
        folded=fold(f"{name} {producer.name}"), slug=free_slug(session, Product, name, fallback="san-pham"),
        kind_code=kind_code, ocop_group=ocop_group, listed_price=listed_price, state="draft", created_at=now,
        is_sample=is_sample, source=source, generated=generated, **_cleaned(texts),
    )  # fmt: skip
    session.add(product)
    session.flush()
    first = {field: [None, as_plain(getattr(product, field))] for field in PRODUCT_FIELDS}
    record_product(session, product, {field: pair for field, pair in first.items() if pair[1]}, actor, now)
    _add_event(session, product, "draft", actor, now)
    rewrite_passports(session, product, now)
    return product


def change_product(
    session: Session, *, product_id: UUID, seen: int | None = None, actor: Actor, now: datetime, **values: Any
) -> Product:
    """What the producer writes anew in a draft or a returned product, begun at the version `seen`.

    Raises Conflict in other states, EditConflict where somebody else changed the same field meanwhile.
    """
    product = lock_product(session, product_id)
    if product.state not in EDITABLE:
        raise Conflict(lazy("Sản phẩm đã gửi duyệt nên không sửa được. Tải lại trang để xem bước hiện tại."))
    return write_product(session, product, values, seen=seen, actor=actor, now=now)


def correct_product(
    session: Session, *, product_id: UUID, reason: str, seen: int | None = None, actor: Actor, now: datetime,
    **values: Any,
) -> Product:  # fmt: skip
    """An officer mends fields in any state but the last, and says why. Raises EditConflict as above."""
    product = lock_product(session, product_id)
    if product.state == "ended":
        raise Conflict(lazy("Sản phẩm đã kết thúc nên không sửa nữa."))
    version = product.version
    write_product(session, product, values, seen=seen, actor=actor, now=now, reason=needed_reason(reason))
    if product.version > version:
        tell_decision(
            session, producer_id=product.producer_id, kind="product.corrected", reason=reason, actor=actor, now=now,
            subject=f"Cán bộ đã sửa thông tin của “{product.name}”",
            link=f"/producer/products/{product.id}",
        )  # fmt: skip
    return product


def write_product(
    session: Session, product: Product, values: dict[str, Any], *, seen: int | None = None, actor: Actor,
    now: datetime, reason: str = "",
) -> Product:  # fmt: skip
    """Write fields into a product that is held, with a version and the passports. Raises EditConflict."""
    _check_lists(session, values.get("kind_code", product.kind_code), values.get("ocop_group"), now)
    cleaned = {**values, **_cleaned({key: value for key, value in values.items() if key in TEXTS})}
    if "name" in cleaned:
        cleaned["name"] = clean_text(cleaned["name"])
    kept = merge_product(session, product, seen, cleaned)
    changes = set_fields(product, kept)
    product.folded = fold(f"{product.name} {get_producer(session, product.producer_id).name}")
    record_product(session, product, changes, actor, now, reason)
    if changes:
        _record(session, product, "product.changed", actor, now, fields=sorted(changes))
        rewrite_passports(session, product, now)
    return product


def submit_product(session: Session, *, product_id: UUID, actor: Actor, now: datetime) -> Product:
    """The producer sends it in. Raises BadInput naming the first of the mandatory blocks that is empty."""
    product = lock_product(session, product_id)
    check_change(product.state, "submitted")
    producer = get_producer(session, product.producer_id)
    if producer.state == "suspended":
        raise Conflict(lazy("Cơ sở đang tạm dừng nên chưa gửi sản phẩm được."))
    for field in MANDATORY:
        if getattr(product, field) in ("", None):
            raise BadInput(lazy("Ghi “%(label)s” trước khi gửi duyệt", label=PRODUCT_FIELDS[field]), field=field)
    if product.ocop_group is None and not list_origin_bases(session, product.id):
        raise BadInput(
            lazy("Hàng ngoài OCOP cần ghi căn cứ “sản xuất tại Việt Nam” trước khi gửi duyệt"), field="basis"
        )
    move_product(session, product, "submitted", actor, now)
    if actor.kind != "system":
        file_application(session, kind="product", producer=producer, product=product, actor=actor, now=now)
    return product


def move_product(
    session: Session, product: Product, state: str, actor: Actor, now: datetime, reason: str = ""
) -> Product:
    """Bring a product that is held to another state, with its event, version and passports."""
    check_change(product.state, state)
    record_product(session, product, set_fields(product, {"state": state}), actor, now, reason)
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


def needed_reason(reason: str) -> str:
    """The reason cleaned. Raises BadInput where there is none."""
    text = clean_text(reason, lines=True)
    if not text:
        raise BadInput(lazy("Ghi “Lý do”"), field="reason")
    return text


audit.required["product"] = lambda session: session.scalars(select(Product.id))
