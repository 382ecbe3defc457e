"""Clocks in the register: warnings, the unit above, days off that come later, terms of the law, searching."""

from datetime import date, timedelta

import pytest

from accounts.models import Unit
from accounts.queries import list_units
from areas.models import Holiday
from complaints.actions import dialogue, handling
from complaints.actions.clock_steps import step_clock, watch_clocks
from complaints.models import CaseFlag, ClockWarning
from complaints.queries.clocks import list_clocks, promised_by_log
from complaints.queries.queue import Desk, Filters, list_queue
from core import clock
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from tests.factories.accounts import make_officer
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams


@pytest.fixture
def desk(session):
    """The branch, a report at its first team, and how an officer acts on it."""
    branch, first, _second = make_branch_and_teams(session)
    officer = make_officer(session, role="kiem_tra_vien", unit=first)
    case, _code = make_report(session, commune_id=commune(session).id, goods_name="Chè Tân Cương loại đặc biệt")
    act = {"session": session, "complaint_id": case.id, "actor": Actor("officer", officer.id), "now": clock.now()}
    return branch, case, act


def levels(session, case, code) -> list[int]:
    rows = session.query(ClockWarning.level).filter_by(complaint_id=case.id, code=code)
    return sorted(level for (level,) in rows)


def test_what_the_citizen_is_promised_is_what_the_steps_say_after_every_one_of_them(session, desk):
    _branch, case, act = desk
    later = act["now"] + timedelta(days=3)
    handling.take_case(**act)
    dialogue.ask_reporter(**act | {"now": later}, text="Bạn mua ngày nào?")
    before = case.promised_on
    dialogue.reply_as_reporter(session, complaint_id=case.id, text="Hôm qua", now=later + timedelta(days=4))
    assert case.promised_on == promised_by_log(session, case) > before
    act["now"] = later + timedelta(days=5)
    handling.close_case(**act, outcome="no_violation", answer="Không thấy vi phạm.")
    end = act["now"] + timedelta(days=20)
    handling.change_state(**act | {"now": end}, to_state="reviewing", note="có tin mới")
    assert case.promised_on == promised_by_log(session, case) > legal_date(end)


def test_a_day_off_that_is_decided_later_moves_the_promise_and_the_history_says_so(session, desk):
    _branch, case, act = desk
    before = case.promised_on
    session.add(Holiday(on_date=before, name="Nghỉ thêm", kind="off", source="Quyết định mẫu"))
    watch_clocks(session, {}, act["now"])
    assert case.promised_on > before and case.promised_on == promised_by_log(session, case)


def test_half_most_and_all_of_a_promise_are_warned_of_once(session, desk):
    _branch, case, act = desk
    clocks = {each.rule.code: each for each in list_clocks(session, [case])[case.id]}
    last = (clocks["answer"].due_on - legal_date(act["now"])).days
    for days, expected in ((0, []), (last, [50, 80, 100]), (last + 1, [50, 80, 100, 101])):
        for _twice in range(2):
            watch_clocks(session, {}, act["now"] + timedelta(days=days))
            assert levels(session, case, "answer") == expected


def test_an_overrun_of_the_law_is_told_to_the_unit_above_by_itself_and_once(session, desk):
    branch, case, act = desk
    today = legal_date(act["now"])
    step_clock(**act, code="negotiate", kind="begin", on_date=today)
    for days in (5, 30, 31):
        watch_clocks(session, {}, act["now"] + timedelta(days=days))
    flags = session.query(CaseFlag).filter_by(complaint_id=case.id, kind="late_law").all()
    assert [flag.unit_id for flag in flags] == [branch.id]


def test_a_clock_of_the_law_stops_only_by_its_article_and_is_lengthened_by_one(session, desk):
    _branch, case, act = desk
    today = legal_date(act["now"])
    with pytest.raises(Conflict):
        step_clock(**act, code="denounce_solve", kind="done", on_date=today)
    step_clock(**act, code="denounce_solve", kind="begin", on_date=today)
    for kind, values in (("pause", {}), ("extend", {"days": 30}), ("extend", {"article": "Điều 30", "days": 0})):
        with pytest.raises(BadInput):
            step_clock(**act, code="denounce_solve", kind=kind, on_date=today, **values)
    with pytest.raises(BadInput):
        step_clock(**act, code="denounce_take", kind="begin", on_date=date(2020, 1, 1))
    handling.take_case(**act)
    dialogue.ask_reporter(**act, text="Bạn mua ngày nào?")
    step_clock(**act, code="denounce_solve", kind="extend", on_date=today, days=30, article="Điều 30 khoản 1")
    found = {each.rule.code: each for each in list_clocks(session, [case])[case.id]}
    assert found["answer"].paused_on == today and found["denounce_solve"].paused_on is None
    assert (found["denounce_solve"].due_on - today).days >= 60
    assert found["denounce_tell"].started_on == today


def test_the_queue_finds_words_typed_without_accents_and_with_them(session, desk):
    _branch, case, act = desk
    whose = Desk({case.unit_id}, act["actor"].id, clock.today())
    for text in ("che tan cuong", "CHÈ TÂN", "đặc biệt", "dac biet", case.number.lower()):
        found = list_queue(session, whose, view="all", filters=Filters(text=text), page=1)
        assert [row.complaint.id for row in found.rows] == [case.id], text
    assert list_queue(session, whose, view="all", filters=Filters(text="ca phe"), page=1).rows == []


def test_an_officer_reads_the_terms_and_writes_down_a_step_and_another_unit_finds_nothing(
    session, desk, officer_client
):
    _branch, case, _act = desk
    inspector = officer_client("kiem_tra_vien", unit=session.get(Unit, case.unit_id))
    stranger = officer_client("kiem_tra_vien", unit=_other_team(session, case))
    at = f"/desk/cases/{case.id}/clocks"
    assert "Trả lời người phản ánh" in inspector.get(at).text
    sent = {"clock_code": "denounce_solve", "clock_step": "begin", "clock_on": "31/02/2026", "version": case.version}
    refused = inspector.post(at, data=sent)
    assert refused.status_code == 422 and "31/02/2026" in refused.text
    today = clock.today().strftime("%d/%m/%Y")
    for field in ("clock_code", "clock_step"):
        assert inspector.post(at, data=sent | {"clock_on": today, field: "\x00x"}).status_code == 422
    assert inspector.post(at, data=sent | {"clock_on": today}).status_code == 303
    assert "Giải quyết tố cáo" in inspector.get(at).text
    assert inspector.post(at, data=sent | {"clock_on": today}).status_code == 409
    assert stranger.get(at).status_code == stranger.post(at, data=sent).status_code == 404


def _other_team(session, case):
    teams = list_units(session, clock.today(), kinds=("doi",))
    return session.get(Unit, next(team.unit_id for team in teams if team.unit_id != case.unit_id))
