"""The audit finds any changed byte and any cut tail."""

import pytest
from sqlalchemy import text

from core import audit, clock
from core.actor import SYSTEM, Actor
from core.audit import AuditEntry, AuditHead


@pytest.fixture
def written(session):
    for number in range(3):
        for stream in ("case:1", "case:2"):
            audit.append(session, stream=stream, kind="case.step", actor=SYSTEM, at=clock.now(), facts={"n": number})
    session.commit()
    return session


def test_what_was_written_verifies(written):
    assert audit.verify(written) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET text = replace(text, 'system', 'officer') WHERE stream = 'case:1'",
        "UPDATE audit_entry SET kind = 'case.other' WHERE stream = 'case:1' AND seq = 2",
        "UPDATE audit_entry SET at = '2020-01-01T00:00:00.000000Z' WHERE stream = 'case:1' AND seq = 2",
        "UPDATE audit_entry SET hash = upper(hash) WHERE stream = 'case:1' AND seq = 2",
        "UPDATE audit_entry SET seq = 9 WHERE stream = 'case:1' AND seq = 2",
        "DELETE FROM audit_entry WHERE stream = 'case:1' AND seq = 2",
        "DELETE FROM audit_entry WHERE stream = 'case:1' AND seq = 3",
        "DELETE FROM audit_entry WHERE stream = 'case:1'",
        "DELETE FROM audit_head WHERE stream = 'case:1'",
        "UPDATE audit_head SET seq = 2 WHERE stream = 'case:1'",
        "UPDATE audit_head SET mark = 'x' WHERE stream = 'case:1'",
    ],
)
def test_any_change_is_found_and_named(written, change):
    written.execute(text(change))
    written.expire_all()
    assert any("case:1" in fault for fault in audit.verify(written))


def test_a_tail_cut_with_its_head_moved_back_is_found_by_the_mark(written):
    last = written.query(AuditEntry).filter_by(stream="case:1", seq=2).one()
    written.execute(text("DELETE FROM audit_entry WHERE stream = 'case:1' AND seq = 3"))
    head = written.get(AuditHead, "case:1")
    head.seq, head.hash = 2, last.hash
    written.flush()
    assert audit.verify(written) == ["case:1: the mark on its head is wrong"]


def test_a_stream_removed_whole_is_found_once_a_root_was_sealed(written):
    audit.seal(written, now=clock.now())
    assert audit.verify(written) == []
    written.execute(text("DELETE FROM audit_entry WHERE stream = 'case:1'"))
    written.execute(text("DELETE FROM audit_head WHERE stream = 'case:1'"))
    written.expire_all()
    assert [fault.split(":")[0] for fault in audit.verify(written)] == [f"root of {clock.now().isoformat()[:13]}"]


def test_steps_after_a_root_do_not_disturb_it(written):
    audit.seal(written, now=clock.now())
    audit.append(written, stream="case:1", kind="case.step", actor=SYSTEM, at=clock.now())
    assert audit.verify(written) == []


def test_a_row_that_must_have_a_stream_and_has_none_is_found(written, monkeypatch):
    monkeypatch.setitem(audit.required, "lost", lambda session: ["7"])
    assert audit.verify(written) == ["lost:7: the whole stream is missing"]


def test_a_step_names_the_actor_by_id_and_role(written):
    officer = Actor("officer", None, "doi_truong")
    entry = audit.append(written, stream="case:3", kind="case.taken", actor=officer, at=clock.now())
    assert '"label":"doi_truong"' in entry.text


def test_the_command_says_the_first_wrong_row_and_ends_with_1(app, written):
    runner = app.test_cli_runner()
    assert runner.invoke(args=["audit", "verify"]).exit_code == 0
    written.execute(text("DELETE FROM audit_entry WHERE stream = 'case:1' AND seq = 3"))
    written.commit()
    result = runner.invoke(args=["audit", "verify"])
    assert result.exit_code == 1 and "case:1" in result.output
