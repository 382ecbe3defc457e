"""One version row for what a file changed: field -> [from, to]."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from core.actor import Actor
from registry.models import Producer, ProducerVersion, Product, ProductVersion


def record_change(
    session: Session, row: Producer | Product, changes: dict[str, list[str]], actor: Actor, now: datetime
) -> None:
    """Add the version and count it in the row."""
    row.version += 1
    who = {"actor": str(actor)[:60], "label": actor.label[:60] or actor.kind}
    plain = {"seq": row.version, "at": now, "changes": json.dumps(changes, ensure_ascii=False), **who}
    if isinstance(row, Producer):
        session.add(ProducerVersion(producer_id=row.id, **plain))
    else:
        session.add(ProductVersion(product_id=row.id, **plain))
