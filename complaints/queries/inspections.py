"""Inspections of some units, their decisions and their money."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from accounts.models import UnitArea, UnitVersion
from accounts.queries import holds
from areas.models import COMMUNE, AdminUnit
from complaints.bookkeeping import PAID_TO_BUDGET
from complaints.models import Complaint, DecisionReversal, Inspection, MoneyRow, PenaltyDecision, ViolationKind
from complaints.queries.sight import hidden_from
from core.db import whole_sum
from core.errors import NotFound
from core.i18n import lazy

PAGE = 25


@dataclass(frozen=True)
class Period:
    """A span of days, both included; none is open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class InspectionRow:
    """A line of the list: what was imposed and what came in stay apart, in đồng."""

    inspection: Inspection
    commune: str
    decisions: int
    imposed: int
    received: int


@dataclass(frozen=True)
class InspectionPage:
    """Some lines; `total` counts all of them."""

    page: int
    pages: int
    total: int
    rows: list[InspectionRow] = field(default_factory=list)


@dataclass(frozen=True)
class InspectionFile:
    """Everything on the page of an inspection."""

    inspection: Inspection
    commune: AdminUnit
    unit: str
    complaint: Complaint | None
    decisions: list[PenaltyDecision]
    money: list[MoneyRow]
    reversals: dict[UUID, DecisionReversal] = field(default_factory=dict)

    @property
    def standing(self) -> list[PenaltyDecision]:
        """The decisions that were not taken back."""
        return [decision for decision in self.decisions if decision.id not in self.reversals]

    @property
    def imposed(self) -> int:
        return sum(decision.imposed_fine for decision in self.standing)

    def sum_of(self, kinds: tuple[str, ...]) -> int:
        """The money rows of these kinds, reversals taken off."""
        return sum(row.amount for row in self.money if row.kind in kinds)


def list_inspections(
    session: Session, unit_ids: Set[UUID], *, period: Period, source: str = "", outcome: str = "", page: int = 1,
    officer_id: UUID | None = None,
) -> InspectionPage:  # fmt: skip
    """Inspections of a period, the latest first: two statements."""
    chosen = _seen(select(func.count()).select_from(Inspection), unit_ids, officer_id)
    chosen = _filtered(chosen, period, source, outcome)
    total = session.scalars(chosen).one()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    of_this = PenaltyDecision.inspection_id == Inspection.id
    stands = PenaltyDecision.id.not_in(select(DecisionReversal.decision_id))
    decisions = select(func.count()).where(of_this, stands).scalar_subquery()
    imposed = select(whole_sum(PenaltyDecision.imposed_fine)).where(of_this, stands).scalar_subquery()
    fines = MoneyRow.inspection_id == Inspection.id, MoneyRow.kind == "fine_received"
    received = select(whole_sum(MoneyRow.amount)).where(*fines).scalar_subquery()
    query = select(Inspection, AdminUnit.full_name, decisions, imposed, received)
    query = _filtered(_seen(query, unit_ids, officer_id), period, source, outcome)
    query = query.join(AdminUnit, AdminUnit.id == Inspection.commune_id)
    query = query.order_by(Inspection.inspected_on.desc(), Inspection.number.desc())
    rows = session.execute(query.limit(PAGE).offset((page - 1) * PAGE))
    return InspectionPage(page, pages, total, [InspectionRow(*map(_whole, row)) for row in rows])


def get_inspection_file(session: Session, inspection_id: UUID, unit_ids: Set[UUID], on: date) -> InspectionFile:
    """An inspection of one of the units, with all that belongs to it. Raises NotFound."""
    query = select(Inspection, AdminUnit, UnitVersion.name, Complaint)
    query = query.join(AdminUnit, AdminUnit.id == Inspection.commune_id)
    query = query.outerjoin(UnitVersion, (UnitVersion.unit_id == Inspection.unit_id) & holds(UnitVersion, on))
    query = query.outerjoin(Complaint, Complaint.id == Inspection.complaint_id)
    query = query.where(Inspection.id == inspection_id, Inspection.unit_id.in_(unit_ids))
    found = session.execute(query).first()
    if found is None:
        raise NotFound(lazy("Không có vụ kiểm tra này ở đơn vị của bạn."))
    inspection, commune, unit, complaint = found
    decisions = _list(session, PenaltyDecision, inspection_id, PenaltyDecision.decided_on)
    money = _list(session, MoneyRow, inspection_id, MoneyRow.position)
    gone = session.scalars(select(DecisionReversal).filter_by(inspection_id=inspection_id))
    reversals = {row.decision_id: row for row in gone}
    return InspectionFile(inspection, commune, unit or "", complaint, decisions, money, reversals)


@dataclass(frozen=True)
class Totals:
    """What inspections came to: decisions that stand, fines imposed, money paid to the budget, in đồng."""

    decisions: int
    imposed: int
    paid: int


def get_inspection_totals(session: Session, inspection_ids: list[UUID]) -> Totals:
    """The totals of some inspections: two statements."""
    stands = PenaltyDecision.id.not_in(select(DecisionReversal.decision_id))
    query = select(func.count(), whole_sum(PenaltyDecision.imposed_fine))
    count, imposed = session.execute(query.where(PenaltyDecision.inspection_id.in_(inspection_ids), stands)).one()
    paid = select(whole_sum(MoneyRow.amount)).where(
        MoneyRow.inspection_id.in_(inspection_ids), MoneyRow.kind.in_(PAID_TO_BUDGET)
    )
    return Totals(count, int(imposed), int(session.scalars(paid).one()))


def list_communes(session: Session, unit_ids: Set[UUID], on: date) -> list[AdminUnit]:
    """The communes that the units are responsible for on a day, by name: one statement."""
    areas = select(UnitArea.admin_unit_id).where(UnitArea.unit_id.in_(unit_ids), holds(UnitArea, on))
    here = or_(AdminUnit.id.in_(areas), AdminUnit.parent_id.in_(areas))
    query = select(AdminUnit).where(AdminUnit.level == COMMUNE, holds(AdminUnit, on), here)
    return list(session.scalars(query.order_by(AdminUnit.folded)))


def list_violations(session: Session, on: date) -> list[ViolationKind]:
    """The legal kinds of violation as they hold on a day."""
    return list(session.scalars(select(ViolationKind).where(holds(ViolationKind, on)).order_by(ViolationKind.code)))


def _seen(query, unit_ids: Set[UUID], officer_id: UUID | None):
    """Of the units, without those of reports that are invisible to the officer."""
    query = query.where(Inspection.unit_id.in_(unit_ids))
    if officer_id is None:
        return query
    hidden = select(Complaint.id).where(hidden_from(officer_id), Complaint.id == Inspection.complaint_id)
    return query.where(~hidden.exists())


def _filtered(query, period: Period, source: str, outcome: str):
    if period.first:
        query = query.where(Inspection.inspected_on >= period.first)
    if period.last:
        query = query.where(Inspection.inspected_on <= period.last)
    if source:
        query = query.where(Inspection.source == source)
    return query.where(Inspection.outcome == outcome) if outcome else query


def _whole(value):
    """PostgreSQL sums whole numbers as decimals."""
    return value if isinstance(value, Inspection | str) else int(value)


def _list(session: Session, model: type, inspection_id: UUID, order) -> list:
    return list(session.scalars(select(model).filter_by(inspection_id=inspection_id).order_by(order)))
