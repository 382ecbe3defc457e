"""Writing who changed what: rows are only added, and an edit of something changed meanwhile is found."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core.actor import Actor
from core.errors import NotFound
from core.i18n import lazy
from registry.conflicts import EditConflict, join_changes, merge
from registry.fields import as_plain, write_json
from registry.models import Producer, ProducerVersion, Product, ProductVersion
from registry.queries.versions import Step, list_producer_versions, list_product_versions


def lock_product(session: Session, product_id: UUID) -> Product:
    """The product as it stands now, held until the commit. Raises NotFound."""
    return _lock(session, Product, product_id, lazy("Không có sản phẩm này."))


def lock_producer(session: Session, producer_id: UUID) -> Producer:
    """The producer as it stands now, held until the commit. Raises NotFound."""
    return _lock(session, Producer, producer_id, lazy("Không có cơ sở này."))


def record_product(
    session: Session, product: Product, changes: dict[str, list], actor: Actor, now: datetime, reason: str = ""
) -> None:
    """One version of a product: field -> [from, to]. Without a change nothing is written."""
    if changes:
        product.version += 1
        session.add(ProductVersion(product_id=product.id, **_row(product.version, changes, actor, now, reason)))


def record_producer(
    session: Session, producer: Producer, changes: dict[str, list], actor: Actor, now: datetime, reason: str = ""
) -> None:
    """One version of a producer: field -> [from, to]. Without a change nothing is written."""
    if changes:
        producer.version += 1
        session.add(ProducerVersion(producer_id=producer.id, **_row(producer.version, changes, actor, now, reason)))


def first_version(changes: dict[str, list], actor: Actor, now: datetime) -> dict[str, Any]:
    """The values of version 1 of a row that is written together with many others."""
    return _row(1, changes, actor, now, "")


def set_fields(row: Any, values: dict[str, Any]) -> dict[str, list]:
    """Write values into a row and say what changed: field -> [from, to]."""
    changes = {
        field: [as_plain(getattr(row, field)), as_plain(value)]
        for field, value in values.items()
        if getattr(row, field) != value
    }
    for field, value in values.items():
        setattr(row, field, value)
    return changes


def merge_product(session: Session, product: Product, seen: int | None, values: dict[str, Any]) -> dict[str, Any]:
    """What may be written of an edit that began at the version `seen`. Raises EditConflict."""
    steps = [] if seen is None else list_product_versions(session, product.id, after=seen)
    return _merged(product.version, steps, values)


def merge_producer(session: Session, producer: Producer, seen: int | None, values: dict[str, Any]) -> dict[str, Any]:
    """What may be written of an edit that began at the version `seen`. Raises EditConflict."""
    steps = [] if seen is None else list_producer_versions(session, producer.id, after=seen)
    return _merged(producer.version, steps, values)


def check_seen_product(session: Session, product: Product, seen: int | None) -> None:
    """Raises EditConflict where somebody changed what the officer is about to decide on."""
    if seen is not None:
        _check_unchanged(product.version, list_product_versions(session, product.id, after=seen))


def check_seen_producer(session: Session, producer: Producer, seen: int | None) -> None:
    """Raises EditConflict where somebody changed what the officer is about to decide on."""
    if seen is not None:
        _check_unchanged(producer.version, list_producer_versions(session, producer.id, after=seen))


def _lock(session: Session, model: type, row_id: UUID, missing: object) -> Any:
    session.flush()
    row = session.get(model, row_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound(missing)
    return row


def _row(seq: int, changes: dict, actor: Actor, now: datetime, reason: str) -> dict[str, Any]:
    who = {"actor": str(actor)[:60], "label": actor.label[:60] or actor.kind}
    return {"seq": seq, "at": now, "changes": write_json(changes), "reason": reason, **who}


def _merged(version: int, steps: list[Step], values: dict[str, Any]) -> dict[str, Any]:
    theirs = join_changes(step.changes for step in steps)
    kept, clashes = merge(theirs, values)
    if clashes:
        raise EditConflict(version, steps[-1].at, steps[-1].label, clashes, theirs)
    return kept


def _check_unchanged(version: int, steps: list[Step]) -> None:
    theirs = join_changes(step.changes for step in steps)
    if theirs:
        raise EditConflict(version, steps[-1].at, steps[-1].label, [], theirs)
