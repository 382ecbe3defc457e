"""A reporter's own data: seen, corrected, withdrawn, erased; kept only as long as the rows say."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from accounts.models import PersonalAccess
from complaints.actions.dialogue import reply_as_reporter
from complaints.actions.handling import close_case, take_case
from complaints.actions.own_data import end_terms
from complaints.models import CaseTerm, Complaint, DataStep, Evidence, Message
from core import audit, clock, personal, storage
from core.actor import Actor
from core.db import committing
from tests.complaints.public.test_tracking import follow
from tests.factories.accounts import make_officer
from tests.factories.complaints import make_report, picture

NOW = clock.now()
PHONE, STORY = "0912345678", "Tem mờ, mua của người quen"


@pytest.fixture
def report(unit, session):
    """A report with a phone number, its code, and the officer."""
    complaint, code = make_report(session, details=STORY, contact_kind="phone", phone=PHONE)
    officer = make_officer(session, unit=unit)
    session.commit()
    return complaint, code, Actor("officer", officer.id, "tiep_nhan")


def close(session, report, outcome: str, now=NOW) -> None:
    take_case(session, complaint_id=report[0].id, actor=report[2], now=now)
    close_case(session, complaint_id=report[0].id, outcome=outcome, answer="Xong.", actor=report[2], now=now)
    session.commit()


def open_data(reporter, code: str) -> str:
    follow(reporter, code)
    return reporter.open("/complaints/track/data")


def test_the_reporter_sees_what_is_kept_and_the_look_is_logged(reporter, report, session):
    page = open_data(reporter, report[1])
    assert PHONE in page and STORY in page and "Giữ bao lâu" in page
    kinds = [entry.kind for entry in audit.list_entries(session, f"person:{report[0].person_id}")]
    assert kinds == ["person.read"] and session.scalars(select(DataStep.kind)).all() == ["see"]


def test_a_contact_is_corrected_given_later_and_taken_away(reporter, report, session):
    open_data(reporter, report[1])
    assert "cần 10 số" in reporter.press("/complaints/track/data/contact", phone="12", email="a@vi.du")
    page = reporter.press("/complaints/track/data/contact", phone="", email="dan@vi.du")
    assert "dan@vi.du" in page and PHONE not in page
    session.refresh(report[0])
    assert personal.list_fields(session, report[0].person_id) == ["email"]
    assert personal.find_people(session, field="phone", value=PHONE) == []


def test_taking_the_report_back_erases_the_contact_and_tells_the_officer(reporter, report, session):
    open_data(reporter, report[1])
    assert "Đánh dấu ô để xác nhận" in reporter.press("/complaints/track/data/withdraw")
    page = reporter.press("/complaints/track/data/withdraw", sure_withdraw="yes")
    assert "Bạn đã rút lại phản ánh" in page and PHONE not in page
    session.refresh(report[0])
    assert report[0].person_id is None and report[0].state == "received"


def test_what_the_law_keeps_is_said_with_the_reason(reporter, report, session):
    open_data(reporter, report[1])
    page = reporter.press("/complaints/track/data/erase", sure_erase="yes")
    assert "Chưa xóa được: lời kể và tin nhắn, ảnh và tệp" in page and "luật buộc giữ" in page
    session.refresh(report[0])
    assert report[0].person_id is None and report[0].details == STORY


def test_after_the_end_without_a_violation_words_and_files_go_and_the_count_stays(reporter, report, session):
    follow(reporter, report[1])
    reporter.press("/complaints/track/reply", text="Thêm tin", photos=[(picture(), "a.jpg")])
    keys = [session.scalars(select(Evidence)).one().sealed_key, session.scalars(select(Evidence)).one().clean_key]
    assert all(storage.exists(key) for key in keys)
    close(session, report, "no_violation")
    open_data(reporter, report[1])
    page = reporter.press("/complaints/track/data/erase", sure_erase="yes")
    assert STORY not in page and "Chưa xóa được" not in page
    session.expire_all()
    assert session.scalars(select(Message.text)).all() == [""] and not any(storage.exists(key) for key in keys)
    photo = session.scalars(select(Evidence)).one()
    assert photo.sealed_key == photo.clean_key == "" and len(photo.received_hash) == 64
    assert session.scalar(select(func.count()).select_from(Complaint)) == 1 and audit.verify(session) == []


def test_each_kind_goes_when_its_own_term_ends(report, session):
    reply_as_reporter(session, complaint_id=report[0].id, text="Thêm", now=NOW)
    close(session, report, "violation")
    person = report[0].person_id
    end_terms(session, {}, NOW + timedelta(days=180))
    assert report[0].person_id == person
    end_terms(session, {}, NOW + timedelta(days=181))
    assert report[0].person_id is None and report[0].details == STORY
    session.query(CaseTerm).filter_by(code="keep_words").update({"days": 190})
    for _ in range(2):
        end_terms(session, {}, NOW + timedelta(days=191))
    assert report[0].details == "" and report[0].seller and report[0].number
    steps = session.execute(select(DataStep.kind, DataStep.what)).all()
    assert [tuple(step) for step in steps] == [("term", "contact"), ("term", "words")]


def test_files_are_deleted_only_when_the_erasure_is_committed(report, session):
    key = "evidence/x/clean.jpg"
    storage.put(key, b"x")
    close(session, report, "no_violation")
    session.query(CaseTerm).filter_by(code="keep_files").update({"days": 1})
    session.add(Evidence(
        complaint_id=report[0].id, position=1, received_at=NOW, received_hash="0" * 64, received_size=1,
        clean_key=key, clean_size=1, width=1, height=1,
    ))  # fmt: skip
    session.commit()
    with pytest.raises(RuntimeError), committing() as current:
        end_terms(current, {}, NOW + timedelta(days=3))
        raise RuntimeError
    assert storage.exists(key)
    with committing() as current:
        end_terms(current, {}, NOW + timedelta(days=3))
    assert not storage.exists(key)


def test_the_sentence_and_the_table_follow_the_rows(reporter, session):
    page = reporter.open("/complaints/privacy")
    assert "Chỉ cán bộ tiếp nhận xem được" in page and "Đội đi kiểm tra không thấy." in page
    session.query(PersonalAccess).filter_by(field="phone").update({"valid_to": clock.today() - timedelta(days=1)})
    session.add(PersonalAccess(field="phone", role="kiem_tra_vien", needs="reason", valid_from=clock.today()))
    session.commit()
    page = reporter.open("/complaints/privacy")
    assert "Chỉ kiểm tra viên xem được" in page and "Đội đi kiểm tra không thấy." not in page


def test_the_notice_names_the_terms_and_nothing_is_ticked_before(reporter, session):
    session.query(CaseTerm).filter_by(code="keep_contact").update({"days": 77})
    session.commit()
    page = reporter.walk()
    assert "77 ngày sau khi phản ánh xong" in page
    others = [reporter.open(f"/complaints/new/{name}") for name in ("contact", "details")]
    assert not any(re.search(r'type="checkbox"[^>]*checked', text) for text in (page, *others))


def test_data_pages_without_an_open_report_ask_for_the_code(reporter):
    assert "Nhập mã theo dõi" in reporter.open("/complaints/track/data")
    for path in ("contact", "withdraw", "erase"):
        assert reporter.client.post(f"/complaints/track/data/{path}").status_code == 410
