"""The registered producer is asked whether goods are its own: clean photos, a day, and nothing of any reporter."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.actions.handling import refuse_leftovers
from complaints.actions.inspections import lock_inspection
from complaints.actions.outcomes import log
from complaints.models import Evidence, GoodsPhoto, GoodsQuestion, InspectionCase
from complaints.outcomes import ANSWERS
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy
from core.text import format_date
from registry.actions.notices import notify_producer
from registry.models import Product

LONGEST = timedelta(days=60)
PAGE = "/producer/goods-checks/"


def ask_producer(
    session: Session, *, inspection_id: UUID, product_id: UUID, words: str, due_on: date, actor: Actor, now: datetime,
    photo_ids: Iterable[UUID] = (),
) -> GoodsQuestion:  # fmt: skip
    """Ask the product's producer; only clean copies of photos of the inspection's reports go along.

    Raises BadInput for no words, a photo from elsewhere, a product that does not exist, or a day outside the
    next 60.
    """
    inspection, product = lock_inspection(session, inspection_id), session.get(Product, product_id)
    today = legal_date(now)
    if product is None:
        raise BadInput(lazy("Chọn sản phẩm đã đăng ký"), field="product")
    if not words.strip():
        raise BadInput(lazy("Ghi câu hỏi"), field="question")
    refuse_leftovers(words, "question")
    if not today < due_on <= today + LONGEST:
        raise BadInput(lazy("Hạn trả lời từ ngày mai đến 60 ngày tới"), field="due_on")
    question = GoodsQuestion(
        inspection_id=inspection_id, product_id=product.id, producer_id=product.producer_id, words=words.strip(),
        due_on=due_on, asked_at=now, actor=str(actor),
    )  # fmt: skip
    session.add(question)
    session.flush()
    _add_photos(session, question, set(photo_ids))
    log(session, inspection, "producer_asked", actor, now, {"question": question.id, "product": product.id})
    notify_producer(
        session, producer_id=product.producer_id, kind="goods.asked", link=f"{PAGE}{question.id}", now=now,
        subject=f"Cần nhận diện hàng: “{product.name}”",
        body=f"Cơ quan kiểm tra hỏi hàng này có phải của cơ sở không. Trả lời trước {format_date(due_on)}.",
    )  # fmt: skip
    return question


def answer_question(
    session: Session, *, question_id: UUID, producer_id: UUID, answer: str, words: str, actor: Actor, now: datetime
) -> GoodsQuestion:
    """What the producer says, once; late answers count too. Raises NotFound for another's, BadInput, Conflict."""
    question = session.get(GoodsQuestion, question_id, with_for_update=True, populate_existing=True)
    if question is None or question.producer_id != producer_id:
        raise NotFound(lazy("Không có câu hỏi này."))
    if question.answer:
        raise Conflict(lazy("Câu hỏi này đã được trả lời."))
    if answer not in ANSWERS:
        raise BadInput(lazy("Chọn câu trả lời"), field="answer")
    if not words.strip():
        raise BadInput(lazy("Ghi dấu hiệu bạn dựa vào"), field="answer_words")
    question.answer, question.answer_words = answer, words.strip()
    question.answered_at, question.answered_by = now, str(actor)
    inspection = lock_inspection(session, question.inspection_id)
    log(session, inspection, "producer_answered", actor, now, {"question": question.id, "answer": answer})
    session.flush()
    return question


def list_choosable(session: Session, inspection_id: UUID) -> list[Evidence]:
    """The photos of the inspection's reports that have a clean copy."""
    under = select(InspectionCase.complaint_id).filter_by(inspection_id=inspection_id)
    query = select(Evidence).where(Evidence.complaint_id.in_(under), Evidence.clean_key != "")
    return list(session.scalars(query.order_by(Evidence.received_at, Evidence.position).limit(60)))


def _add_photos(session: Session, question: GoodsQuestion, wanted: set[UUID]) -> None:
    chosen = [photo for photo in list_choosable(session, question.inspection_id) if photo.id in wanted]
    if len(chosen) != len(wanted):
        raise BadInput(lazy("Chọn ảnh trong danh sách"), field="photos")
    for position, photo in enumerate(chosen, 1):
        session.add(GoodsPhoto(
            question_id=question.id, position=position, clean_key=photo.clean_key, width=photo.width,
            height=photo.height,
        ))  # fmt: skip
    session.flush()
