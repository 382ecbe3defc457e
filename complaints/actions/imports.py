"""Many inspections at once, as a year's register brings them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from complaints.models import Inspection, MoneyRow, PenaltyDecision
from core import audit
from core.actor import Actor
from core.db import new_id


@dataclass(frozen=True)
class ImportedMoney:
    """`kind` as in bookkeeping.MONEY_KINDS; `amount` in whole đồng."""

    kind: str
    amount: int
    on: date
    is_estimate: bool = False


@dataclass(frozen=True)
class ImportedDecision:
    """A decision with the fine it imposes, in whole đồng."""

    decided_on: date
    imposed_fine: int
    number: str = ""
    violation_code: str = ""


@dataclass(frozen=True)
class ImportedInspection:
    """One row of a register: an inspection with its decision and its money."""

    number: str
    unit_id: UUID
    source: str
    inspected_on: date
    commune_id: UUID
    outcome: str
    party: str = ""
    goods: str = ""
    note: str = ""
    ground_number: str = ""
    ground_on: date | None = None
    decision: ImportedDecision | None = None
    money: list[ImportedMoney] = field(default_factory=list)
    is_sample: bool = False
    generated: str = ""  # names of the fields that no document gives
    source_document: str = ""


def import_inspections(
    session: Session, *, rows: Iterable[ImportedInspection], actor: Actor, now: datetime
) -> list[UUID]:
    """Write the rows as they stand, each with the first step of its own audit stream; returns their ids."""
    inspections: list[dict] = []
    decisions: list[dict] = []
    money: list[dict] = []
    steps: dict[str, dict] = {}
    by = {"actor": str(actor), "recorded_at": now}
    for row in rows:
        inspection_id = new_id()
        inspections.append(_plain(row, by) | {"id": inspection_id})
        decision_id = new_id() if row.decision else None
        if row.decision:
            same = {"id": decision_id, "inspection_id": inspection_id, "generated": row.generated}
            decisions.append(asdict(row.decision) | by | same)
        for position, item in enumerate(row.money, 1):
            same = {"inspection_id": inspection_id, "decision_id": decision_id, "position": position}
            money.append(asdict(item) | by | same | {"id": new_id()})
        steps[f"inspection:{inspection_id}"] = _facts(row)
    for model, values in ((Inspection, inspections), (PenaltyDecision, decisions), (MoneyRow, money)):
        if values:
            session.execute(insert(model), values)
    audit.begin_streams(session, kind="inspection.imported", actor=actor, at=now, facts=steps)
    return [values["id"] for values in inspections]


def _plain(row: ImportedInspection, by: dict) -> dict:
    return {name: value for name, value in vars(row).items() if name not in ("decision", "money")} | by


def _facts(row: ImportedInspection) -> dict:
    facts = {"number": row.number, "source": row.source, "on": row.inspected_on, "outcome": row.outcome}
    if row.decision:
        facts |= {"decided_on": row.decision.decided_on, "fine": row.decision.imposed_fine}
    return facts | {"money": [[item.kind, item.amount, item.on.isoformat()] for item in row.money]}
