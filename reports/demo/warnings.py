"""Warnings and rounds of sampling of the sample; no product, maker or place that a document names."""

from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.clock import legal_date
from registry.actions.pictures import add_picture
from registry.actions.sampling import add_sample, record_round
from registry.actions.warnings import publish_warning
from registry.models import Comparison, Lot, Product, Recall
from reports.demo.people import People

GREEN, RED, PAPER, INK = "#1f7a4d", "#b3261e", "#f4efe2", "#33302a"
POINTS = (
    ("Chữ trên nắp hộp", "Chữ in nổi, sờ thấy gờ", "Chữ in phẳng, nhòe ở mép"),
    ("Tem ở nắp", "Tem liền, bóc ra thì rách", "Tem bóc ra còn nguyên"),
)
SAMPLES = (
    ("Rau cải (mẫu)", "chợ mẫu", "Dư lượng thuốc bảo vệ thực vật", "không phát hiện", "theo TT 50/2016/TT-BYT", True),
    ("Giò lụa (mẫu)", "chợ mẫu", "Hàn the", "dương tính", "không được dùng", False),
)


def load_warnings(session: Session, people: People, now: datetime) -> None:
    """Two rounds, a warning that came of one, advice with drawn pictures, and the warnings of recalled goods."""
    by = {"actor": SYSTEM, "now": now}
    for key, number, days in (("tn", "Kỳ 1 (mẫu)", 40), ("vl", "Kỳ 2 (mẫu)", 12)):
        place = people.provinces[key]
        found = record_round(
            session, number=number, announced_on=legal_date(now) - timedelta(days=days), province_id=place.id,
            authority="Chi cục An toàn thực phẩm (mẫu)", goods="rau, giò chả", taken=20, passed=19, failed=1,
            source="bản mẫu", is_sample=True, **by,
        )  # fmt: skip
        names = ("goods", "taken_at", "parameter", "result", "most", "is_passed")
        for line in SAMPLES:
            add_sample(session, round_id=found.id, **dict(zip(names, line, strict=True)), **by)
    publish_warning(
        session, kind="sampling", title="Một mẫu giò lụa có hàn the (mẫu)", round_id=found.id, place_id=place.id,
        body="Không mua giò chả dai bất thường, không rõ nơi làm.", authority="Chi cục An toàn thực phẩm (mẫu)",
        is_sample=True, source="bản mẫu", **by,
    )  # fmt: skip
    _load_advice(session, people, by)
    _load_recalls(session, by)


def _load_advice(session: Session, people: People, by: dict) -> None:
    advice = publish_warning(
        session, kind="advice", title="Nhận ra hộp chè thật và hộp chè giả (mẫu)", place_id=people.provinces["tn"].id,
        body="So hai điểm dưới đây. Nghi ngờ thì quét tem và báo ngay.", authority="Chi cục QLTT (mẫu)",
        kind_code="che", is_sample=True, source="bản mẫu", **by,
    )  # fmt: skip
    for position, (point, real, fake) in enumerate(POINTS, 1):
        row = Comparison(warning_id=advice.id, position=position, point=point, real_words=real, fake_words=fake)
        for side, words in (("real", real), ("fake", fake)):
            picture = add_picture(
                session, owner_kind="warning", owner_id=advice.id, data=_drawn(side == "real", position),
                caption=words, **by,
            )  # fmt: skip
            setattr(row, f"{side}_picture_id", picture.id)
        session.add(row)


def _load_recalls(session: Session, by: dict) -> None:
    """The recalls of the sample's made-up goods stand among the warnings too."""
    query = select(Recall, Product, Lot).join(Product, Product.id == Recall.product_id)
    for recall, product, lot in session.execute(query.outerjoin(Lot, Lot.id == Recall.lot_id)).all():
        which = f", lô {lot.number}" if lot else ""
        publish_warning(
            session, kind="recall", title=f"Thu hồi: {product.name}{which}", body=recall.reason, recall_id=recall.id,
            product_id=product.id, lot_id=recall.lot_id, kind_code=product.kind_code, authority=recall.authority,
            decision_number=recall.decision_number, is_sample=True, **by,
        )  # fmt: skip


def _drawn(is_real: bool, point: int) -> bytes:
    """A tin of tea as a drawing: raised letters or a flat print, a whole seal or a loose one."""
    picture = Image.new("RGB", (480, 360), PAPER)
    pen = ImageDraw.Draw(picture)
    colour = GREEN if is_real else RED
    pen.rounded_rectangle((130, 90, 350, 320), 24, fill=colour, outline=INK, width=4)
    pen.rounded_rectangle((115, 50, 365, 110), 18, fill=colour, outline=INK, width=4)
    if point == 1:
        for place in range(4):
            left = 155 + place * 45
            if is_real:
                pen.rectangle((left + 4, 68, left + 34, 98), fill=INK)
            pen.rectangle((left, 64, left + 30, 94), fill=PAPER if is_real else "#c98e88")
    else:
        pen.rectangle((215, 40, 265, 150), fill=PAPER, outline=INK, width=3)
        if is_real:
            pen.line((215, 120, 228, 108, 240, 122, 252, 106, 265, 120), fill=INK, width=4)
        else:
            pen.polygon(((265, 40), (310, 20), (310, 60)), fill=PAPER, outline=INK)
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()
