"""A report is followed on a phone of 360 pixels from the first look to the second, with and without scripts."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from complaints.actions.dialogue import ask_reporter
from complaints.actions.handling import change_state, close_case, take_case
from complaints.models import CaseRating, Complaint, Evidence
from complaints.tracking import format_code
from core import clock
from core.actor import Actor
from core.db import committing, db
from tests.complaints.public.phones import looking_into, reporting_site  # noqa: F401 - a fixture
from tests.factories.accounts import make_officer
from tests.factories.complaints import make_report, picture
from tests.services.processes import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default::ResourceWarning")]

PHONE = "0912 345 678"


class Followed:
    """A report at a running site: its desk acts beside the server, its reporter looks through the browser."""

    def __init__(self, site, seller: str) -> None:
        self.site = site
        with looking_into(site), committing() as session:
            case, self.code = make_report(
                session, seller=seller, details="Tem mờ", contact_kind="phone", phone=PHONE,
                now=clock.now() - timedelta(days=1),
            )  # fmt: skip
            self.officers = [Actor("officer", make_officer(session).id, "tiep_nhan") for _ in range(2)]
            self.id = case.id

    def act(self, act, *, officer: int = 0, **values) -> None:
        with looking_into(self.site), committing() as session:
            act(session, complaint_id=self.id, actor=self.officers[officer], now=clock.now(), **values)

    def read(self, query) -> list:
        with looking_into(self.site):
            return list(db.session.scalars(query).all())


def see(page, stage: str) -> None:
    """The stage is the page's headline, and nothing is wider than the phone."""
    page.goto("/complaints/track")
    page.get_by_role("heading", level=1, name=stage).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def enter_code(page, code: str) -> None:
    """First with its last character wrong, then as a person writes it."""
    page.goto("/complaints/track")
    page.get_by_label("Nhập mã theo dõi").fill(code[:-1] + ("2" if code[-1] != "2" else "3"))
    page.get_by_role("button", name="Xem phản ánh").click()
    page.locator(".summary").get_by_text("ký tự sai").wait_for()
    page.get_by_label("Nhập mã theo dõi").fill(format_code(code).lower())
    page.get_by_role("button", name="Xem phản ánh").click()
    page.get_by_role("heading", level=1, name="Đã nhận").wait_for()


def answer_with_photo(page, followed: Followed, scripts: bool) -> None:
    file = {"name": "tem.jpg", "mimeType": "image/jpeg", "buffer": picture((900, 700))}
    if scripts:  # the photo goes by itself while the words are written
        page.get_by_label("Nội dung").fill("Sáng thứ hai, còn hóa đơn")
    page.get_by_label("Ảnh").set_input_files(files=[file])
    if scripts:
        page.get_by_text("Đã gửi xong tem.jpg").first.wait_for()
        found = select(Evidence.id).filter_by(complaint_id=followed.id)
        wait_until(lambda: len(followed.read(found)) == 1, "the photo")
    else:
        page.get_by_label("Nội dung").fill("Sáng thứ hai, còn hóa đơn")
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.get_by_text("Sáng thứ hai, còn hóa đơn").wait_for()


def use_own_data(page) -> None:
    """Seen, corrected, erased as far as the law lets it, taken back."""
    page.get_by_role("link", name="Dữ liệu của tôi").click()
    page.get_by_text("0912345678").first.wait_for()
    page.get_by_label("Số điện thoại").fill("12")
    page.get_by_role("button", name="Lưu liên hệ").click()
    page.locator(".summary").get_by_text("cần 10 số").wait_for()
    page.get_by_label("Số điện thoại").fill("0987654321")
    page.get_by_role("button", name="Lưu liên hệ").click()
    page.get_by_text("Đã sửa liên hệ").wait_for()
    page.get_by_label("Tôi hiểu là xóa rồi không lấy lại được").check()
    page.get_by_role("button", name="Xóa dữ liệu của tôi").click()
    page.get_by_text("luật buộc giữ").first.wait_for()
    page.get_by_label("Tôi muốn rút lại phản ánh này").check()
    page.get_by_role("button", name="Rút lại phản ánh").click()
    page.get_by_text("Bạn đã rút lại phản ánh").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_first_look_to_the_second_and_to_the_end(browser, reporting_site, scripts):  # noqa: F811
    followed = Followed(reporting_site, f"Sạp theo dõi {scripts}")
    phone = browser.new_context(
        base_url=reporting_site.url, viewport={"width": 360, "height": 740}, locale="vi-VN",
        java_script_enabled=scripts,
    )  # fmt: skip
    phone.set_default_timeout(10_000)
    page = phone.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    enter_code(page, followed.code)
    assert followed.code not in page.url
    followed.act(take_case)
    see(page, "Đang xem xét")
    followed.act(ask_reporter, text="Mua ngày nào?")
    see(page, "Cần bạn trả lời")
    answer_with_photo(page, followed, scripts)
    see(page, "Đang xem xét")
    followed.act(change_state, to_state="passed", note="chuyển", public="Đã chuyển Sở Y tế.")
    see(page, "Đã chuyển")
    followed.act(close_case, outcome="no_violation", answer="Hàng đúng nhãn.")
    see(page, "Đã xong: không thấy vi phạm")
    page.get_by_role("button", name="Chưa hài lòng").click()
    page.get_by_text("Đã ghi đánh giá của bạn").wait_for()
    page.get_by_label("Nội dung").fill("Tôi còn hóa đơn của chỗ khác")
    page.get_by_role("button", name="Đề nghị xem lại").click()
    page.get_by_role("heading", level=1, name="Đang xem lại").wait_for()
    use_own_data(page)
    followed.act(close_case, officer=1, outcome="violation", answer="Đã xử phạt.")
    see(page, "Đã xong: có xử lý vi phạm")
    assert page.get_by_role("button", name="Đề nghị xem lại").count() == 0
    page.get_by_role("button", name="Quên mã trên máy này").click()
    page.get_by_label("Nhập mã theo dõi").wait_for()
    assert followed.read(select(CaseRating.score).filter_by(complaint_id=followed.id)) == [1]
    assert followed.read(select(Complaint.person_id).filter_by(id=followed.id)) == [None]
    assert faults == []
    phone.close()
