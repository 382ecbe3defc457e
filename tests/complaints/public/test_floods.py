"""Abuse without closing the door: nothing is refused, floods fold, each keeps its own receipt and page."""

import hashlib

import pytest
from sqlalchemy import select

from complaints.abuse import WORK_BITS, find_blocked, has_worked, print_of
from complaints.actions.handling import close_case, take_case
from complaints.models import CasePrint, Complaint, HeldReason
from core import clock
from core.actor import Actor
from tests.complaints.desk.test_doors import count_statements
from tests.complaints.public.test_tracking import follow
from tests.complaints.public.walk import hidden_fields
from tests.factories.accounts import make_officer, make_unit
from tests.factories.complaints import make_report, province

NOW = clock.now()


@pytest.fixture
def desk(unit, officer_client):
    return officer_client("lanh_dao", unit=unit)


def work_for(form_key: str) -> str:
    """What static/js/work.js finds."""
    number = 0
    while int.from_bytes(hashlib.sha256(f"{form_key}:{number}".encode()).digest()[:4], "big") >> (32 - WORK_BITS):
        number += 1
    return str(number)


def flood(session, count: int, **answers) -> list[tuple[Complaint, str]]:
    made = [make_report(session, **{"details": "Hàng này là giả!"} | answers) for _ in range(count)]
    session.commit()
    return made


@pytest.mark.parametrize("work", ["", "x", "-1", "9" * 30, "é", "0"])
def test_what_is_no_work_counts_for_nothing(work):
    assert not has_worked("k" * 24, work)
    assert has_worked("k" * 24, work_for("k" * 24))


def test_the_print_forgives_case_accents_and_spaces_and_tells_places_apart():
    assert print_of(b"x", ["Tem  MỜ", None]) == print_of(b"x", ["tem mo", ""])
    assert print_of(b"x", ["tem mo", "Chợ A"]) != print_of(b"x", ["tem mo", "Chợ B"])
    assert print_of(b"y", ["tem mo"]) != print_of(b"x", ["tem mo"])


def test_blocked_words_are_whole_words_in_any_writing():
    assert find_blocked("Chơi CASINO đi", ["casino"]) == "casino"
    assert find_blocked("casinova", ["casino"]) == ""


def test_the_trap_and_blocked_words_only_make_a_report_wait(reporter, session):
    reporter.walk(details="Casino ở đây")
    page = reporter.press("/complaints/new/check", website="http://vi.du")
    assert "Đã nhận phản ánh của bạn" in page and reporter.code
    complaint = session.scalars(select(Complaint)).one()
    assert complaint.is_held
    assert set(session.scalars(select(HeldReason.kind))) == {"trap", "words"}


def test_a_person_without_a_script_is_asked_for_nothing(reporter, session):
    assert hidden_fields(reporter.walk())["work"] == ""
    reporter.send()
    assert not session.scalars(select(Complaint)).one().is_held


def test_work_done_by_a_script_triples_what_one_network_may_send(reporter, session):
    for number in range(12):
        reporter.walk(details=f"Câu chuyện {number}")
        reporter.press("/complaints/new/check", work=work_for(hidden_fields(reporter.page)["form_key"]))
    assert [case.is_held for case in session.scalars(select(Complaint))] == [False] * 12


def test_identical_reports_are_one_line_with_a_receipt_and_page_for_each(reporter, desk, session):
    made = flood(session, 5)
    other, _code = make_report(session, details="Chuyện khác hẳn")
    session.commit()
    page = desk.get("/desk/cases").get_data(as_text=True)
    assert made[0][0].number in page and other.number in page and made[1][0].number not in page
    held = desk.get("/desk/held").get_data(as_text=True)
    assert "+4" in held and len({code for _case, code in made}) == 5
    for _case, code in made:
        assert "Đã nhận" in follow(reporter, code)
        reporter.press("/complaints/track/forget")


def test_a_scan_told_twice_without_words_folds_and_empty_words_do_not(unit, session):
    flood(session, 2, details="")
    assert session.scalars(select(CasePrint.leader_id)).all() == [None, None]


def test_the_answer_of_the_first_is_told_to_all_and_what_was_taken_up_is_left(unit, reporter, session):
    made = flood(session, 3)
    officer = Actor("officer", make_officer(session, unit=unit).id, "lanh_dao")
    for case in (made[0][0], made[2][0]):
        take_case(session, complaint_id=case.id, actor=officer, now=NOW)
    close_case(
        session, complaint_id=made[0][0].id, outcome="violation", answer="Đã phạt.", actor=officer, now=NOW
    )
    session.commit()
    assert [case.state for case, _code in made] == ["closed", "closed", "reviewing"]
    assert "Đã phạt." in follow(reporter, made[1][1])


def test_a_report_leaves_the_flood_and_stands_by_itself(desk, session):
    made = flood(session, 2)
    under = made[1][0]
    assert under.number in desk.get(f"/desk/held/{made[0][0].id}").get_data(as_text=True)
    desk.post(f"/desk/held/{under.id}/unfold", data={"token": desk.form_token})
    assert under.number in desk.get("/desk/cases").get_data(as_text=True)


def test_what_waits_stands_in_its_own_queue_until_it_is_let_go_or_nearly_due(desk, session):
    (case, _code), other = flood(session, 1, details="casino")[0], make_report(session, details="Chuyện khác hẳn")[0]
    session.commit()

    def stands_in(path: str) -> tuple[bool, bool]:
        page = desk.get(path).get_data(as_text=True)
        return case.number in page, other.number in page

    assert stands_in("/desk/cases") == (False, True) and stands_in("/desk/held") == (True, False)
    promised, case.promised_on = case.promised_on, clock.today()
    assert stands_in("/desk/cases?view=due") == (True, False)  # nobody's date passes unseen
    case.promised_on = promised
    desk.post(f"/desk/held/{case.id}/release", data={"token": desk.form_token})
    assert stands_in("/desk/cases") == (True, True) and stands_in("/desk/held") == (False, False)


def test_letting_a_flood_go_lets_all_of_it_go(desk, session):
    made = flood(session, 3, details="casino")
    assert desk.post(f"/desk/held/{made[0][0].id}/release", data={"token": desk.form_token}).status_code == 303
    session.expire_all()
    assert [case.is_held for case, _code in made] == [False] * 3


def test_officers_of_another_province_see_and_change_nothing(officer_client, unit, session):
    made = flood(session, 2)
    away = make_unit(session, kind="chi_cuc", areas=[province(session, "01").id])
    stranger = officer_client("lanh_dao", unit=away)
    assert made[0][0].number not in stranger.get("/desk/held").get_data(as_text=True)
    assert stranger.get(f"/desk/held/{made[0][0].id}").status_code == 404
    for what in ("release", "unfold"):
        sent = {"token": stranger.form_token}
        assert stranger.post(f"/desk/held/{made[1][0].id}/{what}", data=sent).status_code == 404


def test_the_page_of_what_waits_costs_the_same_for_one_and_for_many(desk, session):
    flood(session, 1, details="casino 1")
    desk.get("/desk/held")  # the first page of a session also notes that it was seen
    few = count_statements(lambda: desk.get("/desk/held"))
    for number in range(2, 20):
        flood(session, 1, details=f"casino {number}")
    assert count_statements(lambda: desk.get("/desk/held")) == few
