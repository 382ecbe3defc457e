"""A report goes through the routing table when it is filed, and again when an officer says what it is."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.queries import list_units
from complaints.actions.steps import add_step, lock_case
from complaints.models import CaseFlag, CaseRoute, Complaint, RoutingRule
from complaints.queries.routing import facts_of, find_route, goods_words, list_goods_kinds, list_rules, name_kinds
from complaints.routing import BODIES, CUC, PLACES, Facts, find_rule
from core.actor import SYSTEM, Actor
from core.clock import legal_date
from core.errors import BadInput
from core.i18n import lazy


def route_new_case(
    session: Session, complaint: Complaint, *, now: datetime, against_unit_id: UUID | None = None
) -> CaseRoute | None:
    """What the table of the day says of a report just filed; None while there is no table."""
    on = legal_date(now)
    rules = list_rules(session, on)
    if not rules:
        return None
    facts = facts_of(session, complaint, goods_words(list_goods_kinds(session, on)))
    rule = find_rule(rules, facts)
    notified = rule.notified.split()
    if complaint.place_kind == "online" and complaint.commune_id is None:
        notified.append(CUC)
        raise_to_kind(session, complaint, unit_kind=CUC, kind="no_place", now=now)
    if against_unit_id:
        raise_flag(session, complaint, unit_id=complaint.unit_id, kind="conduct", now=now)
    return _add_route(
        session, complaint, rule=rule, facts=facts, lead=rule.lead, notified=notified, actor=SYSTEM, now=now,
        against_unit_id=against_unit_id,
    )  # fmt: skip


def ask_table(session: Session, facts: Facts, now: datetime) -> RoutingRule:
    """The row of today's table for some facts."""
    return find_rule(list_rules(session, legal_date(now)), facts)


def route_case_again(
    session: Session, *, complaint_id: UUID, facts: Facts, reason: str, actor: Actor, now: datetime, lead: str = "",
    notified: list[str] | None = None, version: int | None = None,
) -> CaseRoute:  # fmt: skip
    """An officer says what the report is; the table answers, unless the officer names another lead.

    Raises BadInput without a reason, for a code that is in no list, or a lead that is no body.
    """
    complaint = lock_case(session, complaint_id, version=version)
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do phân công lại"), field="reason")
    _check_facts(session, facts, legal_date(now))
    if any(code not in BODIES for code in [*([lead] if lead else []), *(notified or [])]):
        raise BadInput(lazy("Chọn cơ quan trong danh sách"), field="lead")
    rule = ask_table(session, facts, now)
    before = find_route(session, complaint_id)
    route = _add_route(
        session, complaint, rule=rule, facts=facts, lead=lead or rule.lead, actor=actor, now=now, reason=reason.strip(),
        notified=rule.notified.split() if notified is None else notified,
        against_unit_id=before.against_unit_id if before else None,
    )  # fmt: skip
    add_step(
        session, complaint, kind="routed", actor=actor, now=now, note=f"{BODIES[route.lead]}: {route.reason}",
        facts={"lead": route.lead, "notified": route.notified, "violation": route.violation_code},
    )  # fmt: skip
    return route


def raise_to_kind(session: Session, complaint: Complaint, *, unit_kind: str, kind: str, now: datetime) -> None:
    """Raise the report to every unit of a kind: there is one Cục, or none in this installation."""
    for unit in list_units(session, legal_date(now), kinds=(unit_kind,)):
        raise_flag(session, complaint, unit_id=unit.unit_id, kind=kind, now=now)


def raise_flag(
    session: Session, complaint: Complaint, *, unit_id: UUID, kind: str, now: datetime, transfer_id: UUID | None = None
) -> CaseFlag:
    """Put the report before a unit above, until somebody there has seen it."""
    seq = session.scalars(select(func.max(CaseFlag.seq)).filter_by(complaint_id=complaint.id)).one() or 0
    flag = CaseFlag(
        complaint_id=complaint.id, seq=seq + 1, unit_id=unit_id, kind=kind, at=now, transfer_id=transfer_id
    )
    session.add(flag)
    session.flush()
    return flag


def _check_facts(session: Session, facts: Facts, on: date) -> None:
    if facts.violation and facts.violation not in name_kinds(session, on):
        raise BadInput(lazy("Chọn hành vi trong danh sách"), field="violation")
    if facts.goods not in {kind.code for kind in list_goods_kinds(session, on)}:
        raise BadInput(lazy("Chọn nhóm hàng trong danh sách"), field="goods")
    if facts.place not in PLACES:
        raise BadInput(lazy("Chọn nơi bán trong danh sách"), field="place")


def _add_route(session, complaint, *, rule, facts, lead, notified, actor, now, reason="", against_unit_id=None):
    seq = session.scalars(select(func.max(CaseRoute.seq)).filter_by(complaint_id=complaint.id)).one() or 0
    route = CaseRoute(
        complaint_id=complaint.id, seq=seq + 1, rule_id=rule.id, violation_code=facts.violation,
        goods_code=facts.goods, place_code=facts.place, is_urgent=facts.is_urgent, lead=lead,
        notified=" ".join(dict.fromkeys(notified)), against_unit_id=against_unit_id, at=now, actor=str(actor),
        reason=reason,
    )  # fmt: skip
    session.add(route)
    session.flush()
    return route
