"""What makes an officer's work quick: words to start from, a look before sending, own lists, reports to carry."""

import pytest
from sqlalchemy import func, select

from complaints.actions.handling import take_case
from complaints.models import Complaint, ComplaintEvent, Inspection, InspectionDraft, Message, SavedView
from core import clock, personal
from core.actor import Actor
from notifications.models import OutboxMessage
from tests.factories.accounts import make_officer
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams


@pytest.fixture
def desk(session, officer_client):
    """A report with an e-mail address that an inspector has taken; the inspector's browser; another team."""
    _branch, first, second = make_branch_and_teams(session)
    case, _code = make_report(session, commune_id=commune(session).id, goods_name="Miến dong", seller="Sạp 12")
    case.person_id = personal.store_person(session, values={"email": "toi@thu.example"}, now=clock.now())
    officer = officer_client("kiem_tra_vien", unit=first)
    take_case(session, complaint_id=case.id, actor=Actor("officer", officer.user.id), now=clock.now())
    session.commit()
    return case, officer, second


def counted(session, *models) -> list[int]:
    return [session.scalar(select(func.count()).select_from(model)) for model in models]


KEPT = (ComplaintEvent, Message, OutboxMessage)
CLOSE = {"outcome": "no_violation", "answer": "Hàng đủ hóa đơn, đúng nhãn."}


def test_a_text_to_start_from_stands_in_the_field_and_cannot_leave_with_its_marks(session, desk):
    case, officer, _second = desk
    shown = officer.get(f"/desk/cases/{case.id}?words=begun").text
    assert "trước ngày {ngày}.</textarea>" in shown
    before = counted(session, *KEPT)
    refused = officer.post(
        f"/desk/cases/{case.id}/messages", data={"message_text": "Có tin trước ngày {ngày}.", "version": case.version}
    )
    assert refused.status_code == 422 and "{ngày}" in refused.text and counted(session, *KEPT) == before


@pytest.mark.parametrize(
    ("form", "sent", "seen"),
    [
        ("close", CLOSE, ["Đã xong: không thấy vi phạm", "Hàng đủ hóa đơn, đúng nhãn."]),
        ("messages", {"message_text": "Bạn mua ngày nào?", "is_question": "yes"}, ["Cần bạn trả lời", "mua ngày nào"]),
    ],
)
def test_a_look_shows_the_reporters_page_and_keeps_nothing_until_it_is_sent(session, desk, form, sent, seen):
    case, officer, _second = desk
    before, state = counted(session, *KEPT), case.state
    at = f"/desk/cases/{case.id}/{form}"
    look = officer.post(at, data=sent | {"version": case.version, "preview": "yes"})
    assert look.status_code == 200 and all(words in look.text for words in seen)
    session.expire_all()
    assert counted(session, *KEPT) == before and session.get(Complaint, case.id).state == state
    again = officer.post(at, data=sent | {"version": case.version, "edit": "yes"})
    assert again.status_code == 200 and list(sent.values())[-1 if form == "close" else 0] in again.text
    assert officer.post(at, data=sent | {"version": case.version}).status_code == 303
    assert counted(session, *KEPT) != before


def test_a_look_says_what_the_sending_would_refuse(session, desk):
    case, officer, _second = desk
    sent = {"outcome": "violation", "answer": "Xử phạt {tên}.", "version": case.version, "preview": "yes"}
    assert officer.post(f"/desk/cases/{case.id}/close", data=sent).status_code == 422
    stale = CLOSE | {"version": case.version - 1, "preview": "yes"}
    assert officer.post(f"/desk/cases/{case.id}/close", data=stale).status_code == 409


def test_state_outcome_delivery_and_readers_stand_apart(session, desk):
    case, officer, _second = desk
    shown = officer.get(f"/desk/cases/{case.id}").text
    assert "chưa có tin nào" in shown and "chỉ cơ quan" in shown and "chưa xác định" in shown
    officer.post(f"/desk/cases/{case.id}/close", data=CLOSE | {"version": case.version})
    shown = officer.get(f"/desk/cases/{case.id}").text
    assert "thư điện tử: chờ gửi" in shown and "cơ quan và người phản ánh" in shown
    session.scalars(select(OutboxMessage)).one().sent_at = clock.now()
    session.commit()
    assert "thư điện tử: đã gửi" in officer.get(f"/desk/cases/{case.id}").text


def test_a_list_is_kept_under_a_name_and_is_nobody_elses(session, desk, officer_client):
    case, officer, second = desk
    asked = {"name": " Miến  ở chợ ", "view": "mine", "text": "mien", "kind": "", "state": "không có"}
    assert officer.post("/desk/cases/views", data=asked).status_code == 303
    assert officer.post("/desk/cases/views", data=asked | {"text": "miến"}).status_code == 303
    view = session.scalars(select(SavedView)).one()
    assert (view.name, view.query) == ("Miến ở chợ", "view=mine&text=mi%E1%BA%BFn")
    assert "Miến ở chợ" in officer.get("/desk/cases/views").text
    assert case.number in officer.get(f"/desk/cases?{view.query}").text
    other = officer_client("kiem_tra_vien", unit=second)
    assert "Miến ở chợ" not in other.get("/desk/cases/views").text
    assert other.post(f"/desk/cases/views/{view.id}/drop").status_code == 404
    assert "Đặt tên cho danh sách" in officer.post("/desk/cases/views", data={"name": "x" * 61}).text
    assert officer.post(f"/desk/cases/views/{view.id}/drop").status_code == 303
    assert counted(session, SavedView) == [0]


def test_carried_reports_are_one_file_without_contacts_and_each_says_that_it_left(session, desk):
    case, officer, second = desk
    officer.post(f"/desk/cases/{case.id}/shortlist")
    officer.post(f"/desk/cases/{case.id}/shortlist")
    assert case.number in officer.get("/desk/shortlist").text
    file = officer.post("/desk/shortlist/file")
    assert "attachment" in file.headers["Content-Disposition"]
    assert case.number in file.text and "Sạp 12" in file.text and "toi@thu.example" not in file.text
    assert "src=\"/" not in file.text and "href=\"/" not in file.text
    assert session.scalars(select(ComplaintEvent).filter_by(kind="carried")).one().complaint_id == case.id
    case.unit_id = second.id  # handed on: no longer this officer's to read
    session.commit()
    assert case.number not in officer.get("/desk/shortlist").text
    assert case.number not in officer.post("/desk/shortlist/file").text


def test_an_eleventh_report_is_not_carried(session, desk):
    case, officer, _second = desk
    make_officer(session)
    for _ in range(10):
        more, _code = make_report(session, commune_id=commune(session).id)
        session.commit()
        assert officer.post(f"/desk/cases/{more.id}/shortlist").status_code == 303
    refused = officer.post(f"/desk/cases/{case.id}/shortlist")
    assert refused.status_code == 409 and "tối đa 10" in refused.text


def test_an_inspection_form_keeps_itself_until_it_is_recorded(session, desk, officer_client):
    case, officer, _second = desk
    at = f"/desk/inspections/new?case={case.id}"
    typed = {"party": "Sạp 12", "inspected_on": "hôm nay", "note": "mới đến nơi"}
    assert officer.post(at, data=typed | {"draft": "quiet"}).status_code == 204
    assert officer.post(at, data=typed | {"note": "đã xem hóa đơn", "draft": "yes"}).status_code == 303
    shown = officer.get(at).text
    assert "Bản nháp lưu lúc" in shown and 'value="hôm nay"' in shown and "đã xem hóa đơn</textarea>" in shown
    assert "Bản nháp lưu lúc" not in officer.get("/desk/inspections/new").text
    assert "Bản nháp lưu lúc" not in officer_client("kiem_tra_vien").get("/desk/inspections/new").text
    whole = typed | {"source": "citizens", "inspected_on": "24/11/2026", "commune_id": case.commune_id}
    refused = officer.post(at, data=whole)
    assert refused.status_code == 422 and counted(session, InspectionDraft, Inspection) == [1, 0]
    assert officer.post(at, data=whole | {"outcome": "none"}).status_code == 303
    assert counted(session, InspectionDraft, Inspection) == [0, 1]
