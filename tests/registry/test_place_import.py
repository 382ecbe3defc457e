"""Lists of places: fifty clusters and villages with their producers, line by line, all or nothing."""

import csv
import io

from sqlalchemy import func, select

from core import clock
from core.actor import SYSTEM
from registry.actions.place_import import import_places
from registry.models import PlaceMember, SalePoint
from tests.factories.registry import commune_id, make_producer, make_product

ROW = {"kind": "Làng nghề", "name": "Làng nghề chè mẫu", "commune": "05503"}


def rows_of(producers) -> list[dict[str, str]]:
    """Fifty places around Tân Cương, a producer in each."""
    return [
        {
            "kind": "Cụm công nghiệp" if number % 2 else "craft_village",
            "name": f"Nơi nghề {number:02}", "commune": "05503", "lat": f"{21.5 + number / 200:.4f}", "lon": "105,75",
            "trade": "chế biến chè", "area_ha": "12,5", "occupancy": "72,5", "decision": "QĐ 12/QĐ-UBND",
            "decided_on": "05/03/2020", "producers": producers[number].name,
        }
        for number in range(50)
    ]  # fmt: skip


def take(session, rows, **options):
    return import_places(session, rows, source="danh sách thử", actor=SYSTEM, now=clock.now(), **options)


def count(session, model=SalePoint) -> int:
    return session.scalar(select(func.count()).select_from(model))


def states(answers) -> list[str]:
    return [answer.state for answer in answers]


def test_fifty_places_come_in_with_their_producers_and_are_found_from_product_and_near(session, client):
    producers = [make_producer(session) for _ in range(50)]
    rows = rows_of(producers)
    assert states(take(session, rows)) == ["new"] * 50
    assert (count(session), count(session, PlaceMember)) == (50, 50)
    assert states(take(session, rows)) == ["same"] * 50
    product = make_product(session, producer=producers[7])
    page = client.get(f"/products/{product.slug}/where-to-buy").get_data(as_text=True)
    assert "Nơi nghề 07" in page and "Nơi nghề 08" not in page
    near = client.post("/map", data={"near": "21.600,105.750", "view": "table"}).get_data(as_text=True)
    places = [part.split("<")[0] for part in near.split('href="/places/')]
    assert len(places) - 1 >= 50
    assert "Nơi nghề 20" in near.split("<tbody>")[1].split("</tr>")[0]
    assert "50 m" in near.split("<tbody>")[1].split("</tr>")[0]
    home = session.scalar(select(SalePoint).where(SalePoint.name == "Nơi nghề 07"))
    assert producers[7].name in client.get(f"/places/{home.slug}").get_data(as_text=True)
    assert (home.area_m2, home.occupancy_tenths) == (125_000, 725)


def test_a_changed_line_says_which_columns(session):
    take(session, [ROW])
    (answer,) = take(session, [{**ROW, "trade": "chè", "address": "xóm Hồng"}])
    assert (answer.state, answer.words) == ("changed", "address, trade")


def test_one_wrong_line_keeps_every_line_out(session):
    rows = [ROW, {**ROW, "name": "Nơi khác", "lat": "mười"}, {**ROW, "kind": "quán"}, {**ROW, "name": ""}]
    rows += [ROW, {**ROW, "name": "Xa", "lat": "48.8", "lon": "2.3"}, {**ROW, "name": "Lạ", "producers": "không có"}]
    rows += [{**ROW, "name": "Chợ", "kind": "market", "producers": make_producer(session).name}]
    rows += [{**ROW, "name": "Đâu", "commune": "Tân Thành"}, {**ROW, "name": "Ngày", "opened_on": "31/02/2020"}]
    answers = take(session, rows)
    assert states(answers) == ["new"] + ["wrong"] * 9
    assert [answer.line for answer in answers] == list(range(2, 12))
    told = " / ".join(answer.words for answer in answers)
    for part in ("“Vĩ độ” ghi “mười”", "“Loại nơi” ghi “quán”", "dòng trên", "ngoài Việt Nam", "không có", "mã xã"):
        assert part in told
    assert count(session) == 0


def test_only_trying_says_the_same_and_writes_nothing(session):
    assert states(take(session, [ROW], only_try=True)) == ["new"]
    assert count(session) == 0


def test_places_outside_the_units_communes_are_refused(session):
    (answer,) = take(session, [{**ROW, "commune": "05500"}], commune_ids={commune_id(session)})
    assert answer.state == "wrong" and "địa bàn" in answer.words


def test_the_command_takes_a_file_with_vietnamese_headings(app, session, tmp_path):
    out = io.StringIO()
    csv.writer(out).writerows([["Loại nơi", "Tên", "Xã, phường"], ["Chợ", "Chợ Mẫu", "05503"]])
    file = tmp_path / "cho.csv"
    file.write_text(out.getvalue(), "utf-8-sig")
    session.commit()
    run = app.test_cli_runner().invoke
    tried = run(args=["registry", "import-places", str(file), "--dry-run"])
    assert "Chợ Mẫu" in tried.output and "new" in tried.output and count(session) == 0
    assert run(args=["registry", "import-places", str(file)]).exit_code == 0
    session.rollback()
    assert count(session) == 1
    file.write_text("Loại nơi,Tên,Xã\nChợ,,\n", "utf-8")
    assert run(args=["registry", "import-places", str(file)]).exit_code == 1
