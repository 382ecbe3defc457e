"""The desk in Chromium at 360 and 1280 pixels: triage in few presses, a look before sending, a form kept as a draft."""

import pytest
from sqlalchemy import select

from complaints.models import CaseRoute, Complaint, InspectionDraft, Message
from tests.complaints.desk.beside import new_case, read
from tests.journeys.people import DESK, PHONE
from tests.services.processes import wait_until

pytestmark = pytest.mark.browser

WIDTHS = pytest.mark.parametrize(("size", "most"), [(DESK, 6), (PHONE, 8)], ids=["1280", "360"])
"""The most presses of a triage: clicks at a desk, taps on a phone."""


@WIDTHS
def test_a_new_report_is_taken_with_its_legal_kind_in_few_presses(officer_at, demo_site, size, most):
    goods = f"Mứt phân loại {size['width']}"
    number = new_case(demo_site, goods)
    officer = officer_at("lanhdao.tn", size)
    officer.page.goto(f"/desk/cases?view=new&text={number}")
    row = officer.page.get_by_role("row").filter(has_text=goods)
    officer.press(row.get_by_role("link").first)
    officer.press(officer.button("Nhận việc"))
    officer.press(officer.link("Chọn hành vi theo luật"))
    officer.press(officer.page.locator("summary", has_text="Phân công lại"))
    chosen = officer.page.get_by_label("Hành vi theo luật")
    chosen.select_option("HG-a")  # on a phone a list is opened and a line chosen: two taps
    officer.presses += 2 if size is PHONE else 1
    officer.page.get_by_label("Lý do phân công lại").fill("nhãn ghi sai thành phần")
    officer.press(officer.button("Phân công lại"))
    officer.page.get_by_text("nhãn ghi sai thành phần").wait_for()
    assert officer.presses <= most and officer.faults == []
    case = read(demo_site, select(Complaint).filter_by(number=number))[0]
    routes = read(demo_site, select(CaseRoute.violation_code).filter_by(complaint_id=case.id).order_by(CaseRoute.seq))
    assert (case.state, routes[-1]) == ("reviewing", "HG-a")
    officer.context.close()


@WIDTHS
def test_a_reporter_is_asked_with_ready_words_after_a_look(officer_at, demo_site, size, most):
    goods = f"Kẹo hỏi thêm {size['width']}"
    number = new_case(demo_site, goods)
    officer = officer_at("tiepnhan.tn", size)
    officer.page.goto(f"/desk/cases?view=new&text={number}")
    officer.press(officer.page.get_by_role("row").filter(has_text=goods).get_by_role("link").first)
    officer.press(officer.page.get_by_text("Câu mẫu"))
    officer.press(officer.link("Hỏi nơi bán"))
    officer.press(officer.page.get_by_label("Đây là câu hỏi"))
    officer.press(officer.button("Xem trước"))
    officer.page.get_by_role("heading", name="Cần bạn trả lời").wait_for()
    case = read(demo_site, select(Complaint).filter_by(number=number))[0]
    assert case.state == "received" and read(demo_site, select(Message).filter_by(complaint_id=case.id)) == []
    officer.press(officer.button("Gửi như trên"))
    officer.page.get_by_text("Chờ người phản ánh").first.wait_for()
    assert officer.presses <= most and officer.faults == []
    said = read(demo_site, select(Message.text).filter_by(complaint_id=case.id))
    assert len(said) == 1 and said[0].startswith("Bạn mua ở đâu")
    officer.context.close()


def test_an_inspection_form_outlives_the_network_and_the_page(officer_at, demo_site):
    officer = officer_at("kiemtra.tn", PHONE)
    page, drafts = officer.page, select(InspectionDraft.answers)
    page.goto("/desk/inspections/new")
    page.get_by_label("Cơ sở được kiểm tra").fill("Quầy số 5")
    page.get_by_text("Bản nháp đã lưu.").wait_for()
    assert "Quầy số 5" in read(demo_site, drafts)[0]
    officer.context.set_offline(True)
    page.get_by_label("Diễn biến").fill("đang đếm hàng")
    page.get_by_text("Mất mạng").wait_for()
    page.close()
    officer.context.set_offline(False)
    again = officer.context.new_page()
    again.goto("/desk/inspections/new")
    assert again.get_by_label("Diễn biến").input_value() == "đang đếm hàng"
    wait_until(lambda: "đang đếm hàng" in read(demo_site, drafts)[0], "the draft")
    again.get_by_text("Bản nháp đã lưu.").wait_for()
    assert again.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:')).length") == 0
    assert officer.faults == []
    officer.context.close()
