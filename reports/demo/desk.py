"""What lies between producers and officers: returned, waiting, late, proposed; only made-up goods and places."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor
from core.clock import legal_date
from registry import actions as register
from registry.actions.applications import file_application
from registry.actions.decisions import return_product
from registry.actions.drafts import save_draft
from registry.actions.packaging import add_packaging
from registry.actions.proposals import propose_change, submit_proposal
from registry.models import Producer, Product
from registry.queries import find_producer_of
from reports.demo.packaging import draw_packaging
from reports.demo.people import People

GENERATED = "mọi trường"
NOTES = {"standard": "Ghi số hiệu bản tự công bố (mẫu)", "pictures": "Ảnh mặt sau chưa rõ hạn dùng (mẫu)"}


def load_desk(session: Session, people: People, now: datetime) -> None:
    """The desk of the sample's producer, and three facilities that wait, one of them too long."""
    maker, officer = people.actors["coso"], people.actors["nongnghiep.tn"]
    own = find_producer_of(session, maker.id, legal_date(now))
    _load_returned(session, own, maker, officer, now)
    _load_product(session, own, maker, "Bánh trà xanh mẫu", now - timedelta(days=2), "gold")
    _load_proposal(session, own, maker, officer, now)
    words = {"name": "Kẹo trà mẫu", "pack": "túi 150 g", "listed_price": "chưa chốt"}
    save_draft(session, owner_id=own.id, form="product", subject_id=own.id, words=words, now=now)  # its only one
    for place, days in enumerate((24, 3, 1)):
        _load_waiting(session, people, place, now - timedelta(days=days))


def _load_product(session, own: Producer, maker: Actor, name: str, at: datetime, tint: str) -> Product:
    """A product with its packaging, sent in."""
    by = {"actor": maker, "now": at}
    product = register.register_product(
        session, producer_id=own.id, name=name, kind_code="do_uong", ocop_group=2, listed_price=85_000,
        pack="hộp 200 g", standard="Tiêu chuẩn cơ sở (mẫu)", origin="tỉnh Thái Nguyên (mẫu)",
        materials_origin="tỉnh Thái Nguyên (mẫu)", compare_hint="dải màu và chữ BẢN MẪU ở chân hộp", is_sample=True,
        generated=GENERATED, **by,
    )  # fmt: skip
    for side, caption in (("front", "Mặt trước (hình vẽ mẫu)"), ("back", "Mặt sau (hình vẽ mẫu)")):
        _add_photo(session, product, side, caption, tint, by)
    register.submit_product(session, product_id=product.id, **by)
    return product


def _add_photo(session, product: Product, side: str, caption: str, tint: str, by: dict) -> None:
    data = draw_packaging(product.name, product.pack, side=side, tint=tint)
    add_packaging(session, product_id=product.id, data=data, caption=caption, **by)


def _load_returned(session, own: Producer, maker: Actor, officer: Actor, now: datetime) -> None:
    product = _load_product(session, own, maker, "Trà gạo lứt mẫu", now - timedelta(days=9), "rose")
    at = now - timedelta(days=5)
    return_product(session, product_id=product.id, notes=NOTES, actor=officer, now=at)


def _load_proposal(session, own: Producer, maker: Actor, officer: Actor, now: datetime) -> None:
    product = _load_product(session, own, maker, "Trà sen mẫu", now - timedelta(days=60), "leaf")
    register.approve_product(session, product_id=product.id, actor=officer, now=now - timedelta(days=55))
    by = {"actor": maker, "now": now - timedelta(days=1)}
    _add_photo(session, product, "front", "Bao bì mới, mặt trước (hình vẽ mẫu)", "gold", by)
    values = {"pack": "hộp 250 g", "listed_price": 95_000}
    propose_change(session, product_id=product.id, values=values, why="Đổi hộp từ lô tháng sau (mẫu)", **by)
    submit_proposal(session, product_id=product.id, **by)


def _load_waiting(session, people: People, place: int, at: datetime) -> None:
    """A facility that nobody has answered yet."""
    commune = people.communes["tn"][7 + place]
    maker = Actor("producer", None, "producer")
    producer = register.register_producer(
        session, kind="hop_tac_xa", name=f"Hợp tác xã mẫu chờ duyệt {place + 1:02}", commune_id=commune.id,
        address=commune.full_name, is_sample=True, generated=GENERATED, actor=SYSTEM, now=at,
    )  # fmt: skip
    file_application(session, kind="producer", producer=producer, is_held=place == 2, actor=maker, now=at)
