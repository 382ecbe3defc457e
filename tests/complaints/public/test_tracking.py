"""Following a report by its code: both sides speak, nothing operational is shown, guesses are slowed."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from complaints.actions.dialogue import ask_reporter, reply_as_reporter
from complaints.actions.handling import change_state, close_case, note_case, take_case
from complaints.models import Complaint, ComplaintEvent, Evidence, Message
from complaints.tracking import ALPHABET, format_code
from core import audit, clock
from core.actor import Actor
from core.db import committing
from core.errors import BadInput, Conflict
from tests.complaints.public.walk import hidden_fields
from tests.factories.accounts import make_officer
from tests.factories.complaints import make_report, picture

NOW = {"now": clock.now()}
SECRET_NOTE = "kiểm tra kho số 9 lúc 5 giờ sáng"


@pytest.fixture
def report(unit, session):
    """A filed report, its code, and an officer who holds it."""
    complaint, code = make_report(session, details="Tem mờ")
    officer = make_officer(session, unit=unit, name="Trần Thị Kín")
    session.commit()
    return complaint, code, Actor("officer", officer.id, "tiep_nhan")


def follow(reporter, code: str) -> str:
    reporter.open("/complaints/track")
    return reporter.press("/complaints/track", code=code)


def test_a_code_typed_in_any_way_opens_the_report(reporter, report):
    _complaint, code, _officer = report
    for typed in (code, format_code(code), format_code(code).lower().replace(" ", "-"), f"  {code[:7]} {code[7:]} "):
        page = follow(reporter, typed)
        assert "Đã nhận" in page and "Cán bộ sẽ xem trước" in page
        assert reporter.path == "/complaints/track"
        reporter.press("/complaints/track/forget")


def test_a_wrong_character_and_an_unknown_code_are_told_apart(reporter, report):
    code = report[1]
    wrong = code[:3] + ALPHABET[(ALPHABET.index(code[3]) + 1) % 29] + code[4:]
    page = follow(reporter, wrong)
    assert reporter.status == 422 and "Mã có một ký tự sai. Xem lại từng nhóm" in page and wrong in page
    for unknown in ("22222222222222", "abc", "", "0" * 14, "x" * 5000):
        page = follow(reporter, unknown)
        assert reporter.status == 422
        assert "Không có phản ánh nào mang mã này" in page or (len(unknown) == 14 and "ký tự sai" in page)


def test_the_slow_hash_is_made_for_every_try(reporter, report, monkeypatch):
    made = []
    monkeypatch.setattr("complaints.queries.tracking.hash_code", lambda _pepper, code: made.append(code) or "0")
    for typed in (report[1], "abc", report[1][:-1] + "2"):
        follow(reporter, typed)
    assert len(made) == 3


def test_the_eleventh_try_in_a_minute_is_refused(reporter):
    answers = [reporter.client.post("/complaints/track", data={"code": "abc"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_a_question_is_answered_with_words_and_photos(reporter, report, session):
    complaint, code, officer = report
    take_case(session, complaint_id=complaint.id, actor=officer, **NOW)
    ask_reporter(session, complaint_id=complaint.id, text="Mua ngày nào?", actor=officer, **NOW)
    page = follow(reporter, code)
    assert "Cần bạn trả lời" in page and "Có 1 câu hỏi cho bạn" in page and "Mua ngày nào?" in page
    page = reporter.press(
        "/complaints/track/reply", text="Sáng thứ hai", photos=[(picture(), "a.jpg"), (picture((9, 9)), "b.jpg")]
    )
    assert "Đang xem xét" in page and "Sáng thứ hai" in page and "nội dung, 2 ảnh" in page
    session.refresh(complaint)
    assert complaint.state == "reviewing" and len(session.scalars(select(Evidence)).all()) == 2
    assert audit.verify(session) == []


def test_a_reply_sent_twice_is_one_message(reporter, report, session):
    follow(reporter, report[1])
    sent = hidden_fields(reporter.page) | {"text": "Thêm tin"}
    for _ in range(2):
        assert reporter.client.post("/complaints/track/reply", data=sent).status_code == 303
    assert len(session.scalars(select(Message)).all()) == 1


def test_an_empty_reply_and_a_sixth_photo_are_refused_and_the_words_kept(reporter, report, session):
    follow(reporter, report[1])
    assert "Ghi nội dung hoặc thêm ảnh" in reporter.press("/complaints/track/reply", text=" ")
    photos = [(picture((20 + n, 20)), f"{n}.jpg") for n in range(6)]
    page = reporter.press("/complaints/track/reply", text="Ảnh đây", photos=photos)
    assert "Chỉ gửi được 5 ảnh" in page
    assert len(session.scalars(select(Evidence)).all()) == 5


def test_replying_without_an_open_report_asks_for_the_code(reporter):
    response = reporter.client.post("/complaints/track/reply", data={"text": "abc"})
    assert response.status_code == 410 and "Nhập lại mã theo dõi" in response.get_data(as_text=True)


def test_nothing_of_the_desk_is_ever_shown(reporter, report, session):
    complaint, code, officer = report
    take_case(session, complaint_id=complaint.id, actor=officer, **NOW)
    note_case(session, complaint_id=complaint.id, text=SECRET_NOTE, actor=officer, **NOW)
    change_state(
        session, complaint_id=complaint.id, to_state="passed", actor=officer, note=SECRET_NOTE,
        public="Đã chuyển Sở Y tế.", **NOW,
    )  # fmt: skip
    page = follow(reporter, code)
    assert "Đã chuyển Sở Y tế." in page
    hidden = (SECRET_NOTE, "Trần Thị Kín", "tiep_nhan", str(complaint.id), str(officer.id), complaint.number, "taken")
    for words in hidden:
        assert words not in page


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("violation", "Đã xong: có xử lý vi phạm"),
        ("no_violation", "Đã xong: không thấy vi phạm"),
        ("not_enough", "Đã dừng: chưa đủ thông tin"),
        ("joined", "Gộp với phản ánh khác"),
        ("withdrawn", "Đã dừng theo ý bạn"),
    ],
)
def test_every_end_has_its_words_and_one_disagreement(reporter, report, session, outcome, words):
    complaint, code, officer = report
    take_case(session, complaint_id=complaint.id, actor=officer, **NOW)
    close_case(session, complaint_id=complaint.id, outcome=outcome, answer="Câu cho bạn.", actor=officer, **NOW)
    page = follow(reporter, code)
    assert words in page and "Câu cho bạn." in page
    page = reporter.press("/complaints/track/reply", text="Tôi còn hóa đơn", disagrees="yes")
    assert "Đang xem lại" in page and "Tôi chưa đồng ý" not in page
    session.refresh(complaint)
    assert (complaint.state, complaint.outcome) == ("reviewing", "")


def test_a_second_disagreement_and_words_after_thirty_days_are_refused(report, unit, session):
    complaint, _code, first = report
    now = clock.now()
    other = Actor("officer", make_officer(session, unit=unit).id, "tiep_nhan")
    for _, officer in enumerate((first, other)):
        if complaint.state == "received":
            take_case(session, complaint_id=complaint.id, actor=officer, now=now)
        close_case(session, complaint_id=complaint.id, outcome="violation", answer="Xong.", actor=officer, now=now)
        if _ == 0:
            reply_as_reporter(session, complaint_id=complaint.id, text="Chưa", disagrees=True, now=now)
    with pytest.raises(Conflict):
        reply_as_reporter(session, complaint_id=complaint.id, text="Vẫn chưa", disagrees=True, now=now)
    with pytest.raises(Conflict):
        reply_as_reporter(session, complaint_id=complaint.id, text="Thêm", now=now + timedelta(days=31))


def test_a_question_with_left_over_marks_is_not_sent(report, session):
    complaint, _code, officer = report
    for text in ("Mua ngày {ngày}?", "  "):
        with pytest.raises(BadInput):
            ask_reporter(session, complaint_id=complaint.id, text=text, actor=officer, **NOW)
    assert session.scalars(select(ComplaintEvent.kind)).all() == ["filed"]


def test_a_late_report_says_so(reporter, report, freeze):
    freeze(clock.now() + timedelta(days=9))
    page = follow(reporter, report[1])
    assert re.search(r"Trễ hẹn \d+ ngày", page)


def test_the_code_is_forgotten_on_request(reporter, report):
    follow(reporter, report[1])
    page = reporter.press("/complaints/track/forget")
    assert "Nhập mã theo dõi" in page and report[1] not in page


def test_the_open_report_closes_after_a_day(reporter, report, freeze):
    follow(reporter, report[1])
    freeze(clock.now() + timedelta(hours=25))
    assert "Nhập mã theo dõi" in reporter.open("/complaints/track")


def test_a_cookie_that_is_not_ours_opens_nothing(reporter, report):
    for value in ("x", "gAAAAABabc", "é"):
        reporter.client.set_cookie("case", value, path="/complaints")
        assert "Nhập mã theo dõi" in reporter.open("/complaints/track")


def test_a_report_filed_by_an_action_can_be_committed_like_any_other(unit, session):
    session.commit()
    with committing() as current:
        complaint, _code = make_report(current)
    assert session.get(Complaint, complaint.id).state == "received"
