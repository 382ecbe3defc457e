"""Labels with the one code of a lot or of a product: counted when they are issued, no serial is made."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.db import new_id
from core.errors import BadInput, NotFound
from core.i18n import lazy
from qr.models import SharedIssue
from registry.models import Lot

LEVELS = ("lot", "product")
MOST = 10_000_000


def issue_shared(
    session: Session,
    *,
    lot_id: UUID,
    level: str,
    count: int,
    request_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> SharedIssue:
    """`count` labels of the lot's or the product's code. Raises NotFound, BadInput."""
    lot = session.get(Lot, lot_id)
    if lot is None:
        raise NotFound(lazy("Không có lô này."), field="lot")
    if level not in LEVELS or not 1 <= count <= MOST:
        raise BadInput(
            lazy("Một đợt tem chung có từ 1 đến 10.000.000 tem, không phải %(count)s.", count=count), field="count"
        )
    row = SharedIssue(
        id=new_id(), level=level, product_id=lot.product_id, lot_id=lot.id, count=count, issued_at=now,
        actor=str(actor), request_id=request_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"lot": str(lot.id), "level": level, "count": count}
    audit.append(session, stream=f"labels:{row.id}", kind="labels.issued", actor=actor, at=now, facts=facts)
    return row
