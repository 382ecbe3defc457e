"""The receipt tells what arrived, and only this browser can open it; no trace of a person elsewhere."""

import json
import logging
from base64 import urlsafe_b64decode
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import inspect, select, text

from complaints.models import Complaint
from core import clock, personal
from core.actor import Actor
from tests.factories.complaints import picture

PHONE, DIGITS = "0912 345 678", "0912345678"


def test_the_receipt_lists_what_arrived_and_what_comes_next(reporter):
    reporter.walk(photos=[(picture(), "a.jpg")], details="Tem mờ")
    page = reporter.send()
    said = ("Mã theo dõi", "Chi cục QLTT Thái Nguyên", "Tem mờ", "dấu ", "Cán bộ xem trước ngày")
    for words in (*said, "Đừng tự đến đối chất", "Giữ lại món hàng"):
        assert words in page
    assert len(reporter.code) == 16 and reporter.path == "/complaints/receipt"
    assert reporter.code in reporter.open("/complaints/receipt/print")
    assert reporter.code in reporter.open("/complaints/track")


def test_the_file_is_signed(reporter, session):
    reporter.walk(photos=[(picture(), "a.jpg")])
    reporter.send()
    code = reporter.code
    response = reporter.client.get("/complaints/receipt/file")
    signed = json.loads(response.get_data())
    receipt = json.loads(signed["receipt"])
    assert receipt["code"] == code and len(receipt["photos_sha256"]) == 1
    keys = {key["kid"]: key["x"] for key in reporter.client.get("/.well-known/jwks.json").json["keys"]}
    public = Ed25519PublicKey.from_public_bytes(urlsafe_b64decode(keys[signed["key"]] + "="))
    public.verify(urlsafe_b64decode(signed["signature"]), signed["receipt"].encode())


def test_the_receipt_opens_for_a_day_in_this_browser_alone(app, reporter, freeze):
    reporter.walk()
    reporter.send()
    other = app.test_client().get("/complaints/receipt")
    assert other.status_code == 404 and "Không có phiếu trong trình duyệt này" in other.get_data(as_text=True)
    freeze(clock.now() + timedelta(hours=23))
    assert "Mã theo dõi" in reporter.open("/complaints/receipt")
    freeze(clock.now() + timedelta(hours=25))
    reporter.open("/complaints/receipt")
    assert reporter.status == 404
    for path in ("print", "file"):
        assert reporter.client.get(f"/complaints/receipt/{path}").status_code == 404


def test_cookies_are_out_of_reach_and_no_code_stands_in_an_address(reporter):
    check = reporter.walk()
    assert check
    response = reporter.client.post("/complaints/new/check", data={"draft": ""})
    cookies = response.headers.getlist("Set-Cookie")
    assert [each.split("=")[0] for each in cookies] == ["receipt", "case", "draft"]
    assert all("HttpOnly" in each and "Path=/complaints" in each for each in cookies[:2])
    assert cookies[2].startswith("draft=;")
    page = reporter.open(response.location)
    code = reporter.code.replace(" ", "").lower()
    assert response.location == "/complaints/receipt" and len(code) == 14
    assert all(code not in each.lower() for each in cookies) and f"={code}" not in page.lower()


def test_a_phone_number_lives_in_personal_data_alone(reporter, session, caplog):
    caplog.set_level(logging.DEBUG)
    reporter.walk(contact="phone")
    page = reporter.press("/complaints/new/reach", phone=PHONE)
    assert PHONE in page
    reporter.send()
    case = session.scalars(select(Complaint)).one()
    for table in inspect(session.get_bind()).get_table_names():
        for row in session.execute(text(f'SELECT * FROM "{table}"')):
            words = " ".join(str(value) for value in row)
            assert DIGITS not in words and PHONE not in words, table
    assert DIGITS not in caplog.text and PHONE not in caplog.text
    officer = Actor("officer", case.unit_id, "tiep_nhan")
    revealed = personal.reveal(
        session, person_id=case.person_id, field="phone", actor=officer, reason="hỏi thêm", now=clock.now()
    )
    assert revealed == DIGITS


def test_the_sentence_about_the_phone_comes_from_the_table_of_who_may_read_it(reporter):
    reporter.walk()
    page = reporter.open("/complaints/new/contact")
    assert "cán bộ tiếp nhận" in page and "Đội đi kiểm tra không thấy" in page and "Không đưa cho người bán" in page
