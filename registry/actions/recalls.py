"""A recall from its beginning to its end: the producer is told, the public warned, lots made of it proposed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.errors import BadInput, Conflict, NotFound
from core.fields import clean_text
from core.i18n import lazy
from registry.actions.lots import end_recall, recall_lot
from registry.actions.notices import notify_producer
from registry.actions.warnings import end_recall_warnings, publish_warning
from registry.models import Lot, Product, Recall, RecallProposal
from registry.queries import find_recall
from registry.queries.recalls import select_lots
from registry.queries.walking import walk_on_from


def start_recall(
    session: Session, *, product_id: UUID, lot_id: UUID | None, reason: str, authority: str,
    decision_number: str = "", is_warned: bool = True, actor: Actor, now: datetime,
) -> Recall:  # fmt: skip
    """Call goods back, tell the producer, warn the public, and propose the lots made of them to the officer."""
    recall = recall_lot(
        session, product_id=product_id, lot_id=lot_id, reason=reason, authority=authority,
        decision_number=decision_number, actor=actor, now=now,
    )  # fmt: skip
    _propose(session, recall, now)
    product = session.get_one(Product, product_id)
    number = session.get_one(Lot, lot_id).number if lot_id else ""
    goods = f"{product.name}, lô {number}" if number else product.name
    notify_producer(
        session, producer_id=product.producer_id, kind="recall", subject=f"Thu hồi: {goods}",
        body=f"{recall.authority}: {recall.reason}", link=f"/producer/products/{product_id}", now=now,
    )  # fmt: skip
    if is_warned:
        publish_warning(
            session, kind="recall", title=f"Thu hồi: {goods}"[:200], body=recall.reason, product_id=product_id,
            lot_id=lot_id, recall_id=recall.id, kind_code=product.kind_code, is_sample=product.is_sample,
            authority=recall.authority, decision_number=recall.decision_number, actor=actor, now=now,
        )  # fmt: skip
    return recall


def decide_proposal(
    session: Session, *, proposal_id: UUID, spread: bool, reason: str = "", actor: Actor, now: datetime
) -> RecallProposal:
    """The officer spreads the recall to a lot, or says why not.

    Of two officers who decide at once the second gets a Conflict, as does one who decides after the recall's end.
    """
    row = session.get(RecallProposal, proposal_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound(lazy("Không có đề nghị này."))
    recall = session.get_one(Recall, row.recall_id, populate_existing=True)
    if row.state != "open":
        raise Conflict(lazy("Đề nghị này đã được quyết định rồi."))
    if recall.ended_on is not None:
        raise Conflict(lazy("Lần thu hồi này đã kết thúc."))
    reason = clean_text(reason)
    if not spread and not reason:
        raise BadInput(lazy("Ghi “Lý do”"), field="reason")
    if spread:
        row.spread_id = _spread(session, recall, session.get_one(Lot, row.lot_id), actor, now).id
    row.state, row.decided_at, row.reason, row.actor = "recalled" if spread else "refused", now, reason, str(actor)[:60]
    facts = {"recall": str(row.recall_id), "lot": str(row.lot_id), "state": row.state}
    audit.append(
        session, stream=f"product:{recall.product_id}", kind="recall.proposal_decided", actor=actor, at=now, facts=facts
    )
    return row


def _spread(session: Session, recall: Recall, lot: Lot, actor: Actor, now: datetime) -> Recall:
    """The lot's own recall; one that stands already, of the lot or of all its product's lots, is taken."""
    held = find_recall(session, lot.product_id, lot.id) or find_recall(session, lot.product_id, None)
    return held or start_recall(
        session, product_id=lot.product_id, lot_id=lot.id, reason=recall.reason, authority=recall.authority,
        decision_number=recall.decision_number, actor=actor, now=now,
    )  # fmt: skip


def finish_recall(
    session: Session, *, recall_id: UUID, decision_number: str, reason: str, actor: Actor, now: datetime
) -> Recall:
    """The recall ends by a decision; its warning ends with it and the producer is told. Raises BadInput."""
    for field, text, label in (
        ("decision_number", decision_number, lazy("Số quyết định")), ("reason", reason, lazy("Lý do"))
    ):  # fmt: skip
        if not text.strip():
            raise BadInput(lazy("Ghi “%(label)s”", label=label), field=field)
    recall = end_recall(session, recall_id=recall_id, actor=actor, now=now)
    recall.ended_decision, recall.ended_reason = clean_text(decision_number), clean_text(reason)
    end_recall_warnings(session, recall_id=recall_id, reason=recall.ended_reason, actor=actor, now=now)
    product = session.get_one(Product, recall.product_id)
    notify_producer(
        session, producer_id=product.producer_id, kind="recall", subject=f"Hết thu hồi: {product.name}",
        body=f"{recall.ended_decision}: {recall.ended_reason}", link=f"/producer/products/{product.id}", now=now,
    )  # fmt: skip
    return recall


def _propose(session: Session, recall: Recall, now: datetime) -> None:
    """Every lot made of the goods, unless it is called back itself; found in one walk."""
    found = walk_on_from(session, select_lots(recall.product_id, recall.lot_id)).depths
    is_called = or_(Recall.lot_id == Lot.id, and_(Recall.lot_id.is_(None), Recall.product_id == Lot.product_id))
    query = select(Lot.id).where(Lot.id.in_(found), Recall.ended_on.is_(None)).join(Recall, is_called)
    called = set(session.scalars(query))
    for lot_id, depth in found.items():
        if lot_id not in called:
            session.add(RecallProposal(recall_id=recall.id, lot_id=lot_id, depth=depth, state="open", made_at=now))
    session.flush()
