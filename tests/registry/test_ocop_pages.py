"""OCOP pages: producer, commune, council, province, administrator and everybody; who may open and do what."""

import csv
import re
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest

from areas.queries import get_unit_by_code
from core import clock
from registry.actions.producers import add_member
from registry.actions.recognitions import revoke_recognition
from registry.models import CriteriaSet, OcopApplication, Product
from registry.queries import get_producer, get_product
from tests.complaints.desk.test_doors import count_statements
from tests.factories.accounts import make_unit
from tests.factories.ocop import FULL_SET, PROVINCE, make_application, make_member, make_set, newest, send_sheet
from tests.factories.registry import commune_id, make_producer, make_product, recognise

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
TAN_CUONG = "05503"


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def words(response) -> str:
    return response.get_data(as_text=True)


def post(browser, path, **values):
    return browser.post(path, data={"token": browser.form_token, **values})


def version_on(browser, path) -> str:
    return re.search(r'name="version" value="(\d+)"', words(browser.get(path)))[1]


@pytest.fixture
def people(session, officer_client):
    """Signed-in browsers: commune, department, administrator, and a department of another province."""
    province, other = (get_unit_by_code(session, code, clock.today()).id for code in ("19", "86"))
    units = {
        "commune": ("can_bo_xa", make_unit(session, kind="ubnd_xa", areas=[commune_id(session)])),
        "province": ("chuyen_vien", make_unit(session, kind="so_nnmt", areas=[province])),
        "administrator": ("quan_tri", make_unit(session, kind="quan_tri")),
        "stranger": ("chuyen_vien", make_unit(session, kind="so_nnmt", areas=[other])),
    }
    return {name: officer_client(role, unit=unit) for name, (role, unit) in units.items()}


@pytest.fixture
def council(session):
    return make_unit(session, kind="hoi_dong_ocop", areas=[get_unit_by_code(session, "19", clock.today()).id])


@pytest.fixture
def maker(session, officer_client):
    """A producer's user with one approved product of group 2."""
    browser = officer_client("producer", unit_kind="producer")
    producer = make_producer(session)
    add_member(session, producer_id=producer.id, user_id=browser.user.id, actor=PROVINCE, now=NOW)
    browser.product = make_product(session, producer=producer)
    session.commit()
    return browser


def test_every_page_of_the_way_in_a_browser_without_scripts(session, maker, people, council, officer_client):
    chosen = make_set(session)
    session.commit()
    answer = post(maker, "/producer/ocop", product=maker.product.id, criteria_set=chosen.id, note="Chè xuân")
    own = answer.headers["Location"]
    assert "ít nhất một giấy tờ" in words(post(maker, f"{own}/steps/file", version="1"))
    paper = {"name": "Phiếu kiểm nghiệm", "file": (BytesIO(b"%PDF-1.7 mau"), "phieu.pdf")}
    assert post(maker, f"{own}/papers", **paper).status_code == 303
    assert post(maker, f"{own}/steps/file", version="1").status_code == 303

    desk = f"/desk/ocop/{newest(session).id}"
    commune, province = people["commune"], people["province"]
    assert maker.product.name in words(commune.get("/desk/ocop"))
    step_to(commune, desk, "receive")
    topics = {f"topic-{number}": "Đúng (mẫu)" for number in range(1, 5)}
    points = {f"p-{each}": "10" for each in re.findall(r'name="p-([\w-]+)"', words(commune.get(f"{desk}/report")))}
    report = {**topics, **points, "conclusion": "Đủ", "version": version_on(commune, f"{desk}/report")}
    assert post(commune, f"{desk}/report", **report | {"topic-2": ""}).status_code == 422
    assert post(commune, f"{desk}/report", **report).status_code == 303
    step_to(commune, desk, "forward")
    for _number in range(3):
        score(officer_client("thanh_vien_hoi_dong", unit=council), desk)
    step_to(province, desk, "decide", decided_on="24/11/2026")
    step_to(province, desk, "certify", issued_on="24/11/2026", recogniser_name="UBND tỉnh Thái Nguyên")
    assert "4 sao" in words(province.get("/desk/ocop/certificates"))
    record = words(province.get(f"/desk/ocop/certificates/{newest(session).recognition_id}"))
    assert "23/11/2029" in record and "để trống" in record
    assert "Đã công nhận" in words(maker.get(own)) and maker.product.name in words(maker.get("/ocop"))


def step_to(browser, desk, step, **values):
    """Open the form of a step and send it."""
    form = f"{desk}/steps/{step}"
    assert post(browser, form, version=version_on(browser, form), **values).status_code == 303


def score(member, desk):
    """Fill the own sheet: a wrong value is told and kept, then it is sent."""
    page = words(member.get(f"{desk}/sheet"))
    fields = re.findall(r'name="(p-[\w-]+)"', page)
    most = [text.replace(",", ".") for text in re.findall(r"Từ 0 đến ([\d,]+), viết", page)]
    good = {field: str(round(float(value) * 0.8, 1)) for field, value in zip(fields, most, strict=True)}
    wrong = post(member, f"{desk}/sheet", act="send", **good | {fields[0]: "99"})
    assert wrong.status_code == 422 and 'value="99"' in words(wrong)
    assert post(member, f"{desk}/sheet", act="keep", **good).status_code == 303
    assert post(member, f"{desk}/sheet", act="send", **good).status_code == 303
    assert post(member, f"{desk}/sheet", act="send", **good).status_code == 409
    assert "Đã gửi lúc" in words(member.get(f"{desk}/sheet"))


def test_another_provinces_officer_and_another_producer_find_nothing(session, people, officer_client):
    application = make_application(session)
    session.commit()
    for path in ("", "/steps/ask", "/aside"):
        assert people["stranger"].get(f"/desk/ocop/{application.id}{path}").status_code == 404
        assert people["province"].get(f"/desk/ocop/{application.id}{path}").status_code == 200
    other = officer_client("producer", unit_kind="producer")
    assert other.get(f"/producer/ocop/{application.id}").status_code == 404
    assert post(other, f"/producer/ocop/{application.id}/steps/withdraw", reason="x", version="2").status_code == 404
    row = recognise(session, make_product(session))
    session.commit()
    assert people["stranger"].get(f"/desk/ocop/certificates/{row.id}").status_code == 404


def test_a_paper_is_saved_by_those_who_see_the_file_and_runs_nothing(session, maker, people):
    application = make_application(session, maker.product, state="draft")
    own = f"/producer/ocop/{application.id}"
    post(maker, f"{own}/papers", name="Phiếu", file=(BytesIO(b"%PDF-1.7 mau"), "phieu.pdf"))
    path = re.search(r"/papers/[\w-]{36}(?=\")", words(maker.get(own)))[0]
    post(maker, f"{own}/steps/file", version="1")
    desk = f"/desk/ocop/{application.id}"
    for answer in (maker.get(own + path), people["commune"].get(desk + path)):
        assert answer.data == b"%PDF-1.7 mau" and answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert people["stranger"].get(desk + path).status_code == 404


def test_a_draft_is_the_producers_alone(session, people):
    application = make_application(session, state="draft")
    session.commit()
    assert people["province"].get(f"/desk/ocop/{application.id}").status_code == 404


def test_whoever_declares_a_conflict_sees_the_application_no_more(session, people):
    application = make_application(session, state="council")
    session.commit()
    desk, province = f"/desk/ocop/{application.id}", people["province"]
    assert post(province, f"{desk}/aside", reason="").status_code == 422
    assert post(province, f"{desk}/aside", reason="Người nhà").status_code == 303
    assert province.get(desk).status_code == 404
    assert get_name(session, application) not in words(province.get("/desk/ocop"))


def get_name(session, application: OcopApplication) -> str:
    return session.get(Product, application.product_id).name


def test_a_member_of_the_producer_does_not_find_its_application(session, officer_client, council):
    application = make_application(session, state="council")
    product_id = application.product_id
    member = officer_client("thanh_vien_hoi_dong", unit=council)
    session.commit()
    assert member.get(f"/desk/ocop/{application.id}/sheet").status_code == 200
    producer = get_producer(session, get_product(session, product_id).producer_id)
    add_member(session, producer_id=producer.id, user_id=member.user.id, actor=PROVINCE, now=NOW)
    session.commit()
    assert member.get(f"/desk/ocop/{application.id}/sheet").status_code == 404


def test_who_was_slower_keeps_the_words_and_sees_where_the_file_stands(session, people):
    application = make_application(session, state="commune_check")
    session.commit()
    form = f"/desk/ocop/{application.id}/steps/ask"
    seen = version_on(people["commune"], form)
    assert post(people["commune"], form, version=seen, reason="Thiếu tờ khai").status_code == 303
    late = post(people["commune"], form, version=seen, reason="Thiếu phiếu kiểm nghiệm")
    assert late.status_code == 409
    assert "Thiếu phiếu kiểm nghiệm" in words(late) and "Chờ bổ sung" in words(late)


def test_an_administrator_imports_a_set_after_looking_and_confirms_it(session, people):
    administrator, address = people["administrator"], "/desk/ocop/criteria/import"
    wrong = post(administrator, address, act="look", rows=FULL_SET.replace(",15,yes", ",16,yes"))
    assert wrong.status_code == 422 and "phần A cộng được 41 điểm, cần đúng 40" in words(wrong)
    looked = post(administrator, address, act="look", file=(BytesIO(FULL_SET.encode()), "bo.csv"))
    assert "6 tiêu chí" in words(looked) and session.query(CriteriaSet).filter_by(name="Bộ mẫu: chè").count() == 0
    assert post(administrator, address, act="import", rows=FULL_SET).status_code == 303
    found = session.query(CriteriaSet).filter_by(name="Bộ mẫu: chè").one()
    one = f"/desk/ocop/criteria/{found.id}"
    assert "chưa xác nhận còn hiệu lực" in words(people["province"].get(one))
    assert post(people["province"], one, confirmation="QĐ").status_code == 403
    assert post(administrator, one, confirmation="").status_code == 422
    assert post(administrator, one, confirmation="Công báo ngày 01/01/2026 (mẫu)").status_code == 303
    assert "đã xác nhận" in words(people["province"].get(one))
    assert post(administrator, address, act="import", rows=FULL_SET).status_code == 422


def test_the_set_of_2019_is_still_read_with_its_own_parts(session, people):
    old = session.query(CriteriaSet).filter_by(valid_from=date(2019, 8, 21)).one()
    page = words(people["province"].get(f"/desk/ocop/criteria/{old.id}"))
    assert re.findall(r'Điểm tối đa">([\d,]+)', page) == ["35", "25", "40"]
    assert "22/02/2023" not in page and "23/02/2023" in page


def make_stock(session) -> dict:
    """A good one, one signed by a district, one expired, one withdrawn, one with a formula for a name."""
    tea = {name: make_product(session, name=name) for name in ("Chè một", "Chè huyện", "Chè cũ", "Chè bỏ", "=1+1")}
    recognise(session, tea["Chè một"])
    district = {"stars": 3, "scores": (250, 150, 200), "issued_on": date(2024, 5, 6)}
    recognise(session, tea["Chè huyện"], **district, recogniser_name="UBND huyện Đại Từ")
    recognise(session, tea["Chè cũ"], issued_on=date(2022, 3, 1), stars=None, scores=None)
    gone = recognise(session, tea["Chè bỏ"])
    revoke_recognition(session, recognition_id=gone.id, on=date(2026, 3, 1), reason="mẫu", actor=PROVINCE, now=NOW)
    recognise(session, tea["=1+1"])
    session.commit()
    return tea


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("", ["Chè một", "Chè huyện"], ["Chè cũ", "Chè bỏ"]),
        ("state=ending", ["Chè huyện"], ["Chè một"]),
        ("state=expired", ["Chè cũ"], ["Chè một", "Chè bỏ"]),
        ("state=revoked", ["Chè bỏ"], ["Chè một"]),
        ("on=01/01/2026", ["Chè một", "Chè bỏ"], ["Chè cũ"]),
        ("on=01/01/2025", ["Chè cũ", "Chè huyện"], ["Chè một"]),
        ("stars=3", ["Chè huyện"], ["Chè một"]),
        ("place=86", [], ["Chè một"]),
        ("on=99/99/9999&state=x&stars=x&group=9&kind=%00&page=abc", ["Chè một"], ["Chè cũ"]),
    ],
)
def test_the_public_list_shows_any_day_and_state(session, client, freeze, query, there, gone):
    make_stock(session)
    if "ending" in query:
        freeze(datetime(2027, 3, 1, 3, tzinfo=UTC))
    page = words(client.get(f"/ocop?{query}"))
    assert all(name in page for name in there) and not any(name in page for name in gone)


def test_a_certificate_signed_by_a_district_stays_as_signed(session, people):
    make_stock(session)
    page = words(people["province"].get("/desk/ocop/certificates?level=huyen"))
    assert "UBND huyện Đại Từ" in page and "Cấp huyện" in page and "Chè một" not in page


def test_the_exported_list_runs_no_formula(session, people):
    make_stock(session)
    answer = people["province"].get("/desk/ocop/certificates.csv?state=good")
    rows = list(csv.reader(StringIO(words(answer).removeprefix("\ufeff"))))
    assert answer.mimetype == "text/csv" and len(rows) == 4
    assert {row[0] for row in rows[1:]} == {"'=1+1", "Chè một", "Chè huyện"}


@pytest.mark.parametrize("path", ["/desk/ocop", "/desk/ocop/certificates", "/ocop"])
def test_a_longer_list_needs_no_more_statements(session, people, path):
    def add():
        for _number in range(6):
            recognise(session, make_product(session))
            make_application(session)
        session.commit()

    add()
    people["province"].get(path)
    few = count_statements(lambda: people["province"].get(path))
    add()
    assert count_statements(lambda: people["province"].get(path)) <= few <= 22


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_ocop_page_stands_in_both_languages(session, maker, people, council, officer_client, lang):
    application = make_application(session, maker.product, state="council")
    send_sheet(session, application, make_member(session))
    row = recognise(session, maker.product)
    member = officer_client("thanh_vien_hoi_dong", unit=council)
    session.commit()
    desk = f"/desk/ocop/{application.id}"
    steps = [(people["province"], f"{desk}/steps/{step}") for step in ("ask", "decide", "certify", "central")]
    pages = [
        (maker, "/producer/ocop"), (maker, f"/producer/ocop/{application.id}"), (people["province"], "/desk/ocop"),
        (people["province"], desk), (people["commune"], f"{desk}/report"), (member, f"{desk}/sheet"), *steps,
        (people["province"], f"{desk}/aside"), (people["province"], "/desk/ocop/certificates"), (member, "/ocop"),
        (people["province"], f"/desk/ocop/certificates/{row.id}"), (people["administrator"], "/desk/ocop/criteria"),
        (people["administrator"], "/desk/ocop/criteria/import"),
        (people["administrator"], f"/desk/ocop/criteria/{application.criteria_set_id}"),
    ]  # fmt: skip
    for browser, path in pages:
        assert browser.get(path, query_string={"lang": lang}).status_code == 200, path
