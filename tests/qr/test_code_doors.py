"""The command line and the desk: from a batch to labels that two readers read to this server."""

import csv
import io
import re
import zipfile

import pytest
import zxingcpp
from PIL import Image
from pyzbar import pyzbar
from sqlalchemy import select

from core.config import settings
from qr.labels.sheets import SHEETS
from qr.models import CodeRange
from tests.factories.accounts import form_token, make_officer, make_unit, sign_in
from tests.factories.qr import NOW, make_goods, place_of_goods
from tests.qr.test_labels import read_both, render

BROWSER = {"Accept": "text/html", "User-Agent": "Mozilla/5.0 (Android 14) Chrome/120.0"}


@pytest.fixture
def run(app, session):
    """Run a command with what the test has written."""

    def invoke(*args: str):
        session.commit()
        result = app.test_cli_runner().invoke(args=["qr", *args])
        session.expire_all()
        return result

    return invoke


@pytest.fixture
def desk(session, client, freeze):
    """Somebody who may issue codes for the place of the goods, with the token of their forms."""
    freeze(NOW)
    unit = make_unit(session, kind="so_cong_thuong", areas=[place_of_goods(session).id])
    user = make_officer(session, role="chuyen_vien", unit=unit)
    sign_in(session, client, user)
    return lambda path, **data: client.post(path, data={"token": form_token(session, client)} | data)


def test_the_command_issues_and_writes_links_of_the_configured_host(run, session, client, freeze):
    freeze(NOW)
    goods = make_goods(session, count=0)
    result = run("issue", "--lot", str(goods.lot.id), "--count", "4")
    rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"))))
    assert len(rows) == 4
    assert all(row["link"].startswith(f"{settings().public_url}/01/{goods.gtin}/21/") for row in rows)
    batch = re.search(r"batch ([0-9a-f-]{36})", result.stderr)[1]
    path = rows[0]["link"].removeprefix(settings().public_url)
    assert "Cơ sở chưa báo đã dán tem này." in client.get(path, headers=BROWSER).get_data(as_text=True)
    assert run("activate", "--batch", batch).stdout == "4 codes activated\n"
    assert "Mã đúng." in client.get(path, headers=BROWSER).get_data(as_text=True)
    part = ("--first", rows[1]["serial"], "--last", rows[2]["serial"])
    assert run("void", "--batch", batch, *part, "--reason", "in hỏng").output == "2 codes cancelled\n"
    assert "Mã đúng." in client.get(path, headers=BROWSER).get_data(as_text=True)


@pytest.mark.parametrize("form", ["pdf", "zip", "zpl", "csv"])
def test_every_form_goes_into_a_file(run, session, tmp_path, form):
    goods = make_goods(session, count=0)
    out = tmp_path / f"tem.{form}"
    result = run("issue", "--lot", str(goods.lot.id), "--count", "2", "--format", form, "--out", str(out))
    assert result.exit_code == 0
    starts = {"pdf": b"%PDF", "zip": b"PK", "zpl": b"^XA", "csv": b"\xef\xbb\xbflink"}
    assert out.read_bytes().startswith(starts[form])


@pytest.mark.parametrize("args", [["--count", "0"], ["--count", "2000000"]])
def test_the_command_refuses_in_words(run, session, args):
    goods = make_goods(session, count=0)
    result = run("issue", "--lot", str(goods.lot.id), *args)
    assert result.exit_code == 1 and "Một đợt có từ 1 đến 1.000.000 mã" in result.output
    assert run("issue", "--lot", "khong-co", "--count", "1").exit_code == 1
    assert session.scalars(select(CodeRange)).all() == []


def test_a_refused_document_issues_nothing(run, session, tmp_path):
    goods = make_goods(session, count=0)
    goods.product.name = "Chè " * 45
    result = run("issue", "--lot", str(goods.lot.id), "--count", "2", "--format", "pdf", "--sheet", "40x30",
                 "--out", str(tmp_path / "x"))  # fmt: skip
    assert result.exit_code == 1 and "dài hơn chỗ trên tem" in result.output
    assert session.scalars(select(CodeRange)).all() == []


def test_an_officer_issues_prints_activates_and_the_printed_labels_are_right(desk, session, client, tmp_path):
    goods = make_goods(session, count=0)
    page = f"/desk/lots/{goods.lot.id}/codes"
    assert client.get("/desk/codes").status_code == 200
    assert desk(page, count="5").status_code == 303
    batch = session.scalars(select(CodeRange.batch_id)).one()
    sheet = desk(f"/desk/codes/{batch}/labels", form="pdf", sheet="3x8")
    assert sheet.mimetype == "application/pdf"
    (image,) = render(sheet.data, tmp_path)
    read = read_both(image, SHEETS["3x8"].columns, SHEETS["3x8"].rows)
    assert len(read) == 5 and all(one == other for one, other in read)
    asked = desk(f"/desk/codes/{batch}/state", state="active")
    assert "Người quét các mã này sẽ thấy “Mã đúng”" in asked.get_data(as_text=True)
    unseen = desk(f"/desk/codes/{batch}/state", state="active", confirmed="yes")
    assert unseen.status_code == 422 and "Chưa kiểm tem in nào của đợt này" in unseen.get_data(as_text=True)
    why = {"reason": "tem đã quét thử tại xưởng"}
    assert desk(f"/desk/codes/{batch}/state", state="active", confirmed="yes", **why).status_code == 303
    for link, _ in read:
        path = link.removeprefix("http://localhost")
        assert "Mã đúng." in client.get(path, headers=BROWSER).get_data(as_text=True)
    assert "Đã kích hoạt: 5" in client.get(page).get_data(as_text=True)


def test_cancelling_part_of_a_batch_asks_for_a_reason_and_keeps_what_was_typed(desk, session):
    goods = make_goods(session, count=5)
    path = f"/desk/codes/{goods.batch.batch_id}/state"
    part = {"state": "void", "first": goods.serials[1].upper(), "last": goods.serials[2]}
    refused = desk(path, **part, confirmed="yes")
    assert refused.status_code == 422 and goods.serials[1].upper() in refused.get_data(as_text=True)
    assert desk(path, **part, reason="in hỏng", confirmed="yes").status_code == 303
    again = desk(path, state="active", first="7k3m9q2xw4pd", confirmed="yes")
    assert again.status_code == 422


def test_a_wrong_count_is_told_in_the_form(desk, session):
    goods = make_goods(session, count=0)
    for count in ("", "0", "nhiều", "9999999"):
        assert desk(f"/desk/lots/{goods.lot.id}/codes", count=count).status_code == 422


def test_who_may_not_issue_codes_sees_no_codes(session, client):
    sign_in(session, client, make_officer(session, role="tiep_nhan"))
    assert client.get("/desk/codes").status_code == 403


def test_an_officer_of_another_place_neither_sees_nor_changes_a_lot_and_its_codes(session, client, freeze):
    freeze(NOW)
    goods = make_goods(session, count=3)
    elsewhere = make_unit(session, kind="so_cong_thuong", areas=[])
    sign_in(session, client, make_officer(session, role="chuyen_vien", unit=elsewhere))
    token, batch = form_token(session, client), goods.batch.batch_id
    assert goods.product.name not in client.get("/desk/codes").get_data(as_text=True)
    assert client.get(f"/desk/lots/{goods.lot.id}/codes").status_code == 404
    void = {"state": "void", "reason": "phá", "confirmed": "yes"}
    for path, sent in (
        (f"/desk/lots/{goods.lot.id}/codes", {"count": "5"}),
        (f"/desk/codes/{batch}/labels", {"form": "csv", "sheet": "3x8"}),
        (f"/desk/codes/{batch}/state", void),
    ):
        assert client.post(path, data={"token": token} | sent).status_code == 404
    assert session.scalars(select(CodeRange.state)).all() == ["active"]


def test_single_png_codes_in_the_zip_are_read(run, session, tmp_path):
    goods = make_goods(session, count=0)
    out = tmp_path / "tem.zip"
    run("issue", "--lot", str(goods.lot.id), "--count", "1", "--format", "zip", "--out", str(out))
    with zipfile.ZipFile(out) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".png")]
        image = Image.open(io.BytesIO(archive.read(name)))
    assert zxingcpp.read_barcode(image).text == pyzbar.decode(image)[0].data.decode()
