"""Whoever changes the past of a case by hand is found by the command that operators run."""

import pytest
from sqlalchemy import text

from complaints.actions import handling
from core import clock
from core.actor import SYSTEM
from tests.factories.accounts import make_unit
from tests.factories.complaints import make_report
from tests.factories.inspections import make_inspection

CASE = "stream LIKE 'case:%'"
CHANGES = {
    "text": f"UPDATE audit_entry SET text = replace(text, 'officer', 'citizen') || ' ' WHERE {CASE} AND seq = 2",
    "hash": f"UPDATE audit_entry SET hash = '{'0' * 64}' WHERE {CASE} AND seq = 2",
    "kind": f"UPDATE audit_entry SET kind = 'complaint.closed' WHERE {CASE} AND seq = 2",
    "time": f"UPDATE audit_entry SET at = '2026-01-01T00:00:00.000000Z' WHERE {CASE} AND seq = 2",
    "seq": f"UPDATE audit_entry SET seq = 9 WHERE {CASE} AND seq = 2",
    "stream": f"UPDATE audit_entry SET stream = 'case:other' WHERE {CASE} AND seq = 2",
    "middle": f"DELETE FROM audit_entry WHERE {CASE} AND seq = 2",
    "tail": f"DELETE FROM audit_entry WHERE {CASE} AND seq = 3",
    "head": f"UPDATE audit_head SET seq = 2 WHERE {CASE}",
    "mark": f"UPDATE audit_head SET mark = '{'0' * 64}' WHERE {CASE}",
    "no head": f"DELETE FROM audit_head WHERE {CASE}",
    "whole inspection": "DELETE FROM audit_head WHERE stream LIKE 'inspection:%'; "
    "DELETE FROM audit_entry WHERE stream LIKE 'inspection:%'",
}


@pytest.fixture
def house(session):
    """A case of three steps and an inspection."""
    unit = make_unit(session, kind="chi_cuc")
    case, _code = make_report(session)
    for words in ("một", "hai"):
        handling.note_case(session, complaint_id=case.id, text=words, actor=SYSTEM, now=clock.now())
    make_inspection(session, unit=unit)
    session.commit()


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_column_or_a_cut_tail_is_found(app, session, house, what):
    assert app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0
    for statement in CHANGES[what].split("; "):
        session.execute(text(statement))
    session.commit()
    result = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert ("inspection:" if what == "whole inspection" else "case:") in result.output
