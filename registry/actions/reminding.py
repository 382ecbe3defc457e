"""Producers are reminded before a certificate ends: at the days that the rules give, once each."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import legal_date
from core.jobs import job
from registry.actions.notices import notify_producer
from registry.assessing import ENDED
from registry.models import OcopApplication, OcopReminder, Product, Recognition
from registry.queries import recognised
from registry.queries.criteria import rules_on


@job("ocop.remind", every=timedelta(days=1))
def remind_of_ends(session: Session, payload: dict, now: datetime) -> None:
    """One reminder per certificate and step; a step that was passed while nothing ran is not sent late.

    Products whose application is on its way are left in peace.
    """
    on = legal_date(now)
    steps = sorted(int(value) for value in rules_on(session, on, "remind").values())
    if not steps:
        return
    for recognition, product in _ending(session, on + timedelta(days=steps[-1]), on):
        left = (recognition.valid_until - on).days
        step = next(days for days in steps if left <= days)
        if not _was_sent(session, recognition, step):
            session.add(OcopReminder(recognition_id=recognition.id, days=step, sent_at=now))
            _send(session, recognition, product, left, now)


def _ending(session: Session, last, on) -> list:
    good = recognised(on).subquery()
    running = select(OcopApplication.product_id).where(
        OcopApplication.state.not_in(ENDED), OcopApplication.filed_on.is_not(None)
    )
    query = (
        select(Recognition, Product)
        .join(good, good.c.recognition_id == Recognition.id)
        .join(Product, Product.id == Recognition.product_id)
        .where(Recognition.valid_until <= last, Product.id.not_in(running))
        .order_by(Recognition.valid_until, Recognition.id)
    )
    return list(session.execute(query))


def _was_sent(session: Session, recognition: Recognition, step: int) -> bool:
    """Whether this step or a nearer one was sent before."""
    query = select(OcopReminder.id).where(OcopReminder.recognition_id == recognition.id, OcopReminder.days <= step)
    return session.scalars(query).first() is not None


def _send(session: Session, recognition: Recognition, product: Product, left: int, now: datetime) -> None:
    day = f"{recognition.valid_until:%d/%m/%Y}"
    body = (
        f"{product.name}: giấy chứng nhận có hiệu lực đến {day}, còn {left} ngày. "
        "Nộp hồ sơ đánh giá lại nếu muốn được công nhận tiếp; hết hạn thì không in logo OCOP có sao nữa."
    )
    notify_producer(
        session, producer_id=product.producer_id, kind="ocop", subject=f"Chứng nhận OCOP hết hạn ngày {day}",
        body=body, link="/producer/ocop", now=now,
    )  # fmt: skip
