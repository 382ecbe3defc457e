"""What officers do with a report, and what is refused."""

from datetime import timedelta

import pytest

from complaints.actions import dialogue, handling
from complaints.actions.steps import CaseChanged
from complaints.models import Assignment, ComplaintEvent
from core import audit, clock, personal
from core.actor import Actor
from core.errors import BadInput, Conflict, NotFound
from notifications.models import OutboxMessage
from tests.factories.accounts import make_officer, make_unit
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams


@pytest.fixture
def desk(session):
    """A report at the first team and how its inspector acts on it."""
    _branch, first, second = make_branch_and_teams(session)
    officer = make_officer(session, role="kiem_tra_vien", unit=first)
    case, _code = make_report(session, commune_id=commune(session).id)
    act = {"session": session, "complaint_id": case.id, "actor": Actor("officer", officer.id), "now": clock.now()}
    return case, act, second


def kinds(session, case) -> list[str]:
    return [entry.kind for entry in audit.list_entries(session, f"case:{case.id}")]


def test_each_step_is_an_event_and_an_audit_row(session, desk):
    case, act, _second = desk
    handling.take_case(**act)
    handling.note_case(**act, text="đã đọc")
    handling.close_case(**act, outcome="no_violation", answer="Hàng có hóa đơn.")
    events = session.query(ComplaintEvent).filter_by(complaint_id=case.id).count()
    assert kinds(session, case)[1:] == ["complaint.taken", "complaint.note", "complaint.closed"]
    assert events == len(kinds(session, case))
    assert (case.state, case.outcome, case.officer_id) == ("closed", "no_violation", act["actor"].id)
    assert audit.verify(session) == []


def test_a_text_with_marks_of_a_template_is_not_sent(session, desk):
    _case, act, _second = desk
    handling.take_case(**act)
    for text in ("Đã xử lý ngày {ngày}.", "Chào {{tên}}", "Cơ quan [...]"):
        with pytest.raises(BadInput):
            handling.close_case(**act, outcome="violation", answer=text)
        with pytest.raises(BadInput):
            dialogue.ask_reporter(**act, text=text)


@pytest.mark.parametrize(("outcome", "answer"), [("", "Xong."), ("fine", "Xong."), ("violation", "  ")])
def test_closing_needs_a_result_and_a_sentence(desk, outcome, answer):
    _case, act, _second = desk
    handling.take_case(**act)
    with pytest.raises(BadInput):
        handling.close_case(**act, outcome=outcome, answer=answer)


def test_a_new_report_is_not_closed_before_somebody_takes_it(desk):
    _case, act, _second = desk
    with pytest.raises(Conflict, match="Đang xem xét"):
        handling.close_case(**act, outcome="violation", answer="Xong.")


def test_passing_on_needs_a_sentence_for_the_citizen_and_coming_back_a_reason(desk):
    case, act, _second = desk
    with pytest.raises(BadInput):
        handling.change_state(**act, to_state="passed", note="việc của y tế")
    handling.change_state(**act, to_state="passed", public="Đã chuyển Sở Y tế.")
    with pytest.raises(BadInput):
        handling.change_state(**act, to_state="reviewing")
    handling.change_state(**act, to_state="reviewing", note="Sở trả lại")
    assert case.state == "reviewing"


def test_a_case_handed_on_belongs_to_the_other_unit_and_to_nobody_yet(session, desk):
    case, act, second = desk
    handling.take_case(**act)
    for unit, reason in ((second.id, " "), (case.unit_id, "nhầm")):
        with pytest.raises(BadInput):
            handling.move_case(**act, unit_id=unit, reason=reason)
    handling.move_case(**act, unit_id=second.id, reason="bán ở Phú Bình")
    rows = session.query(Assignment).filter_by(complaint_id=case.id).order_by(Assignment.seq).all()
    assert (case.unit_id, case.officer_id) == (second.id, None) == (rows[-1].unit_id, rows[-1].officer_id)


def test_an_old_version_is_told_that_somebody_was_faster(session, desk):
    case, act, _second = desk
    before = case.version
    handling.take_case(**act, version=before)
    session.flush()
    with pytest.raises(CaseChanged):
        handling.change_state(**act, to_state="passed", public="Đã chuyển.", version=before)


def test_a_contact_is_read_with_a_reason_and_every_reading_is_logged(session, desk):
    case, act, _second = desk
    case.person_id = personal.store_person(session, values={"phone": "0912345678", "name": "A"}, now=clock.now())
    for field, reason in (("phone", ""), ("name", "gọi lại")):
        with pytest.raises(BadInput):
            handling.reveal_contact(**act, field=field, reason=reason)
    assert handling.reveal_contact(**act, field="phone", reason="gọi lại") == "0912345678"
    assert kinds(session, case)[-1] == "complaint.revealed"
    assert [entry.kind for entry in audit.list_entries(session, f"person:{case.person_id}")] == ["person.read"]
    case.person_id = None
    with pytest.raises(NotFound):
        handling.reveal_contact(**act, field="phone", reason="gọi lại")


def test_while_a_question_is_open_the_promise_waits(desk):
    case, act, _second = desk
    promised = case.promised_on
    dialogue.ask_reporter(**act, text="Bạn mua lúc nào?")
    handling.change_state(**act | {"now": act["now"] + timedelta(days=7)}, to_state="reviewing")
    assert (case.promised_on - promised).days >= 7


def test_a_reporter_with_an_address_is_told_once_that_there_is_news(session, desk):
    case, act, _second = desk
    case.person_id = personal.store_person(session, values={"email": "dan@vi.du"}, now=clock.now())
    handling.write_reporter(**act, text="Đã nhận.")
    handling.write_reporter(**act, text="Đang đi kiểm tra.")
    message = session.query(OutboxMessage).one()
    assert (message.template, message.family_id, message.values) == ("case_news", case.id, "{}")


def test_a_report_is_handed_only_to_units_that_take_reports(session, desk):
    case, act, _second = desk
    elsewhere = make_unit(session, kind="mttq")
    with pytest.raises(BadInput):
        handling.move_case(**act, unit_id=elsewhere.id, reason="không phải việc của tôi")
    assert case.unit_id != elsewhere.id
