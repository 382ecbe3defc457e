"""Reading who changed what, when."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from registry.models import ProducerVersion, ProductVersion


@dataclass(frozen=True)
class Step:
    """One change: its number, when, who acted (kind and id), in which role, field -> [from, to], why."""

    seq: int
    at: datetime
    actor: str
    label: str
    changes: dict[str, list[Any]]
    reason: str


def list_product_versions(session: Session, product_id: UUID, *, after: int = 0) -> list[Step]:
    """The changes of a product later than a version, oldest first."""
    row = ProductVersion
    return _steps(session, select(row).where(row.product_id == product_id, row.seq > after).order_by(row.seq))


def list_producer_versions(session: Session, producer_id: UUID, *, after: int = 0) -> list[Step]:
    """The changes of a producer later than a version, oldest first."""
    row = ProducerVersion
    return _steps(session, select(row).where(row.producer_id == producer_id, row.seq > after).order_by(row.seq))


def _steps(session: Session, query: Select) -> list[Step]:
    return [
        Step(row.seq, row.at, row.actor, row.label, json.loads(row.changes), row.reason)
        for row in session.scalars(query)
    ]
