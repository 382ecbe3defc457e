"""Inspections, decisions and money of the period, each by its own date."""

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from areas.models import AdminUnit
from complaints.models import DecisionReversal, Inspection, MoneyRow, PenaltyDecision
from core.db import whole_sum
from reports.counted import Counted
from reports.figures import ESTIMATE, combine
from reports.queries.shared import count_by, happened_inside, in_period
from reports.scope import Scope

SOURCES = ("plan", "sudden", "citizens", "transfer", "team", "online")
MONEY = {
    "E3.fines": "fine_received",
    "E3.sales": "confiscated_sold",
    "E3.other": "other_received",
    "E4": "destroyed",
    "E5": "awaiting_disposal",
    "E6": "ordered_destroyed",
}
SETTLES = ("confiscated_sold", "destroyed")


def inspections(scope: Scope) -> Select:
    """One row per inspection made in the period."""
    return (
        select(
            Inspection.number.label("number"),
            Inspection.inspected_on.label("day"),
            Inspection.source.label("source"),
            Inspection.outcome.label("outcome"),
            Inspection.complaint_id.label("complaint_id"),
            AdminUnit.full_name.label("place"),
        )
        .join(AdminUnit, AdminUnit.id == Inspection.commune_id)
        .where(in_period(scope, Inspection.inspected_on), happened_inside(scope, Inspection.commune_id))
        .order_by(Inspection.inspected_on, Inspection.number)
    )


def decisions(scope: Scope) -> Select:
    """One row per penalty decision of the period that was not taken back."""
    reversed_ = exists().where(DecisionReversal.decision_id == PenaltyDecision.id)
    return (
        select(
            Inspection.number.label("number"),
            PenaltyDecision.decided_on.label("day"),
            PenaltyDecision.violation_code.label("violation"),
            PenaltyDecision.imposed_fine.label("amount"),
            AdminUnit.full_name.label("place"),
        )
        .join(Inspection, Inspection.id == PenaltyDecision.inspection_id)
        .join(AdminUnit, AdminUnit.id == Inspection.commune_id)
        .where(
            in_period(scope, PenaltyDecision.decided_on), happened_inside(scope, Inspection.commune_id), ~reversed_
        )
        .order_by(PenaltyDecision.decided_on, Inspection.number)
    )


def money_rows(scope: Scope, *kinds: str) -> Select:
    """Money received and values of goods dated in the period.

    Goods awaiting disposal no longer wait once goods of that inspection were later sold or destroyed.
    """
    later = aliased(MoneyRow)
    settled = exists().where(
        MoneyRow.kind == "awaiting_disposal",
        later.inspection_id == MoneyRow.inspection_id,
        later.kind.in_(SETTLES),
        later.on > MoneyRow.on,
        later.on <= scope.to_day,
    )
    return (
        select(
            Inspection.number.label("number"),
            MoneyRow.on.label("day"),
            MoneyRow.kind.label("kind"),
            MoneyRow.amount.label("amount"),
            MoneyRow.is_estimate.label("is_estimate"),
            AdminUnit.full_name.label("place"),
        )
        .join(Inspection, Inspection.id == MoneyRow.inspection_id)
        .join(AdminUnit, AdminUnit.id == Inspection.commune_id)
        .where(
            MoneyRow.kind.in_(kinds),
            in_period(scope, MoneyRow.on),
            happened_inside(scope, Inspection.commune_id),
            ~settled,
        )
        .order_by(MoneyRow.on, Inspection.number)
    )


def count_enforcement(session: Session, scope: Scope) -> list[Counted]:
    """E1 by ground and outcome, decisions and fines imposed, and the money E2 to E6."""
    by_source = count_by(session, inspections(scope), "source")
    outcomes = count_by(session, inspections(scope), "outcome")
    decided = decisions(scope).subquery()
    count, imposed = session.execute(select(func.count(), whole_sum(decided.c.amount)).select_from(decided)).one()
    found = [Counted("E1", sum(by_source.values()), "vụ"), Counted("E1.decisions", count, "quyết định")]
    found.append(Counted("E1.imposed", imposed or 0, "đồng"))
    found += [Counted(f"E1.{source}", by_source.get(source, 0), "vụ", part=source) for source in SOURCES]
    found.append(Counted("E1.violation", outcomes.get("violation", 0), "vụ"))
    found.append(Counted("E1.linked", _linked(session, scope), "vụ"))
    return found + _count_money(session, scope)


def _linked(session: Session, scope: Scope) -> int:
    rows = inspections(scope).where(Inspection.complaint_id.is_not(None))
    return sum(count_by(session, rows, "source").values())


def _count_money(session: Session, scope: Scope) -> list[Counted]:
    """E3 to E6 as summed, E3 and E2 as the sums of their parts: totals tie out by construction."""
    rows = money_rows(scope, *MONEY.values()).subquery()
    totals = select(rows.c.kind, rows.c.is_estimate, whole_sum(rows.c.amount)).group_by(rows.c.kind, rows.c.is_estimate)
    summed: dict[str, dict[bool, int]] = {}
    for kind, is_estimate, amount in session.execute(totals):
        summed.setdefault(kind, {})[bool(is_estimate)] = amount
    parts = {
        row_id: Counted(row_id, sum(summed.get(kind, {}).values()), "đồng", _estimate(summed.get(kind, {})))
        for row_id, kind in MONEY.items()
    }
    paid = _total("E3", [parts["E3.fines"], parts["E3.sales"], parts["E3.other"]])
    whole = _total("E2", [paid, parts["E4"], parts["E5"], parts["E6"]])
    return [whole, paid, *parts.values()]


def _estimate(amounts: dict[bool, int]) -> str:
    return ESTIMATE if True in amounts else ""


def _total(row_id: str, parts: list[Counted]) -> Counted:
    qualifier = combine(part.qualifier for part in parts)
    return Counted(row_id, sum(part.value for part in parts), "đồng", qualifier)
