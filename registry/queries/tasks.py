"""The tasks of a producer: what is done, what is missing, for each product; one set of statements for all."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.i18n import lazy
from registry.fields import MANDATORY, PRODUCT_FIELDS
from registry.models import (
    Application,
    Certificate,
    FieldNote,
    Lot,
    OriginBasis,
    Picture,
    ProducerNotice,
    Product,
    ProductEvent,
)

TODO, DOING, DONE, MEND = "todo", "doing", "done", "mend"
STATE_WORDS = {TODO: lazy("Chưa làm"), DOING: lazy("Đang làm"), DONE: lazy("Đã xong"), MEND: lazy("Cần sửa")}
TONES = {TODO: "grey", DOING: "warn", DONE: "ok", MEND: "bad"}
UNSENT = ("draft", "returned")


@dataclass(frozen=True)
class Task:
    """One thing to do: its name, state, where it is done, what is still missing or what must be mended."""

    name: object
    state: str
    href: str
    missing: list[object]


@dataclass(frozen=True)
class Work:
    """A product with its tasks, the last step and the officer's words."""

    product: Product
    tasks: list[Task]
    at: object
    reason: str
    application: Application | None


def list_work(session: Session, producer_id: UUID) -> list[Work]:
    """Every product of a producer with its tasks, by name."""
    products = session.scalars(select(Product).filter_by(producer_id=producer_id).order_by(Product.folded, Product.id))
    rows, ids = products.all(), select(Product.id).filter_by(producer_id=producer_id).scalar_subquery()
    counts = {
        model: dict(session.execute(
            select(model.product_id, func.count()).where(model.product_id.in_(ids)).group_by(model.product_id)).all())
        for model in (Certificate, OriginBasis, Lot)
    }  # fmt: skip
    pictures = select(Picture.owner_id, func.count()).where(Picture.owner_kind == "product", Picture.owner_id.in_(ids))
    counts[Picture] = dict(session.execute(pictures.group_by(Picture.owner_id)).all())
    events = _last(session.scalars(
        select(ProductEvent).where(ProductEvent.product_id.in_(ids)).order_by(ProductEvent.seq)))  # fmt: skip
    sent = _last(session.scalars(
        select(Application).where(Application.product_id.in_(ids)).order_by(Application.sent_at)))  # fmt: skip
    notes = _notes(session, sent)
    return [
        Work(row, _tasks(row, {m: c.get(row.id, 0) for m, c in counts.items()}, notes.get(row.id, {})),
             events[row.id].at, _reason(events[row.id], sent.get(row.id), notes.get(row.id)), sent.get(row.id))
        for row in rows
    ]  # fmt: skip


def list_news(session: Session, producer_id: UUID, limit: int = 20) -> list[ProducerNotice]:
    """News that nobody has marked as read, newest first."""
    query = select(ProducerNotice).filter_by(producer_id=producer_id, read_at=None)
    return list(session.scalars(query.order_by(ProducerNotice.at.desc()).limit(limit)))


def missing_fields(product: Product) -> list[object]:
    """The mandatory blocks that are empty, as people call them."""
    return [PRODUCT_FIELDS[field] for field in MANDATORY if getattr(product, field) in ("", None)]


def _last(rows) -> dict:
    return {row.product_id: row for row in rows}


def _reason(event: ProductEvent, sent: Application | None, notes: dict[str, str] | None) -> str:
    """The officer's general words; those about single fields stand at their tasks."""
    return sent.reason if sent and notes else event.reason


def _notes(session: Session, sent: dict[UUID, Application]) -> dict[UUID, dict[str, str]]:
    back = {row.id: row.product_id for row in sent.values() if row.outcome == "returned"}
    found: dict[UUID, dict[str, str]] = {}
    for note in session.scalars(select(FieldNote).where(FieldNote.application_id.in_(back))):
        found.setdefault(back[note.application_id], {})[note.field] = note.reason
    return found


def _tasks(product: Product, counts: dict, notes: dict[str, str]) -> list[Task]:
    base = f"/producer/products/{product.id}"
    gaps = missing_fields(product)
    fields = [why for field, why in notes.items() if field in PRODUCT_FIELDS]
    needs_basis = product.ocop_group is None and not counts[OriginBasis]
    papers = [lazy("căn cứ “sản xuất tại Việt Nam”")] if needs_basis else []
    done = counts[Certificate] or counts[OriginBasis]
    return [
        _task(lazy("Sản phẩm"), f"{base}/edit", bool(not gaps), True, gaps, fields),
        _task(lazy("Chứng nhận và căn cứ"), f"{base}/{'origin' if needs_basis else 'certificates'}",
              bool(done) and not needs_basis, bool(done), papers, _of(notes, "certificates", "basis", "gtin")),
        _task(lazy("Ảnh bao bì"), f"{base}/pictures", bool(counts[Picture]), False, [], _of(notes, "pictures")),
        _task(lazy("Lô hàng"), f"{base}/lots", bool(counts[Lot]), False, [], _of(notes, "lots")),
        _task(lazy("Gửi duyệt"), base, product.state not in UNSENT, False, [], []),
    ]  # fmt: skip


def _task(name: object, href: str, is_done: bool, is_begun: bool, missing: list, mend: list) -> Task:
    if mend:
        return Task(name, MEND, href, mend)
    return Task(name, DONE if is_done else DOING if is_begun else TODO, href, missing)


def _of(notes: dict[str, str], *fields: str) -> list:
    return [notes[field] for field in fields if field in notes]
