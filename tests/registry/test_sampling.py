"""Rounds of food-safety sampling: written by hand or from a file, mended, read by everybody."""

from io import BytesIO

import pytest

from areas.queries import get_unit_by_code
from core import clock
from registry.models import Sample, SamplingRound
from tests.factories.accounts import make_unit
from tests.factories.warnings import NAMED, make_round

BASE = "/desk/warnings/sampling"
SAMPLE = {"goods": "Thịt lợn", "parameter": "Salbutamol", "result": "dương tính", "is_passed": "failed"}


def words(response) -> str:
    return response.get_data(as_text=True)


def office(session, province: str = "19"):
    return make_unit(session, kind="so_nnmt", areas=[get_unit_by_code(session, province, clock.today()).id])


@pytest.fixture
def officer(session, officer_client):
    return officer_client("chuyen_vien", unit=office(session))


def told(row: SamplingRound, **changed) -> dict:
    names = ("number", "authority", "goods", "taken", "passed", "failed", "decision_number", "version")
    values = {name: str(getattr(row, name)) for name in names}
    return values | {"announced_on": f"{row.announced_on:%d/%m/%Y}", "province": str(row.province_id)} | changed


def sheet(text: str) -> dict:
    return {"file": (BytesIO(text.encode()), "mau.csv")}


def test_a_sample_names_its_trader_to_the_public_only_with_decision_and_article(session, client, officer):
    row = make_round(session)
    address = f"{BASE}/{row.id}/samples"
    assert officer.post(address, data=SAMPLE | {"trader": "Quầy Kín"}).status_code == 303
    assert officer.post(address, data=SAMPLE | {"goods": "Rau", "trader": "Quầy Nêu"} | NAMED).status_code == 303
    page = words(client.get(f"/warnings/sampling/{row.slug}"))
    assert "Thịt lợn" in page and "Quầy Nêu" in page and NAMED["legal_ground"] in page and "Quầy Kín" not in page
    assert "Quầy Kín" in words(officer.get(f"{BASE}/{row.id}"))
    assert f"/warnings/sampling/{row.slug}" in words(client.get("/warnings"))


def test_no_more_samples_than_the_notice_counts(session, officer):
    row = make_round(session, failed=1, passed=9)
    address = f"{BASE}/{row.id}/samples"
    assert officer.post(address, data=SAMPLE).status_code == 303
    answer = officer.post(address, data=SAMPLE | {"goods": "Giò"})
    assert answer.status_code == 422 and 'id="is_passed-error"' in words(answer) and 'value="Giò"' in words(answer)
    remove = f"{address}/{session.query(Sample).one().id}/remove"
    assert officer.post(remove).status_code == 303
    assert session.query(Sample).count() == 0
    assert officer.post(remove).status_code == 404


def test_a_file_taken_out_comes_back_in_the_same(session, officer):
    row = make_round(session)
    lines = "Mẫu hàng,Kết luận,Chỉ tiêu,Cơ sở được lấy mẫu\nChè,đạt,Chì,\nGiò,không đạt,Hàn the,Quầy 3\n"
    assert officer.post(f"{BASE}/{row.id}/file", data=sheet(lines)).status_code == 303
    for form in ("csv", "xlsx"):
        taken = officer.get(f"{BASE}/{row.id}/samples.{form}").data
        file = {"file": (BytesIO(taken), f"mau.{form}")}
        assert officer.post(f"{BASE}/{row.id}/file", data=file).status_code == 303
        kept = session.query(Sample).order_by(Sample.position)
        assert [(each.goods, each.is_passed, each.trader) for each in kept] == [
            ("Chè", True, ""), ("Giò", False, "Quầy 3")]  # fmt: skip
    assert officer.get(f"{BASE}/{row.id}/khac.pdf").status_code == 404


@pytest.mark.parametrize(
    ("text", "named"),
    [("Mẫu hàng\nChè\n", "Kết luận"), ("Mẫu hàng,Kết luận\nChè,tốt\n", "tốt"), ("Mẫu hàng,Kết luận\n,đạt\n", "Dòng 2"),
     ("Mẫu hàng,Kết luận\n" + "x" * 300 + ",đạt\n", "300"), ("Mẫu hàng,Kết luận\n" + "Chè,không đạt\n" * 5, "5"),
     ("", "trống")],
)  # fmt: skip
def test_a_file_with_one_wrong_line_changes_nothing_and_says_where(session, officer, text, named):
    row = make_round(session)
    officer.post(f"{BASE}/{row.id}/samples", data=SAMPLE)
    answer = officer.post(f"{BASE}/{row.id}/file?lang=vi", data=sheet(text))
    assert answer.status_code == 422 and 'id="file-error"' in words(answer) and named in words(answer)
    assert session.query(Sample).one().goods == "Thịt lợn"


def test_a_round_is_mended_and_who_comes_second_sees_both(session, officer_client, officer):
    row = make_round(session)
    address, first = f"{BASE}/{row.id}/edit", told(row)
    assert officer.post(address, data=first | {"taken": "9"}).status_code == 422
    assert officer.post(address, data=first | {"goods": "rau của người kia"}).status_code == 303
    late = officer.post(address, data=first | {"goods": "rau của tôi"})
    assert late.status_code == 409
    assert "rau của người kia" in words(late) and "rau của tôi" in words(late)
    stranger = officer_client("chuyen_vien", unit=office(session, "01"))
    assert stranger.get(address).status_code == stranger.get(f"{BASE}/{row.id}").status_code == 404
    assert stranger.post(f"{BASE}/{row.id}/samples", data=SAMPLE).status_code == 404


def test_a_warning_comes_of_a_round_and_leads_back_to_it(session, client, officer, officer_client):
    row = make_round(session)
    assert f'value="{row.id}" selected' in words(officer.get(f"/desk/warnings/new?round={row.id}"))
    sent = {"kind": "sampling", "title": "Không ăn giò có hàn the", "body": "Hai mẫu không đạt.",
            "place": str(row.province_id), "round": str(row.id)}  # fmt: skip
    address = officer.post("/desk/warnings/new", data=sent).headers["Location"]
    officer.post(f"{address}/submit")
    second = officer_client("chuyen_vien", unit=office(session))
    assert second.post(f"{address}/publish").status_code == 303
    page = words(client.get("/warnings/khong-an-gio-co-han-the"))
    assert f"/warnings/sampling/{row.slug}" in page
    assert "Không ăn giò có hàn the" in words(client.get(f"/warnings/sampling/{row.slug}"))
    elsewhere = make_round(session, province="01")
    answer = officer.post("/desk/warnings/new", data=sent | {"round": str(elsewhere.id)})
    assert answer.status_code == 422 and 'id="round-error"' in words(answer)
