"""Requests for codes: the quota of a producer, what waits, one request with what it is about."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from accounts.queries import holds
from core.clock import VIETNAM, legal_date
from core.db import whole_sum
from core.errors import NotFound
from core.i18n import lazy
from qr.models import CodeQuota, CodeRange, CodeRequest, SharedIssue
from qr.quotas import Allowance
from registry.models import Lot, Producer, Product, Recall

ON_A_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """A request with lot, product and producer."""

    request: CodeRequest
    lot: Lot
    product: Product
    producer: Producer


def find_quota(session: Session, producer_kind: str, on: date) -> CodeQuota | None:
    """The quota of a kind of producer on a day."""
    return session.scalar(select(CodeQuota).where(CodeQuota.producer_kind == producer_kind, holds(CodeQuota, on)))


def count_month(session: Session, producer_id: UUID, now: datetime) -> int:
    """Labels issued to a producer in the calendar month, by whoever and of whatever level; cancelled ones too."""
    since = datetime.combine(legal_date(now).replace(day=1), time(), VIETNAM)
    own = select(Product.id).where(Product.producer_id == producer_id)
    size = whole_sum(CodeRange.last_number - CodeRange.first_number + 1)
    items = select(size).where(CodeRange.product_id.in_(own), CodeRange.issued_at >= since).scalar_subquery()
    labels = select(whole_sum(SharedIssue.count)).where(SharedIssue.product_id.in_(own), SharedIssue.issued_at >= since)
    item_count, shared_count = session.execute(select(items, labels.scalar_subquery())).one()
    return (item_count or 0) + (shared_count or 0)


def get_allowance(session: Session, producer: Producer, now: datetime) -> Allowance:
    """What the producer may still have this month; without a row of its kind nothing without asking."""
    quota = find_quota(session, producer.kind, legal_date(now))
    used = count_month(session, producer.id, now)
    return Allowance(quota.month_codes, used, quota.within) if quota else Allowance(0, used)


def get_asked(session: Session, number: str) -> Asked:
    """A request by the number of its receipt, as printed or typed. Raises NotFound."""
    plain = "".join(number.split()).replace("-", "").lower()
    found = session.execute(_asked().where(CodeRequest.number == plain)).first()
    if found is None:
        raise NotFound(lazy("Không có yêu cầu này."))
    return Asked(*found)


def list_asked_of(session: Session, producer_id: UUID, *, limit: int = 100) -> list[Asked]:
    """A producer's requests, newest first."""
    rows = _asked().where(CodeRequest.producer_id == producer_id)
    rows = rows.order_by(CodeRequest.sent_at.desc(), CodeRequest.id).limit(limit)
    return [Asked(*row) for row in session.execute(rows)]


def list_asked(
    session: Session, commune_ids: Set[UUID], *, is_waiting: bool, offset: int = 0, limit: int = ON_A_PAGE
) -> list[Asked]:
    """Requests from the communes: those that wait, the soonest due first, or those answered, the newest first."""
    rows = _inside(commune_ids, is_waiting)
    by_due = (CodeRequest.due_on, CodeRequest.sent_at, CodeRequest.id)
    rows = rows.order_by(*by_due) if is_waiting else rows.order_by(CodeRequest.decided_at.desc(), CodeRequest.id)
    return [Asked(*row) for row in session.execute(rows.offset(offset).limit(limit))]


def count_asked(session: Session, commune_ids: Set[UUID], *, is_waiting: bool) -> int:
    """How many requests wait, or were answered."""
    return session.scalar(select(func.count()).select_from(_inside(commune_ids, is_waiting).subquery())) or 0


def find_waiting(session: Session, lot_id: UUID, level: str) -> CodeRequest | None:
    """The request for codes of this level for the lot that nobody has answered."""
    return session.scalars(select(CodeRequest).filter_by(lot_id=lot_id, level=level, state="waiting")).first()


def is_called_back(session: Session, lot: Lot) -> bool:
    """Whether the lot, or all of its product, is called back now."""
    open_ones = select(Recall.id).where(Recall.product_id == lot.product_id, Recall.ended_on.is_(None))
    return session.scalar(open_ones.where((Recall.lot_id == lot.id) | Recall.lot_id.is_(None)).limit(1)) is not None


def list_batches_of_request(session: Session, request_id: UUID) -> list[UUID]:
    """The batches that a request was answered with."""
    rows = select(CodeRange.batch_id, func.min(CodeRange.first_number)).where(CodeRange.request_id == request_id)
    return [
        row[0] for row in session.execute(rows.group_by(CodeRange.batch_id).order_by(func.min(CodeRange.first_number)))
    ]


def list_own_lots(session: Session, producer_id: UUID, *, limit: int = 200) -> list[tuple[Lot, Product]]:
    """The lots of a producer's approved products, newest first."""
    rows = select(Lot, Product).join(Product, Product.id == Lot.product_id)
    rows = rows.where(Product.producer_id == producer_id, Product.state == "approved")
    return [
        (lot, product) for lot, product in session.execute(rows.order_by(Lot.created_at.desc(), Lot.id).limit(limit))
    ]


def _asked() -> Select:
    rows = select(CodeRequest, Lot, Product, Producer).join(Lot, Lot.id == CodeRequest.lot_id)
    rows = rows.join(Product, Product.id == CodeRequest.product_id)
    return rows.join(Producer, Producer.id == CodeRequest.producer_id)


def _inside(commune_ids: Set[UUID], is_waiting: bool) -> Select:
    state = CodeRequest.state == "waiting"
    return _asked().where(Producer.commune_id.in_(commune_ids), state if is_waiting else ~state)
