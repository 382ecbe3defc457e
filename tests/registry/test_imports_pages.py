"""The pages of files: sent, looked at line by line, confirmed once; nobody sees another's."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from accounts import actions as accounts
from core import clock, jobs
from core.actor import SYSTEM
from registry.actions import add_member
from registry.actions.importing.staging import load_part
from registry.models import ImportBatch, ImportLine, Lot, Producer
from registry.queries.external_codes import find_external_code
from registry.queries.imports import get_import_by_id
from tests.factories.accounts import form_token, make_unit, make_user, sign_in
from tests.factories.areas import unit
from tests.factories.imports import HOME, PRODUCERS, xlsx_file
from tests.factories.registry import make_producer, make_product

GOOD = [PRODUCERS, ["Cơ sở A", "Hợp tác xã", *HOME], ["Cơ sở B", "Hợp tác xã", *HOME]]


@pytest.fixture
def desk(session, officer_client):
    home = make_unit(session, kind="so_cong_thuong", areas=[unit(session, "19").id])
    return officer_client("chuyen_vien", unit=home)


def send(browser, rows, kind="producers", name="so.xlsx", base="/desk/imports"):
    data = rows if isinstance(rows, bytes) else xlsx_file(rows).getvalue()
    form = {"token": browser.form_token, "kind": kind, "file": (io.BytesIO(data), name)}
    return browser.post(base, data=form, content_type="multipart/form-data")


def work():
    while jobs.run_due(clock.now()):
        pass


def test_a_file_is_sent_looked_at_confirmed_and_written(desk, session):
    address = send(desk, GOOD).location
    said = desk.get(address)
    assert said.headers["Refresh"] == "3" and "Đang đọc" in said.text
    work()
    said = desk.get(address)
    assert "Refresh" not in said.headers and "Chưa ghi dòng nào" in said.text and "Cơ sở A" in said.text
    assert session.scalars(select(Producer)).all() == []
    assert desk.post(f"{address}/publish", data={"token": desk.form_token}).status_code == 303
    work()
    assert "Mọi dòng đã ghi vào sổ" in desk.get(address).text
    assert len(session.scalars(select(Producer)).all()) == 2
    assert desk.post(f"{address}/publish", data={"token": desk.form_token}).status_code == 409


def test_a_wrong_file_says_where_and_cannot_be_confirmed(desk, session):
    address = send(desk, [*GOOD, ["Cơ sở C", "Tập đoàn", *HOME]]).location
    work()
    said = desk.get(address).text
    assert "Loại hình" in said and "Tập đoàn" in said and "Ghi mọi dòng vào sổ" not in said
    assert desk.post(f"{address}/publish", data={"token": desk.form_token}).status_code == 409
    assert session.scalars(select(Producer)).all() == []


@pytest.mark.parametrize(
    ("rows", "kind", "said"),
    [(b"%PDF-1.7", "producers", "không phải bảng tính"), (GOOD, "xe-máy", "Chọn “Loại tệp”"), (GOOD, "lots", "Thiếu")],
)
def test_what_is_no_file_of_this_kind_is_told_beside_the_field(desk, session, rows, kind, said):
    answer = send(desk, rows, kind)
    assert answer.status_code == 422 and said in answer.text
    assert session.scalars(select(ImportBatch)).all() == []


def test_a_dropped_file_leaves_nothing_behind(desk, session):
    address = send(desk, GOOD).location
    work()
    assert desk.post(f"{address}/cancel", data={"token": desk.form_token}).status_code == 303
    work()
    assert session.scalars(select(ImportLine)).all() == []
    with pytest.raises(FileNotFoundError):
        load_part(session.scalar(select(ImportBatch)), 0)


def test_a_job_that_comes_twice_reads_a_piece_once(desk, session):
    send(desk, GOOD)
    work()
    batch = session.scalar(select(ImportBatch))
    jobs.enqueue(session, kind="imports.check", payload={"batch": batch.id, "part": 0}, run_at=clock.now())
    session.commit()
    work()
    assert len(session.scalars(select(ImportLine)).all()) == 2 == get_import_by_id(session, batch.id).new_count


def test_a_register_that_changed_meanwhile_stops_the_file_and_says_so(desk, session):
    address = send(desk, GOOD).location
    work()
    make_producer(session, name="Cơ sở B")
    session.commit()
    desk.post(f"{address}/publish", data={"token": desk.form_token})
    work()
    assert "dòng 3" in desk.get(address).text
    assert [row.name for row in session.scalars(select(Producer))] == ["Cơ sở B"]


def test_another_unit_sees_neither_the_file_nor_its_goods(desk, session, officer_client):
    address = send(desk, GOOD).location
    home = make_unit(session, kind="so_cong_thuong", areas=[unit(session, "86").id])
    other = officer_client("chuyen_vien", unit=home)
    assert other.get(address).status_code == 404
    assert other.post(f"{address}/publish", data={"token": other.form_token}).status_code == 404
    outside = send(other, GOOD).location
    work()
    assert "ngoài địa bàn của đơn vị bạn" in other.get(outside).text
    make_producer(session, name="Cơ sở Thái Nguyên")
    session.commit()
    assert "Cơ sở Thái Nguyên" not in other.get("/desk/exports/producers.csv").get_data(as_text=True)
    assert "Cơ sở Thái Nguyên" in desk.get("/desk/exports/producers.csv").get_data(as_text=True)


def test_templates_and_exports_are_files(desk):
    book = load_workbook(io.BytesIO(desk.get("/desk/imports/templates/producers.xlsx").data))
    assert [cell.value for cell in book["Mẫu"][1]] == PRODUCERS
    assert desk.get("/desk/imports/templates/lots.csv").get_data(as_text=True).startswith("\ufeffMã sản phẩm,Số lô")
    odd = load_workbook(io.BytesIO(desk.get("/desk/exports/products.xlsx?q=%00x&kind=zz").data))
    assert odd.sheetnames == ["products"]
    assert desk.get("/desk/exports/secrets.csv").status_code == 404
    assert desk.get("/desk/imports").status_code == 200


def test_a_producer_brings_in_own_lots_and_nobody_elses(app, session):
    own, other = make_product(session), make_product(session)
    user, _secret = make_user(session)
    home = make_unit(session, kind="producer")
    accounts.give_role(session, user_id=user.id, unit_id=home.id, role="producer", valid_from=clock.today(),
                       actor=SYSTEM, now=clock.now())  # fmt: skip
    add_member(session, producer_id=own.producer_id, user_id=user.id, actor=SYSTEM, now=clock.now())
    browser = sign_in(session, app.test_client(), user)
    browser.form_token = form_token(session, browser)
    assert browser.get("/producer/imports").status_code == 200
    head = ["Mã sản phẩm", "Số lô", "Ngày sản xuất"]
    for product, count in ((other, 0), (own, 1)):
        address = send(browser, [head, [product.code, "TC-1", "01/09/2026"]], "lots", base="/producer/imports").location
        work()
        browser.post(f"{address}/publish", data={"token": browser.form_token})
        work()
        assert len(session.scalars(select(Lot)).all()) == count
    assert send(browser, GOOD, "producers", base="/producer/imports").status_code == 422
    assert "TC-1" in browser.get("/producer/exports/lots.csv").get_data(as_text=True)


def test_a_link_is_attached_at_the_desk_shown_to_buyers_and_taken_off(desk, session, client):
    product = make_product(session)
    session.commit()
    page = f"/desk/products/{product.id}/external-codes"
    form = {"token": desk.form_token, "system_code": "tea_site", "external_code": "CHE-1"}
    wrong = desk.post(page, data=form | {"external_url": "https://example.com/"})
    assert wrong.status_code == 422 and "example.com" in wrong.text and "CHE-1" in wrong.text
    url = "https://thainguyentea.gov.vn/che-1"
    assert desk.post(page, data=form | {"external_url": url}).status_code == 200
    assert f'href="{url}"' in client.get(f"/products/{product.slug}").text
    row = find_external_code(session, product.id, "tea_site")
    assert desk.post(f"{page}/{row.id}/detach", data={"token": desk.form_token}).status_code == 303
    session.expire_all()
    assert url not in client.get(f"/products/{product.slug}").text
