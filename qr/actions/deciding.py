"""What an officer decides about an alert: copied, or nothing to it; and holding a product's alerts back."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy
from qr.actions.scoring import add_step
from qr.clones import split_provinces
from qr.models import CodeScore, CopiedCode, ProductFreeze
from qr.queries.batches import find_range
from qr.queries.scoring import find_seen, frozen_products, weights_on
from qr.serials import Opened

DAY = 24 * 60
MOST_FROZEN = timedelta(days=90)
"""How long a product may be held back at a time."""


def confirm_copied(
    session: Session, *, code: Opened, reason: str, authority: str, version: int, actor: Actor, now: datetime
) -> CopiedCode:
    """From now on buyers read V3. Only provinces that people said are counted aloud.

    Raises Conflict while the product is frozen, when it is confirmed already, or when somebody else was quicker.
    """
    row = _open_row(session, code, reason, version)
    if row.state == "confirmed":
        raise Conflict(lazy("Mã này đã được xác nhận là bị sao chép."))
    if frozen_products(session, [row.product_id], legal_date(now)):
        raise Conflict(lazy("Sản phẩm đang được tạm ngừng cảnh báo; kết thúc việc tạm ngừng rồi xác nhận."))
    seen = find_seen(session, code, weights_on(session, legal_date(now)))
    said, days = _told(seen.sightings if seen else [])
    copied = CopiedCode(
        generation=code.generation, number=code.number, confirmed_on=legal_date(now), provinces=said, days=days,
        authority=authority,
    )  # fmt: skip
    session.add(copied)
    row.cleared_points = None
    _decide(session, row, "confirmed", reason, actor, now)
    return copied


def clear_alert(session: Session, *, code: Opened, reason: str, version: int, actor: Actor, now: datetime) -> CodeScore:
    """Nothing to it: buyers read what the code proves. It stays cleared until there is new evidence."""
    row = _open_row(session, code, reason, version)
    if row.state == "cleared":
        raise Conflict(lazy("Cảnh báo này đã được bỏ."))
    copied = session.get(CopiedCode, code)
    if copied is not None:
        session.delete(copied)
    row.cleared_points = row.points
    _decide(session, row, "cleared", reason, actor, now)
    return row


def freeze_product(
    session: Session, *, product_id: UUID, until: date, reason: str, actor: Actor, now: datetime
) -> ProductFreeze:
    """Hold the alerts and confirmations of a product back to a day, included.

    Raises BadInput without a reason or for a day that is past or more than 90 days away.
    """
    today = legal_date(now)
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do tạm ngừng cảnh báo."), field="reason")
    if not today <= until <= today + MOST_FROZEN:
        raise BadInput(lazy("Ngày cuối phải từ hôm nay đến 90 ngày nữa."), field="until")
    end_freeze(session, product_id=product_id, actor=actor, now=now)
    freeze = ProductFreeze(product_id=product_id, reason=reason.strip(), until=until, actor=str(actor), at=now)
    session.add(freeze)
    facts = {"until": until.isoformat(), "reason": reason.strip()}
    audit.append(session, stream=f"product:{product_id}", kind="alerts.frozen", actor=actor, at=now, facts=facts)
    return freeze


def end_freeze(session: Session, *, product_id: UUID, actor: Actor, now: datetime) -> int:
    """Let alerts of the product through again; returns how many freezes ended."""
    open_ones = select(ProductFreeze).where(
        ProductFreeze.product_id == product_id, ProductFreeze.ended_at.is_(None), ProductFreeze.until >= legal_date(now)
    )
    rows = session.scalars(open_ones.with_for_update()).all()
    for row in rows:
        row.ended_at = now
        audit.append(session, stream=f"product:{product_id}", kind="alerts.resumed", actor=actor, at=now, facts={})
    return len(rows)


def _open_row(session: Session, code: Opened, reason: str, version: int) -> CodeScore:
    row = session.get(CodeScore, code, with_for_update=True)
    if row is None:
        raise NotFound(lazy("Không có cảnh báo cho mã này."))
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do, để người sau hiểu quyết định này."), field="reason")
    if row.version != version:
        raise Conflict(lazy("Người khác vừa quyết định hoặc có dấu hiệu mới. Xem lại rồi quyết định."))
    return row


def _decide(session: Session, row: CodeScore, state: str, reason: str, actor: Actor, now: datetime) -> None:
    row.state, row.due_at = state, None
    row.version += 1
    add_step(session, row, kind=state, reason=reason.strip(), actor=actor, now=now)
    issued = find_range(session, Opened(row.generation, row.number))
    facts = {"generation": row.generation, "number": row.number, "points": row.points, "reason": reason.strip()}
    stream = f"batch:{issued.batch_id}" if issued else f"product:{row.product_id}"
    audit.append(session, stream=stream, kind=f"alert.{state}", actor=actor, at=now, facts=facts)


def _told(sightings: list) -> tuple[int, int]:
    """How many provinces people said, and over how many days they said them."""
    said, _ = split_provinces(sightings)
    minutes = [each.minute for each in sightings if each.is_said]
    return len(said), (max(minutes) - min(minutes)) // DAY + 1 if minutes else 0
