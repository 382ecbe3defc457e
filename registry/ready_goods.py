"""Goods ready for supermarkets, one line a product. Pure."""

from core.i18n import lazy
from core.text import format_date

HEADINGS = (
    lazy("Sản phẩm"), lazy("Cơ sở"), lazy("Năng lực một tháng"), lazy("Đơn vị tính"), lazy("Ngày nêu năng lực"),
    lazy("Chứng nhận còn hạn"), lazy("Giá niêm yết (đồng)"), lazy("Quy cách"), lazy("Điện thoại của cơ sở"),
    lazy("Đã có trong siêu thị"),
)  # fmt: skip


def ready_row(goods) -> list[str]:
    """The cells of a `registry.queries.listings.ReadyGoods` under HEADINGS."""
    product, producer, capacity = goods.product, goods.producer, goods.capacity
    price = "" if product.listed_price is None else str(product.listed_price)
    papers = "; ".join(f"{paper.name} {paper.number}".strip() for paper in goods.certificates)
    return [
        product.name, producer.name, str(capacity.per_month), capacity.unit, format_date(capacity.stated_on), papers,
        price, product.pack, producer.public_phone, "có" if goods.is_listed else "chưa",
    ]  # fmt: skip
