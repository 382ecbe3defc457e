"""The first scan of a batch that is not activated tells its producer, once a batch and day."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.clock import legal_date
from core.errors import Conflict
from core.i18n import lazy
from qr.actions.codes import Span, activate_codes
from qr.models import CodeRange, FirstScanNotice
from qr.queries.inactive import list_inactive_batches
from qr.queries.label_jobs import has_good_check
from qr.serials import Opened
from registry.actions.notices import notify_producer

WAITING = ("printed",)
"""States from which a producer may activate by itself: what was reported lost or blocked stays so."""

SUBJECT = "Có người quét tem bạn chưa báo đã dán"
BODY = (
    "Tem của %(product)s, lô %(lot)s vừa được quét, nhưng đợt tem này chưa kích hoạt nên người mua thấy “Cơ sở chưa "
    "báo đã dán tem này”. Nếu tem đã dán lên hàng, bấm kích hoạt. Nếu chưa dán, tem có thể bị lộ: hãy báo mất."
)


def tell_of_inactive(session: Session, codes: Collection[Opened], *, now: datetime) -> None:
    """News for the producers whose inactive codes were just scanned."""
    day = legal_date(now)
    for batch_id, product, lot in list_inactive_batches(session, codes):
        if session.get(FirstScanNotice, (batch_id, day)):
            continue
        session.add(FirstScanNotice(batch_id=batch_id, day=day, at=now))
        notify_producer(
            session, producer_id=product.producer_id, kind="first_scan", subject=SUBJECT,
            body=BODY % {"product": product.name, "lot": lot.number}, link=f"/producer/codes/{batch_id}/activate",
            now=now,
        )  # fmt: skip


def activate_printed(session: Session, *, batch_id: UUID, actor: Actor, now: datetime) -> int:
    """The producer's one tap: every printed code of the batch is right from now on; returns how many.

    Raises Conflict when none waits: what was reported lost, cancelled or blocked is not brought back so;
    and before one printed label was checked and found good.
    """
    if not has_good_check(session, batch_id):
        raise Conflict(lazy("Chưa kiểm tem in của đợt này: chụp một tem vừa in ở trang “Kiểm tem in” rồi kích hoạt."))
    waiting = select(CodeRange).where(CodeRange.batch_id == batch_id, CodeRange.state.in_(WAITING))
    spans = [Span(row.first_number, row.last_number) for row in session.scalars(waiting)]
    if not spans:
        raise Conflict(lazy("Đợt này không còn tem nào đã in mà chưa kích hoạt."))
    return sum(activate_codes(session, batch_id=batch_id, span=span, actor=actor, now=now) for span in spans)
