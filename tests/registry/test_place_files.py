"""Lists of places as files: brought in at the desk from CSV and XLSX, taken along, and brought in again as the same."""

import csv
import io

import pytest
from sqlalchemy import event, select

from core.db import db
from core.sheets import open_sheets, write_csv, write_xlsx
from registry.models import PlaceMember, SalePoint
from tests.factories.accounts import make_unit
from tests.factories.areas import unit
from tests.factories.places import make_place
from tests.factories.registry import make_producer

HEADINGS = ["Loại nơi", "Tên", "Xã, phường", "Vĩ độ", "Kinh độ", "Điện thoại", "Diện tích (ha)", "Tỷ lệ lấp đầy (%)",
            "Ngày mở", "Cơ sở bên trong"]  # fmt: skip


@pytest.fixture
def officer(session, officer_client):
    """An officer of industry and trade of Thái Nguyên."""
    return officer_client("chuyen_vien", unit=make_unit(session, kind="so_cong_thuong", areas=[unit(session, "19").id]))


def file_of(rows, form: str) -> bytes:
    if form == "csv":
        return b"".join(write_csv(rows))
    out = io.BytesIO()
    write_xlsx([("Nơi", rows)], out)
    return out.getvalue()


def send(officer, data: bytes, form: str, step: str = "take"):
    sent = {"step": step, "file": (io.BytesIO(data), f"noi.{form}")}
    return officer.post("/desk/places/import", data=sent, content_type="multipart/form-data")


def names(session) -> set[str]:
    return set(session.scalars(select(SalePoint.name)))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_is_tried_first_then_taken_and_what_was_taken_along_comes_in_as_the_same(session, officer, form):
    one, two = make_producer(session, name="Hợp tác xã A"), make_producer(session, name="Hợp tác xã B")
    inside = f"{one.tax_code or one.name}|{two.tax_code or two.name}"
    rows = [
        HEADINGS,
        ["Cụm công nghiệp", "=Cụm “A, B”", "05503", "21,5912347", "105,75", "+84 208 111", "12,5", "72,5", "05/03/2020",
         inside],
        ["Chợ", "Chợ Ba Hàng", "xã Tân Cương, tỉnh Thái Nguyên", "", "", "0208222", "", "", "", ""],
    ]  # fmt: skip
    tried = send(officer, file_of(rows, form), form, "try").get_data(as_text=True)
    assert "Xem thử 2 dòng" in tried and names(session) == set()
    assert "Đã ghi 2 dòng" in send(officer, file_of(rows, form), form).get_data(as_text=True)
    cluster = session.scalars(select(SalePoint).filter_by(kind="industrial_cluster")).one()
    assert (cluster.area_m2, cluster.occupancy_tenths, cluster.lat) == (125_000, 725, 21.5912347)
    assert len(session.scalars(select(PlaceMember)).all()) == 2
    taken = officer.get(f"/desk/places.{form}")
    assert taken.status_code == 200 and f"dia-diem.{form}" in taken.headers["Content-Disposition"]
    again = send(officer, taken.data, form).get_data(as_text=True)
    assert again.count(">như cũ") == 2, again
    assert len(names(session)) == 2


def test_a_cell_of_a_file_is_no_formula(session, officer):
    make_place(session, name="=HYPERLINK(1)", kind="market")
    rows = list(csv.reader(io.StringIO(officer.get("/desk/places.csv").get_data(as_text=True))))
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert "HYPERLINK" in str(rows)


def test_a_file_holds_the_own_communes_alone_and_has_one_of_two_forms(session, officer):
    make_place(session, kind="market", name="Chợ nhà")
    make_place(session, kind="market", name="Chợ Tiểu Cần", commune="29341")
    text = officer.get("/desk/places.csv").get_data(as_text=True)
    assert "Chợ nhà" in text and "Chợ Tiểu Cần" not in text
    sheet = open_sheets(io.BytesIO(officer.get("/desk/places.xlsx").data), "x.xlsx")[0]
    assert [row.cells[1] for row in sheet.read()] == ["Tên", "Chợ nhà"]
    assert officer.get("/desk/places.pdf").status_code == 404
    assert officer.get("/desk/ready-goods.pdf").status_code == 404


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "noi.csv", "Loại nơi"),
        ("Tên,Xã\nChợ,05503\n".encode(), "noi.csv", "thiếu cột"),
        (b"PK\x03\x04" + b"\x00" * 100, "noi.xlsx", ""),
        (b"\x00\x01\x02", "noi.pdf", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_nothing_is_written(session, officer, data, name, told):
    sent = {"step": "take", "file": (io.BytesIO(data), name)}
    answer = officer.post("/desk/places/import", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422 and told in answer.get_data(as_text=True)
    assert names(session) == set()
    assert officer.post("/desk/places/import", data={"step": "take"}).status_code == 422


def test_a_file_asks_the_same_statements_whatever_the_number_of_places(session, officer):
    def asked() -> int:
        seen: list[str] = []
        note = lambda *given: seen.append(given[2])  # noqa: E731 - taken away again below
        event.listen(db.engine, "before_cursor_execute", note)
        officer.get("/desk/places.csv")
        event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    make_place(session, kind="market")
    asked()
    few = asked()
    for number in range(30):
        make_place(session, name=f"Nơi {number}", commune="05503" if number % 2 else "05500")
    assert asked() <= few
