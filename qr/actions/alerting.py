"""What a producer is told when one of its codes needs looking at: never a single scan, never a device."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qr.models import CodeScore
from registry.actions.notices import notify_producer
from registry.models import Product

SUBJECT = "Một mã của sản phẩm có dấu hiệu bị sao chép"
BODY = (
    "Mã của %(product)s được quét ở nhiều nơi, bởi nhiều máy hơn bình thường (%(count)s mã). Cán bộ đang xem xét; "
    "người mua chưa thấy cảnh báo nào. Nếu bạn biết lý do (hàng biếu, bán qua mạng, ảnh tem bị đăng lên mạng), "
    "hãy báo cho cơ quan cấp mã."
)


def tell_producers(session: Session, opened: Iterable[CodeScore], *, now: datetime) -> None:
    """One message for each product whose alerts have just opened, however many codes."""
    counts: dict = {}
    for row in opened:
        counts[row.product_id] = counts.get(row.product_id, 0) + 1
    for product in session.scalars(select(Product).where(Product.id.in_(counts))) if counts else ():
        notify_producer(
            session, producer_id=product.producer_id, kind="clone", subject=SUBJECT,
            body=BODY % {"product": product.name, "count": counts[product.id]}, link="/producer/scans", now=now,
        )  # fmt: skip
