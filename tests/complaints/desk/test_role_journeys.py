"""A report on its way through every role of the desk, in Chromium at 360 and 1280 pixels."""

import pytest
from sqlalchemy import select

from complaints.actions.arrival import ask_for_money, send_to_office
from complaints.models import Complaint, DisputeStep, Inspection, PenaltyDecision
from core import clock
from core.db import committing
from core.text import format_date
from tests.complaints.desk.beside import new_case, read
from tests.complaints.public.phones import looking_into
from tests.journeys.people import DESK, PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1280", "360"])
def test_a_report_goes_from_the_first_look_to_the_decision_and_the_money_back(officer_at, demo_site, size):
    goods = f"Nước mắm hành trình {size['width']}"
    number = new_case(demo_site, goods, where="vl")
    take_in(officer_at("tiepnhan.vl", size), goods)
    hand_out(officer_at("doitruong.vl", size), number)
    party = f"Cửa hàng hành trình {size['width']}"
    inspect(officer_at("kiemtra.vl", size), goods, party)
    case = read(demo_site, select(Complaint).filter_by(number=number))[0]
    inspection = read(demo_site, select(Inspection).filter_by(party=party))[0]
    decide(officer_at("lanhdao.vl", size), inspection, case, size["width"])
    case = read(demo_site, select(Complaint).filter_by(number=number))[0]
    fines = read(demo_site, select(PenaltyDecision.imposed_fine).filter_by(inspection_id=inspection.id))
    assert (case.state, case.outcome, fines) == ("closed", "violation", [3_000_000])
    settle(officer_at("congthuong.vl", size), demo_site, case)
    kinds = read(demo_site, select(DisputeStep.kind).filter_by(complaint_id=case.id).order_by(DisputeStep.seq))
    assert kinds == ["taken", "session", "ended"]
    count_only(officer_at("mattran.vl", size), case)
    administer(officer_at("quantri", size), case)


def finish(officer) -> None:
    assert officer.faults == []
    officer.context.close()


def take_in(officer, goods: str) -> None:
    """Reception finds the new report from the first page and takes it."""
    officer.page.goto("/desk/")
    officer.page.get_by_role("heading", name="Hôm nay,").wait_for()
    officer.press(officer.link("mới, chưa ai nhận"))
    officer.press(officer.page.get_by_role("row").filter(has_text=goods).get_by_role("link").first)
    officer.press(officer.button("Nhận việc"))
    officer.page.get_by_text("Người phụ trách:").wait_for()
    finish(officer)


def hand_out(officer, number: str) -> None:
    """The head of the team gives it to an inspector."""
    officer.page.goto("/desk/cases/hand-out?view=all")
    officer.press(officer.page.get_by_role("checkbox", name=number))
    chosen = officer.page.get_by_label("Giao cho")
    chosen.select_option(index=next(
        n for n, words in enumerate(chosen.locator("option").all_inner_texts()) if "(kiemtra.vl)" in words
    ))  # fmt: skip
    officer.press(officer.button("Giao những việc đã chọn"))
    officer.page.get_by_role("heading", name="Giao việc").wait_for()
    finish(officer)


def inspect(officer, goods: str, party: str) -> None:
    """The inspector finds it among the own reports and writes the inspection."""
    page, today = officer.page, format_date(clock.today())
    page.goto("/desk/cases?view=mine")
    officer.press(page.get_by_role("row").filter(has_text=goods).get_by_role("link").first)
    officer.press(officer.link("Ghi vụ kiểm tra"))
    page.get_by_label("Căn cứ kiểm tra").select_option("citizens")
    page.get_by_label("Ngày kiểm tra").fill(today)
    page.get_by_label("Cơ sở được kiểm tra").fill(party)
    officer.press(page.get_by_role("radio", name="Có vi phạm", exact=True))
    officer.press(officer.button("Lưu vụ kiểm tra"))
    page.get_by_text(party).first.wait_for()
    finish(officer)


def decide(officer, inspection, case, width: int) -> None:
    """The leader writes the decision and closes the report with one sentence."""
    page = officer.page
    page.goto(f"/desk/inspections/{inspection.id}")
    page.get_by_label("Số quyết định").fill(f"{width}/QĐ-HT")
    page.get_by_label("Ngày quyết định").fill(format_date(clock.today()))
    page.get_by_label("Hành vi").select_option("HG-a")
    page.get_by_label("Tiền phạt theo quyết định").fill("3 triệu")
    officer.press(officer.button("Lưu quyết định"))
    page.get_by_text(f"{width}/QĐ-HT").first.wait_for()
    page.goto(f"/desk/cases/{case.id}")
    officer.press(page.locator("summary", has_text="Đóng phản ánh"))
    officer.press(page.get_by_role("radio", name="Có xử lý vi phạm"))
    page.get_by_label("Một câu cho người phản ánh").fill("Đã kiểm tra, có vi phạm và đã xử phạt.")
    officer.press(page.get_by_role("button", name="Đóng phản ánh"))
    page.get_by_text("Đã kiểm tra, có vi phạm và đã xử phạt.").first.wait_for()
    finish(officer)


def settle(officer, site, case) -> None:
    """Sở Công Thương takes the request for money back, writes the session and the end."""
    with looking_into(site), committing() as session:
        home = session.get_one(Complaint, case.id).province_id
        today = clock.today()
        ask_for_money(session, complaint_id=case.id, wish="refund", asked="refused", asked_on=today, home_id=home,
                      now=clock.now())  # fmt: skip
        send_to_office(session, complaint_id=case.id, now=clock.now())
    page = officer.page
    page.goto("/desk/")
    officer.press(officer.link("yêu cầu hoàn tiền chưa nhận"))
    officer.press(page.get_by_role("link", name=case.number))
    officer.press(officer.button("Nhận yêu cầu"))
    officer.press(page.locator("summary", has_text="Ghi buổi họp"))
    session_form = page.locator("form", has=page.get_by_label("Số biên bản"))
    session_form.get_by_label("Ngày họp").fill(format_date(clock.today()))
    session_form.get_by_label("Số biên bản").fill("1/BB")
    for words in ("Người mua có mặt", "Người bán có mặt"):
        officer.press(session_form.get_by_label(words))
    officer.press(session_form.get_by_role("radio", name="Thành", exact=True))
    officer.press(officer.button("Ghi buổi họp"))
    officer.press(page.locator("summary", has_text="Kết thúc"))
    end_form = page.locator("form", has=page.get_by_label("Lý do, nội dung"))
    officer.press(end_form.get_by_role("radio", name="Thành", exact=True))
    officer.press(officer.button("Kết thúc"))
    page.get_by_text("Rút lại bước cuối: Kết thúc").wait_for()
    finish(officer)


def count_only(officer, case) -> None:
    """Mặt trận sees counts, and no report."""
    page = officer.page
    page.goto("/desk/")
    page.get_by_role("heading", name="Hôm nay,").wait_for()
    assert page.goto(f"/desk/cases/{case.id}").status == 403
    page.goto("/desk/reports/tally")
    page.get_by_text("Phản ánh của người dân").first.wait_for()
    finish(officer)


def administer(officer, case) -> None:
    """The administrator reads terms and the table of routing, and no report."""
    page = officer.page
    page.goto("/desk/terms")
    page.get_by_text("Thời hạn của luật khi xử lý").wait_for()
    officer.press(page.get_by_role("link", name="Bảng phân công"))
    page.locator("h1").wait_for()
    assert page.goto(f"/desk/cases/{case.id}").status == 403
    finish(officer)
