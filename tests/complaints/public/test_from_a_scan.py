"""A report that begins at a label: the goods come along, and can be taken off."""

import pytest
from sqlalchemy import select

from complaints.models import Complaint
from tests.factories.qr import make_goods


@pytest.fixture
def goods(session, unit):
    made = make_goods(session)
    session.commit()
    return made


def finish(reporter) -> None:
    reporter.press(next="yes")
    reporter.press(place="unknown")
    assert "Cần hỏi lại bạn bằng cách nào?" in reporter.page  # the details wait on the check page
    assert "Thêm chi tiết" in reporter.press(contact="none")
    assert "Đã nhận phản ánh của bạn" in reporter.send()


def test_product_lot_code_and_verdict_come_with_the_report(reporter, goods, session):
    page = reporter.open(f"/complaints/new?code={goods.item()}")
    assert "Chè búp mẫu" in page and goods.serial in page and "Câu 1 trong 4" in page
    reporter.press("/complaints/new/kind", kind="label")
    finish(reporter)
    case = session.scalars(select(Complaint)).one()
    assert (case.product_id, case.lot_id, case.goods_name) == (goods.product.id, goods.lot.id, "Chè búp mẫu")
    assert case.verdict == "V1" and case.code_path == goods.item()


def test_a_forged_serial_is_kept_with_its_verdict(reporter, goods, session):
    reporter.open(f"/complaints/new?code={goods.item('0' * 12)}")
    reporter.press("/complaints/new/kind", kind="fake")
    finish(reporter)
    case = session.scalars(select(Complaint)).one()
    assert case.verdict == "V2" and case.product_id == goods.product.id and case.lot_id is None


def test_goods_that_are_not_the_ones_are_taken_off(reporter, goods, session):
    reporter.open(f"/complaints/new?code={goods.item()}")
    page = reporter.press("/complaints/new/kind", drop_goods="yes")
    assert "Chè búp mẫu" not in page and "Món hàng có vấn đề gì?" in page
    reporter.press("/complaints/new/kind", kind="fake")
    reporter.press(next="yes")
    reporter.press(place="unknown")
    reporter.press()
    reporter.press(contact="none")
    reporter.send()
    case = session.scalars(select(Complaint)).one()
    assert case.product_id is None and case.code_path == case.verdict == case.goods_name == ""


@pytest.mark.parametrize("path", ["/01/1234", "//evil.example/x", "khong phai ma", "/01/" + "9" * 4000, "/c/%ff"])
def test_an_address_that_is_no_code_begins_an_ordinary_report(reporter, path):
    reporter.client.get("/complaints/new", query_string={"code": path})
    page = reporter.open("/complaints/new")
    assert "Báo hàng giả, hàng kém chất lượng" in page and path not in page
