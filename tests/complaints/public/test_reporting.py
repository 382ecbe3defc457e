"""Reporting without JavaScript: the whole way, every refusal, nothing half-stored."""

import re
import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from complaints.actions.drafts import sweep_drafts
from complaints.models import Assignment, Complaint, ComplaintEvent, Draft, Evidence
from complaints.queries.filing import find_draft
from core import audit, clock, storage
from core.db import db
from tests.complaints.public.walk import Reporter, hidden_fields
from tests.core.test_images import bomb
from tests.factories.accounts import make_unit
from tests.factories.complaints import SECRET_WORDS, commune, picture

PHONE = "0912 345 678"


def count(session, model) -> int:
    return session.scalar(select(func.count()).select_from(model))


def day(day: str, month: str, year: str) -> dict[str, str]:
    return {"bought": "other", "bought_on_day": day, "bought_on_month": month, "bought_on_year": year}


def test_a_report_with_photos_of_three_kinds_reaches_the_unit_of_its_place(reporter, unit, session):
    team = make_unit(session, kind="doi", parent=unit, areas=[commune(session).id])
    photos = [(picture(kind=kind), f"anh.{kind}") for kind in ("JPEG", "PNG", "HEIF")]
    page = reporter.walk(
        photos=photos, commune="tan cuong, thai nguyen", details="Tem mờ, chữ nhòe", price="150k", bought="yesterday"
    )
    assert "Kiểm tra lại và gửi" in page and "150.000 đồng" in page and "3 ảnh" in page
    page = reporter.send()
    assert "Đã nhận phản ánh của bạn" in page and "nội dung, 3 ảnh" in page
    case = session.scalars(select(Complaint)).one()
    assert (case.kind_code, case.unit_id, case.price, case.state) == ("fake", team.id, 150_000, "received")
    assert case.bought_on == clock.today() - timedelta(days=1) and case.person_id is None
    assert case.commune_id == commune(session).id and re.fullmatch(r"PA-\d{4}-0001", case.number)
    evidence = session.scalars(select(Evidence).order_by(Evidence.position)).all()
    assert [row.position for row in evidence] == [1, 2, 3]
    for row, (data, _name) in zip(evidence, photos, strict=True):
        assert row.received_size == len(data) and row.received_hash[:12] in page
        assert SECRET_WORDS not in storage.get(row.clean_key)
        assert SECRET_WORDS not in storage.get(row.sealed_key)
        assert not storage.get(row.sealed_key).startswith(b"\xff\xd8")
    assert count(session, Draft) == 0 and count(session, Assignment) == 1
    assert [event.kind for event in session.scalars(select(ComplaintEvent))] == ["filed"]
    assert audit.verify(session) == []


def test_the_shortest_way_is_four_presses_and_no_word(reporter, session):
    reporter.open("/complaints/new/kind")
    reporter.press(kind="unsure")
    reporter.press(next="yes")
    reporter.press(place="unknown")
    reporter.press()
    page = reporter.press(contact="none")
    assert "Kiểm tra lại và gửi" in page
    assert "Đã nhận phản ánh" in reporter.send()
    assert session.scalars(select(Complaint)).one().place_kind == "unknown"


def test_an_online_seller_needs_an_address(reporter, session):
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    reporter.press(next="yes")
    reporter.press(place="online")
    page = reporter.press(online_address="", seller="Nick bán trà")
    assert reporter.status == 422 and "Dán đường dẫn hoặc ghi tên tài khoản bán" in page and "Nick bán trà" in page
    reporter.press(online_address="https://shop.example/tra")
    reporter.press()
    reporter.press(contact="none")
    reporter.send()
    case = session.scalars(select(Complaint)).one()
    assert (case.place_kind, case.online_address) == ("online", "https://shop.example/tra")


def test_the_answers_can_be_changed_from_the_check_page_and_lead_back_to_it(reporter, session):
    reporter.walk(details="Tem mờ")
    for name, fields, words in (
        ("kind", {"kind": "expired"}, "Hết hạn hoặc bị sửa hạn"),
        ("details", {"details": "Hạn bị tẩy"}, "Hạn bị tẩy"),
        ("shop", {"seller": "Quán số 3"}, "Quán số 3"),
    ):
        reporter.open(f"/complaints/new/{name}")
        page = reporter.press(**fields)
        assert "Kiểm tra lại và gửi" in page and words in page
    reporter.send()
    assert session.scalars(select(Complaint)).one().seller == "Quán số 3"


@pytest.mark.parametrize(
    ("asked", "before", "fields", "sentence"),
    [
        ("kind", {}, {"kind": ""}, "Chọn một vấn đề của món hàng"),
        ("kind", {}, {"kind": "no-such"}, "Chọn một vấn đề của món hàng"),
        ("place", {}, {"place": ""}, "Chọn nơi bạn thấy món hàng"),
        ("shop", {"place": "shop"}, {"seller": " "}, "Ghi nơi bán, hoặc chọn “Không nhớ”"),
        ("shop", {"place": "shop"}, {"commune": "Xã Zzz"}, "Không có xã, phường tên “Xã Zzz”. Thử gõ tên cũ"),
        ("details", {}, {"price": "rất đắt"}, "không phải “rất đắt”"),
        ("details", {}, {"details": "ế" * 2001}, "dài 2001 ký tự, tối đa 2000"),
        ("details", {}, day("5", "", "2026"), "Ngày mua thiếu tháng"),
        ("details", {}, day("31", "2", "2026"), "31/2/2026” không có trong lịch"),
        ("details", {}, day("1", "1", "9999999999"), "1/1/9999999999” không có trong lịch"),
        ("details", {}, day("1", "1", "2199"), "Ngày mua phải là hôm nay hoặc trước đó"),
        ("contact", {}, {"contact": "fax"}, "Chọn một cách liên hệ"),
        ("reach", {"contact": "phone"}, {"phone": "12345"}, "Số điện thoại cần 10 số, bắt đầu bằng 0"),
        ("reach", {"contact": "email"}, {"email": "toi@"}, "Địa chỉ thư điện tử cần có dạng"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_read_comes_back_with_its_sentence(reporter, session, asked, before, fields, sentence):
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    for name in before:
        reporter.open(f"/complaints/new/{name}")
        reporter.press(**before)
    reporter.open(f"/complaints/new/{asked}")
    shown = reporter.press(**fields)
    assert reporter.status == 422 and sentence in shown and "<title>Lỗi:" in shown
    for typed in fields.values() if asked in ("shop", "details", "reach") else ():
        assert typed.strip() in shown
    assert count(session, Complaint) == 0


def test_a_name_of_several_communes_comes_back_as_a_list(reporter, session):
    reporter.walk()
    reporter.open("/complaints/new/shop")
    page = reporter.press(commune="Tân Thành", seller="Chợ")
    assert reporter.status == 422 and "nơi trùng tên" in page
    choice = re.findall(r'name="choice" value="([^"]+)"', page)[-1]
    page = reporter.press(commune="Tân Thành", seller="Chợ", choice=choice)
    assert "Kiểm tra lại và gửi" in page
    reporter.send()
    assert str(session.scalars(select(Complaint)).one().commune_id) == choice


def test_an_old_name_finds_the_commune_of_today(reporter, session):
    reporter.walk(commune="Phường 5 cũ, Trà Vinh")
    reporter.send()
    case = session.scalars(select(Complaint)).one()
    assert case.commune_id and case.place_as_written == "Phường 5 cũ, Trà Vinh"


# Photos


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"day la van ban " * 40, "anh.jpg", "Tệp “anh.jpg” không phải ảnh. Gửi ảnh JPG, PNG, HEIC hoặc WebP"),
        (b"", "rong.jpg", "Tệp “rong.jpg” không phải ảnh"),
        (bytes(16 * 1024 * 1024), "to.jpg", "Ảnh “to.jpg” nặng 16 MB. Mỗi ảnh tối đa 15 MB. Câu trả lời khác vẫn còn"),
        (picture((300, 200))[:2000], "hong.jpg", "Ảnh “hong.jpg” bị hỏng hoặc chưa tải lên hết"),
    ],
    ids=["text", "empty", "16 MB", "truncated"],
)  # fmt: skip
def test_a_file_that_is_no_photo_gets_its_sentence_and_the_others_stay(reporter, session, data, name, sentence):
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    page = reporter.press(photos=[(picture(), "tot.jpg"), (data, name)], next="yes")
    assert reporter.status == 422 and sentence in page and "Đã nhận 1 ảnh" in page
    assert "Kể thêm" not in page and count(session, Evidence) == 0


def test_a_bomb_gets_its_sentence(reporter):
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    page = reporter.press(photos=[(bomb(12_000, 12_000), "bom.png")], next="yes")
    assert "Ảnh “bom.png” quá nhiều điểm ảnh" in page and reporter.status == 422


def test_a_sixth_photo_is_refused_never_swapped(reporter, session):
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    page = reporter.press(photos=[(picture((20 + n, 20)), f"{n}.jpg") for n in range(6)], next="yes")
    assert reporter.status == 422 and "Chỉ gửi được 5 ảnh. Xóa bớt 1 ảnh để thêm ảnh này" in page
    assert "Đã nhận 5 ảnh" in page
    first = re.search(r'name="remove" value="([^"]+)"', page)[1]
    page = reporter.press(remove=first)
    assert "Đã nhận 4 ảnh" in page
    assert reporter.client.get("/complaints/new/photo/4").status_code == 200
    assert reporter.client.get("/complaints/new/photo/5").status_code == 404


def test_a_request_of_more_than_90_mb_is_told_and_the_draft_stays(reporter):
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    big = (b"\xff\xd8\xff" + bytes(16 * 1024 * 1024), "to.jpg")
    page = reporter.press(photos=[big] * 6)
    assert reporter.status == 413 and "Cả lần gửi nặng hơn 90 MB" in page and "Câu trả lời khác vẫn còn" in page
    assert "Thêm ảnh, nếu có" in reporter.open("/complaints/new/photos")


def test_photos_over_the_budget_of_a_network_wait_and_the_text_is_taken(app_on, unit):
    small = app_on(photo_budget_mb=0)
    reporter = Reporter(small.test_client())
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    page = reporter.press(photos=[(picture(), "a.jpg")], next="yes")
    assert "rồi gửi ảnh sau bằng mã theo dõi" in page and reporter.status == 422
    for name, fields in (("place", {"place": "unknown"}), ("contact", {"contact": "none"}), ("check", {})):
        reporter.open(f"/complaints/new/{name}")
        page = reporter.press(**fields)
    assert "Đã nhận phản ánh" in page


def test_photos_wait_when_the_disk_is_nearly_full(reporter, monkeypatch):
    monkeypatch.setattr(storage, "free_megabytes", lambda: 10)
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    assert "gửi ảnh sau" in reporter.press(photos=[(picture(), "a.jpg")], next="yes")


# Sending twice, losing the draft


def test_sending_twice_is_one_report_and_shows_its_receipt(reporter, session):
    check = reporter.walk()
    sent = hidden_fields(check)
    reporter.send()
    code = reporter.code
    response = reporter.client.post("/complaints/new/check", data=sent, follow_redirects=True)
    page = response.get_data(as_text=True)
    assert "Phản ánh này đã gửi lúc" in page and code in page
    assert count(session, Complaint) == 1


def test_two_sendings_at_once_are_one_report(app, reporter, session):
    sent = hidden_fields(reporter.walk())
    cookie = reporter.client.get_cookie("draft", path="/complaints").value
    barrier, answers = threading.Barrier(2), []

    def send() -> None:
        client = app.test_client()
        client.set_cookie("draft", cookie, path="/complaints")
        barrier.wait()
        response = client.post("/complaints/new/check", data=sent, follow_redirects=True)
        found = re.search(r'ticket"><div>[^<]*<b>([^<]+)<', response.get_data(as_text=True))
        answers.append((response.status_code, found))
        with app.app_context():
            db.session.remove()

    session.commit()
    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.expire_all()
    assert [status for status, _found in answers] == [200, 200]
    assert len({found[1] for _status, found in answers}) == 1
    assert count(session, Complaint) == 1


def test_going_back_after_sending_shows_that_it_was_sent(reporter):
    reporter.walk()
    reporter.send()
    page = reporter.open("/complaints/new/check")
    assert reporter.status == 410 and "Phản ánh này đã gửi" in page and "Xem phiếu và mã theo dõi" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_draft_older_than_a_day_is_told_plainly(reporter, session, freeze, method):
    reporter.walk()
    freeze(clock.now() + timedelta(hours=25))
    response = getattr(reporter.client, method)("/complaints/new/check")
    assert response.status_code == 410 and "Bản nháp không còn nữa" in response.get_data(as_text=True)
    assert count(session, Complaint) == 0


def test_a_browser_without_the_draft_is_told_plainly(unit, client):
    for path in ("photos", "place", "shop", "details", "contact", "reach", "check"):
        assert client.get(f"/complaints/new/{path}").status_code == 410
        assert client.post(f"/complaints/new/{path}", data={"draft": "x" * 32}).status_code == 410
    assert client.post("/complaints/new/kind", data={"draft": "x" * 32, "kind": "fake"}).status_code == 410


def test_sending_with_an_open_question_goes_to_it(reporter, session):
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    assert "Bạn thấy món hàng ở đâu?" in reporter.press("/complaints/new/check")
    assert count(session, Complaint) == 0


def test_old_drafts_and_their_photos_are_swept(reporter, session):
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    reporter.press(photos=[(picture(), "a.jpg")])
    draft_id = reporter.client.get_cookie("draft", path="/complaints").value
    photo = find_draft(session, draft_id, clock.now()).answers.photos[0]
    sweep_drafts(session, {}, clock.now())
    assert storage.exists(photo.clean_key)
    sweep_drafts(session, {}, clock.now() + timedelta(hours=25))
    session.flush()
    assert not storage.exists(photo.clean_key) and not storage.exists(photo.sealed_key)
    assert count(session, Draft) == 0


def test_leaving_quickly_forgets_everything(reporter, session):
    reporter.walk(photos=[(picture(), "anh.jpg")])
    cookie = reporter.client.get_cookie("draft", path="/complaints").value
    (photo,) = find_draft(session, cookie, clock.now()).answers.photos
    response = reporter.client.post("/complaints/leave")
    assert response.location == "/" and count(session, Draft) == 0
    assert not storage.exists(photo.clean_key) and not storage.exists(photo.sealed_key)
    assert reporter.client.get("/complaints/new/check").status_code == 410


def test_the_language_button_keeps_what_was_typed(reporter):
    reporter.walk()
    reporter.open("/complaints/new/details")
    page = reporter.press(details="Chữ trên tem bị nhòe", lang="en")
    assert 'lang="en"' in page and "Chữ trên tem bị nhòe" in page


def test_many_reports_from_one_network_are_held_never_refused(reporter, session):
    for _ in range(11):
        reporter.walk()
        assert "Đã nhận phản ánh" in reporter.send()
    held = [case.is_held for case in session.scalars(select(Complaint).order_by(Complaint.number))]
    assert held == [False] * 10 + [True]


def test_a_form_from_another_site_is_refused(reporter, session):
    sent = hidden_fields(reporter.walk())
    response = reporter.client.post(
        "/complaints/new/check", data=sent, headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403 and count(session, Complaint) == 0


@pytest.mark.parametrize(
    "junk", [{"draft": "\0" * 9}, {"kind": "fake", "form_key": "é" * 20}, {"code": "/01/" + "9" * 4000}]
)
def test_junk_in_hidden_fields_never_breaks_a_page(unit, client, junk):
    for name in ("kind", "photos", "check"):
        assert client.post(f"/complaints/new/{name}", data=junk).status_code in (200, 303, 410, 422)
    assert client.get("/complaints/new", query_string=junk).status_code == 200
