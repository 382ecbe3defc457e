"""Decisions come in from a file: first a dry run, then all that is new or changed, in one commit."""

import json
from collections.abc import Set
from datetime import date, datetime
from typing import IO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.actions.decisions import reverse_decision
from complaints.actions.inspections import count_same, record_decision, record_inspection, record_money, reverse_money
from complaints.decision_rows import DecisionLine, read_lines
from complaints.models import DecisionFile, MoneyRow, PenaltyDecision
from complaints.queries.decision_files import CHANGED, NEW, Judged, decision_changes, judge_file
from core.actor import Actor
from core.errors import Conflict
from core.i18n import lazy
from core.sheets import open_sheets

REASON = "Theo tệp quyết định của đơn vị"


def keep_file(
    session: Session, *, data: IO[bytes], name: str, unit_id: UUID, actor: Actor, now: datetime
) -> DecisionFile:
    """Read a file and keep what it says; nothing is recorded yet. Raises BadInput (field "file")."""
    lines = read_lines(open_sheets(data, name)[0])
    file = DecisionFile(
        unit_id=unit_id, name=name[-120:], body=json.dumps(lines, ensure_ascii=False), at=now, actor=str(actor)
    )
    session.add(file)
    session.flush()
    return file


def take_over_file(
    session: Session, *, file_id: UUID, unit_ids: Set[UUID], on: date, actor: Actor, now: datetime
) -> int:
    """Record what is new or changed, as judged at this moment; gives how many lines.

    Raises Conflict when it was taken over before. Lines that are wrong stay out and stay listed.
    """
    file = session.get_one(DecisionFile, file_id, with_for_update=True, populate_existing=True)
    if file.taken_at:
        raise Conflict(lazy("Tệp này đã được ghi vào sổ."))
    act = {"session": session, "actor": actor, "now": now}
    written = 0
    for judged in judge_file(session, file, unit_ids, on):
        if judged.state in (NEW, CHANGED):
            (_record if judged.state == NEW else _change)(act, file.unit_id, judged)
            written += 1
    file.taken_at, file.written = now, written
    session.flush()
    return written


def _record(act: dict, unit_id: UUID, judged: Judged) -> None:
    line = judged.line
    words, days = line.words, line.days
    inspection = record_inspection(
        **act, unit_id=unit_id, source=line.source, inspected_on=days["inspected_on"], commune_id=line.commune_id,
        outcome="violation", party=words["party"], goods=words["goods"], ground_number=words["ground_number"],
        ground_on=days.get("ground_on"),
    )  # fmt: skip
    decision = _decide(act, inspection.id, line)
    for kind, amount in line.money.items():
        if amount:
            _pay(act, inspection.id, decision, line, kind, amount)


def _change(act: dict, _unit_id: UUID, judged: Judged) -> None:
    """The decision anew where it differs; more money as a further row, less as a reversal and a row."""
    line, held = judged.line, judged.held
    decision = held.decision
    if decision_changes(line, held):
        reverse_decision(**act, decision_id=decision.id, reason=REASON)
        decision = _decide(act, held.inspection.id, line)
    for kind, amount in line.money.items():
        had = held.money.get(kind, 0)
        if amount < had:
            _take_back(act, held.inspection.id, line.words["number"], kind)
            had = 0
        if amount > had:
            _pay(act, held.inspection.id, decision, line, kind, amount - had)


def _decide(act: dict, inspection_id: UUID, line: DecisionLine) -> PenaltyDecision:
    return record_decision(
        **act, inspection_id=inspection_id, decided_on=line.days["decided_on"], imposed_fine=line.fine,
        number=line.words["number"], violation_code=line.words["violation"], kind=line.kind,
    )  # fmt: skip


def _pay(act: dict, inspection_id: UUID, decision: PenaltyDecision, line: DecisionLine, kind: str, amount: int) -> None:
    record_money(
        **act, inspection_id=inspection_id, kind=kind, amount=amount, on=line.days["money_on"],
        decision_id=decision.id,
    )  # fmt: skip


def _take_back(act: dict, inspection_id: UUID, number: str, kind: str) -> None:
    session = act["session"]
    same = select(PenaltyDecision.id).filter_by(inspection_id=inspection_id, number=number)
    query = select(MoneyRow).where(MoneyRow.decision_id.in_(same), MoneyRow.kind == kind, MoneyRow.amount > 0)
    for row in session.scalars(query.order_by(MoneyRow.position)).all():
        if count_same(session, row, -row.amount) < count_same(session, row, row.amount):
            reverse_money(**act, money_id=row.id, reason=REASON)
