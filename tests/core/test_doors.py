"""The border: headers, origins, sizes, error pages, languages, what operators ask."""

import gzip

import pytest

from core import i18n
from core.config import BadSetting, read_settings
from core.fields import Choice, Day, Money, Row, Text, WholeNumber, clean_text, parse_day
from core.forms import FormSchema, read_form


def test_every_page_forbids_scripts_from_elsewhere_frames_and_passing_the_address_on(client):
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy and "unsafe-inline" not in policy and "style-src 'sha256-" in policy
    assert answer.headers["Referrer-Policy"] == "same-origin"  # "no-referrer" makes browsers send `Origin: null`
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_strict_transport_is_said_only_where_the_site_is_served_so(app_on):
    site = app_on(public_url="https://ma.example")
    assert "max-age" in site.test_client().get("/healthz").headers["Strict-Transport-Security"]


@pytest.mark.parametrize(("path", "status"), [("/khong-co", 404), ("/desk/khong-co", 404), ("/healthz/x", 404)])
def test_a_page_that_does_not_exist_says_so_plainly(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status and "Không có trang này" in answer.text


def test_a_machine_gets_problem_details(client):
    answer = client.get("/api/v1/khong-co")
    assert answer.mimetype == "application/problem+json" and answer.json["status"] == 404


@pytest.mark.parametrize("path", ["/%ff%fe", "/" + "a" * 4096, "/%00", "/..%2f..%2fetc/passwd", "/\u1ea1"])
def test_odd_addresses_are_never_a_fault_of_ours(client, path):
    assert client.get(path).status_code in (400, 404)


def test_a_wrong_way_of_sending_is_refused_with_the_right_ones(client):
    answer = client.delete("/")
    assert answer.status_code == 405 and "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("asked", "cookie", "header", "shown"),
    [
        ("en", "", "vi", "en"),
        ("", "en", "vi", "en"),
        ("", "", "en-GB,en;q=0.9", "en"),
        ("", "", "fr", "vi"),
        ("xx", "", "", "vi"),
        ("km", "", "", "vi"),
    ],
)
def test_the_language_is_the_one_asked_for_else_remembered_else_the_browsers_else_vietnamese(
    client, asked, cookie, header, shown
):
    if cookie:
        client.set_cookie("lang", cookie)
    answer = client.get(f"/?lang={asked}" if asked else "/", headers={"Accept-Language": header})
    assert f'<html lang="{shown}"' in answer.text


def test_khmer_stays_off_until_a_named_reader_has_signed_every_text_of_the_room():
    assert not i18n.is_signed("core") and not i18n.is_signed("qr")


def test_operators_are_answered(client):
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ok"}
    assert "chinhgoc_jobs_waiting 0" in client.get("/metrics").text


def test_metrics_are_closed_to_others(client, app_on):
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": "203.0.113.9"}).status_code == 403
    site = app_on(metrics_token="bi-mat").test_client()
    assert site.get("/metrics").status_code == 403
    assert site.get("/metrics", headers={"Authorization": "Bearer mé"}).status_code == 403


def test_a_setting_that_cannot_be_used_is_named():
    with pytest.raises(BadSetting, match="TRUSTED_PROXIES"):
        read_settings({"TRUSTED_PROXIES": "hai"})


@pytest.mark.parametrize("text", ["5/3/2026", "05-03-2026", "5.3.2026", "2026-03-05"])
def test_dates_are_read_as_people_write_them(text):
    assert parse_day(text).isoformat() == "2026-03-05"


@pytest.mark.parametrize("text", ["31/02/2026", "5/3", "hôm qua", "5/3/26", "1/1/99999"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        parse_day(text)


def test_text_is_composed_trimmed_and_freed_of_control_characters():
    assert clean_text("  Che\u0300\u0000  Ta\u0302n\u202e Cương ") == "Chè Tân Cương"
    assert clean_text("một \r\n\r\n hai\t ba", lines=True) == "một\n\nhai ba"


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({}, True),
        ({"Origin": "http://localhost"}, True),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "null"}, False),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "https://ke-gian.example"}, False),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-site"}, False),
    ],
)
def test_a_form_is_taken_only_from_a_page_of_ours(client, headers, is_taken):
    answer = client.post("/check", data={"code": ""}, headers=headers)
    assert (answer.status_code != 403) is is_taken


class Wishes(FormSchema):
    name = Text("Tên", most=5, required=True)
    count = WholeNumber("Số", least=1, most=9)
    price = Money("Giá")
    kind = Choice("Loại", ("a", "b"))
    row = Row("Dòng")
    day = Day("Ngày")


@pytest.mark.parametrize(
    ("field", "sent", "said", "in_english"),
    [
        ("name", "", "Ghi “Tên”", "Fill in “Tên”"),
        ("name", "abcdef", "dài 6 ký tự, tối đa 5", "has 6 characters, at most 5"),
        ("count", "x", "cần là số, không phải “x”", "must be a number, not “x”"),
        ("count", "12", "cần từ 1 đến 9, không phải “12”", "must be from 1 to 9, not “12”"),
        ("price", "rẻ", "cần là số tiền như 150000", "must be an amount such as 150000"),
        ("kind", "c", "không có lựa chọn “c”", "has no choice “c”"),
        ("row", "c", "Chọn “Dòng”", "Choose “Dòng”"),
        ("day", "31/02/2026", "cần là ngày như 05/03/2026", "must be a date such as 05/03/2026"),
    ],
)
def test_a_refusal_names_the_field_what_was_sent_and_what_would_do(app, field, sent, said, in_english):
    for language, words in (("vi", said), ("en", in_english)):
        with app.test_request_context(f"/?lang={language}", method="POST", data={"name": "Lan", field: sent}):
            values, errors = read_form(Wishes)
            assert words in errors[field][0] and values[field] == sent


def test_what_was_not_sent_has_its_empty_value(app):
    with app.test_request_context("/", method="POST", data={"name": "Lan", "price": "150k", "day": "5.3.2026"}):
        values, errors = read_form(Wishes)
    assert not errors and values["price"] == 150_000 and (values["kind"], values["row"]) == ("", None)


def test_a_public_page_is_sent_compressed_to_who_takes_it_so_and_a_page_behind_a_sign_in_is_not(client, officer_client):
    for path in ("/", "/complaints/new", "/complaints/track"):
        plain = client.get(path)
        packed = client.get(path, headers={"Accept-Encoding": "gzip, deflate"})
        assert packed.headers["Content-Encoding"] == "gzip" and len(packed.data) < len(plain.data) / 2
        assert "Content-Encoding" not in plain.headers and "Accept-Encoding" in plain.headers["Vary"]
        assert b"</html>" in gzip.decompress(packed.data)
        assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "gzip;q=0"}).headers
    desk = officer_client().get("/desk/cases", headers={"Accept-Encoding": "gzip"})
    assert desk.status_code == 200 and "Content-Encoding" not in desk.headers
