"""The report on one page without a script: one sending, the same sentences, the same receipt."""

import pytest
from sqlalchemy import func, select

from complaints.models import Complaint, Evidence, MoneyRequest
from core import clock, storage
from core.forms import new_form_key
from tests.complaints.public.test_floods import work_for
from tests.complaints.public.walk import hidden_fields
from tests.factories.complaints import commune, picture

GOOD = {"kind": "fake", "place": "shop", "seller": "Sạp 12", "contact": "none", "bought": "today", "price": "150k"}
JSON = {"Accept": "application/json"}


def test_the_whole_report_goes_in_one_sending_with_photos(reporter, session):
    reporter.open("/complaints/one-page")
    page = reporter.press(
        **GOOD, commune="Tân Cương, Thái Nguyên", photos=[(picture(), "a.jpg"), (picture((50, 40)), "b.jpg")]
    )
    assert "Đã nhận phản ánh của bạn" in page and "nội dung, 2 ảnh" in page
    case = session.scalars(select(Complaint)).one()
    assert (case.commune_id, case.price, case.bought_on) == (commune(session).id, 150_000, clock.today())
    assert len(session.scalars(select(Evidence)).all()) == 2


@pytest.mark.parametrize(
    ("aim", "asks"), [({}, False), ({"aim": "inspect"}, False), ({"aim": "money"}, True), ({"aim": "both"}, True)]
)
def test_whoever_wants_the_money_back_says_so_on_the_page_too(reporter, session, aim, asks):
    assert "Bạn muốn gì?" in reporter.open("/complaints/one-page")
    reporter.press(**GOOD, **aim)
    assert ("Đã yêu cầu người bán chưa" in reporter.open("/complaints/money")) and reporter.status == 200
    assert len(session.scalars(select(MoneyRequest)).all()) == asks


def test_the_work_of_a_script_counts_on_the_page_too(reporter, session):
    for number in range(12):
        page = reporter.open("/complaints/one-page")
        assert "/static/js/work.js" in page
        reporter.press(**GOOD, details=f"Chuyện {number}", work=work_for(hidden_fields(page)["form_key"]))
    assert [case.is_held for case in session.scalars(select(Complaint))] == [False] * 12


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "nothing"}, "Chọn một vấn đề của món hàng"),
        ({"aim": "gift"}, "Chọn điều bạn muốn"),
        ({"place": ""}, "Chọn nơi bạn thấy món hàng"),
        ({"seller": " "}, "Ghi nơi bán, hoặc chọn “Không nhớ”"),
        ({"commune": "Xã Zzz"}, "Không có xã, phường tên “Xã Zzz”"),
        ({"commune": "Tân Thành"}, "nơi trùng tên. Ghi rõ"),
        ({"place": "online"}, "Dán đường dẫn hoặc ghi tên tài khoản bán"),
        ({"contact": "fax"}, "Chọn một cách liên hệ"),
        ({"contact": "phone", "phone": "12"}, "Số điện thoại cần 10 số"),
        ({"price": "rất đắt"}, "không phải “rất đắt”"),
        ({"bought": "other", "bought_on_day": "x" * 50}, "dài 50 ký tự, tối đa 10"),
        ({"photos": [(b"text " * 40, "x.jpg")]}, "Tệp “x.jpg” không phải ảnh"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_comes_back_with_its_sentence_and_the_rest_stays(reporter, session, change, sentence):
    reporter.open("/complaints/one-page")
    page = reporter.press(**{**GOOD, "details": "Tem mờ"} | change)
    assert reporter.status == 422 and sentence in page and "Tem mờ" in page
    assert session.scalar(select(func.count()).select_from(Complaint)) == 0
    assert storage.list_under("evidence") == []


def test_the_script_hears_the_code_and_the_same_key_again_is_the_same_report(reporter, session):
    sent = GOOD | {"form_key": new_form_key(), "files_waiting": "2"}
    answers = [reporter.client.post("/complaints/one-page", data=sent, headers=JSON) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200} and len({answer.json["code"] for answer in answers}) == 1
    assert session.scalars(select(Complaint)).one().files_told == 2
    page = reporter.open("/complaints/receipt")
    assert answers[0].json["code"] in page and "Còn 2 tệp chưa đến" in page
    wrong = reporter.client.post("/complaints/one-page", data={"form_key": new_form_key()}, headers=JSON)
    assert wrong.status_code == 422 and wrong.json["errors"]["kind"]


@pytest.mark.parametrize("waiting", ["-1", "²", "9" * 30, "x", ""])
def test_an_odd_count_of_waiting_files_is_none(reporter, session, waiting):
    reporter.client.post("/complaints/one-page", data=GOOD | {"files_waiting": waiting}, headers=JSON)
    assert session.scalars(select(Complaint)).one().files_told == 0


def test_the_language_button_keeps_what_was_typed_on_the_one_page(reporter, session):
    reporter.open("/complaints/one-page")
    page = reporter.press(**GOOD, lang="en")
    assert 'lang="en"' in page and "Sạp 12" in page and session.scalars(select(Complaint)).first() is None


def test_the_pages_can_be_installed_and_only_serve_themselves(reporter):
    manifest = reporter.client.get("/complaints/app.webmanifest")
    assert manifest.content_type == "application/manifest+json" and manifest.json["scope"] == "/complaints/"
    for icon in manifest.json["icons"]:
        with reporter.client.get(icon["src"]) as picture_of_it:
            assert picture_of_it.status_code == 200
    worker = reporter.client.get("/complaints/worker.js")
    assert worker.content_type.startswith("text/javascript") and "Service-Worker-Allowed" not in worker.headers
    assert hidden_fields(reporter.open("/complaints/one-page"))["files_waiting"] == "0"
