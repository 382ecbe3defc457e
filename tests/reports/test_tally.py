"""The tally gives the documents' figures, keeps provinces apart and agrees with its rows."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from accounts.queries import find_user_by_login
from areas.models import AdminUnit
from complaints.models import Complaint
from core import clock
from reports.queries.behind import rows_behind
from reports.queries.tally import list_figures
from tests.factories.accounts import make_unit, sign_in
from tests.factories.complaints import commune, make_report, province

YEAR = ("--from", "2025-01-01", "--to", "2025-12-31")
HALF = ("--from", "2023-01-01", "--to", "2023-06-30")
SCOPES = [
    ("2025-01-01", "2025-12-31", "19"),
    ("2023-01-01", "2023-06-30", "84"),
    ("2026-01-01", "2026-12-31", ""),
    ("2023-01-01", "2026-12-31", ""),
]


def values(tally: dict) -> dict[str, int]:
    return {row_id: line["value"] for row_id, line in tally["indicators"].items()}


def test_the_enforcement_year_is_the_documents(run):
    tally = run("reports", "tally", *YEAR, "--place", "19", "--format", "json")
    found = values(tally)
    assert (found["E1"], found["E1.decisions"]) == (697, 565)
    assert found["E2"] == 9_579_251_216
    assert found["E3"] == 6_420_531_750
    assert (found["E3.fines"], found["E3.sales"], found["E3.other"]) == (4_814_095_000, 1_604_844_000, 1_592_750)
    assert (found["E4"], found["E5"], found["E6"]) == (113_310_000, 192_250_000, 2_853_159_466)
    assert tally["indicators"]["E2"]["said"] == "ước tính 9.579.251.216 đồng"
    assert tally["indicators"]["E3"]["qualifier"] is None


def test_the_ocop_register_is_the_documents(run):
    found = values(run("reports", "tally", *HALF, "--place", "84", "--format", "json"))
    assert (found["B1"], found["B1.3-star"], found["B1.4-star"], found["B1.5-star"]) == (184, 137, 38, 3)
    assert (found["B1.stars-not-given"], found["B2"], found["B3"]) == (6, 118, 6)


def test_events_keep_their_qualifiers_and_are_added_per_market(run):
    lines = run("reports", "tally", *HALF, "--place", "84", "--format", "json")["indicators"]
    assert lines["D14"]["value"] == 2
    assert lines["D14.turnover"]["said"] == "khoảng 1.700.000.000 đồng"
    assert lines["D14.visitors"]["said"] == "hơn 10.000 lượt khách"
    year = run("reports", "tally", *YEAR, "--place", "19", "--format", "json")["indicators"]
    assert year["E19"]["said"] == "hơn 5.000 người"
    assert year["D25.reach"]["said"] == "gần 6.000.000 lượt"
    assert "D10" not in year  # planned is not done


def test_a_planned_event_is_no_result(run):
    assert "D10" not in run("reports", "tally", *YEAR, "--format", "json")["indicators"]


def test_neither_province_holds_a_row_of_the_other(run):
    thai_nguyen = run("reports", "tally", *HALF, "--place", "19", "--format", "json")
    vinh_long = run("reports", "tally", *YEAR, "--place", "86", "--format", "json")
    assert values(thai_nguyen)["B1"] == values(thai_nguyen)["B3"] == 0
    assert values(vinh_long)["E1"] == values(vinh_long)["E2"] == 0
    assert not [row_id for row_id in values(vinh_long) if row_id.startswith(("D", "F"))]
    assert values(run("reports", "tally", *HALF, "--place", "86", "--format", "json"))["B1"] == 0


def test_former_bac_kan_has_no_inspection_of_thai_nguyen(run):
    assert values(run("reports", "tally", *YEAR, "--place", "06", "--format", "json"))["E1"] < 697
    first = ("--from", "2025-01-01", "--to", "2025-06-30")
    assert values(run("reports", "tally", *first, "--place", "06", "--format", "json"))["E1"] == 0


def test_halves_of_a_year_add_up_to_the_year(run):
    first = values(run("reports", "tally", "--from", "2025-01-01", "--to", "2025-06-30", "--format", "json"))
    second = values(run("reports", "tally", "--from", "2025-07-01", "--to", "2025-12-31", "--format", "json"))
    whole = values(run("reports", "tally", *YEAR, "--format", "json"))
    for row_id in ("E1", "E1.decisions", "E3", "E3.fines", "E4", "E6"):
        assert first[row_id] + second[row_id] == whole[row_id]


@pytest.mark.parametrize("wanted", SCOPES, ids=" ".join)
def test_every_figure_is_what_its_rows_give(demo_session, scope, wanted):
    asked = scope(*wanted)
    for line in list_figures(demo_session, asked):
        assert rows_behind(demo_session, asked, line.id).value == line.figure.value, line.id


@pytest.mark.parametrize("wanted", SCOPES, ids=" ".join)
def test_parts_add_up_to_their_whole(demo_session, scope, wanted):
    found = {line.id: line.figure.value for line in list_figures(demo_session, scope(*wanted))}

    def whole(prefix: str) -> int:
        return sum(value for row_id, value in found.items() if row_id.startswith(prefix))

    assert found["E2"] == found["E3"] + found["E4"] + found["E5"] + found["E6"]
    assert found["E3"] == whole("E3.")
    assert found["E11"] == whole("E11.kind.") == whole("E11.outcome.") == whole("E11.place.") == whole("E8.")
    assert found["A1"] == whole("A1.state.") == whole("A2.codes.")
    assert found["A1"] == whole("A1.") - whole("A1.state.") - whole("A1.level.")
    assert found["A2"] == whole("A2.") - whole("A2.codes.") - whole("A2.requests")
    assert found["A2.requests"] == whole("A2.requests.")
    assert found["B2"] == whole("B2.")
    stars = whole("B1.stars") + sum(found.get(f"B1.{kind}-star", 0) for kind in (3, 4, 5, "potential-5"))
    assert found["B1"] == stars
    assert found["E1"] == sum(
        found[f"E1.{source}"] for source in ("plan", "sudden", "citizens", "transfer", "team", "online")
    )


def test_figures_say_whether_they_rest_on_generated_fields(run):
    year = run("reports", "tally", *YEAR, "--place", "19", "--format", "json")["indicators"]
    assert not any(year[row_id]["generated"] for row_id in ("E1", "E1.decisions", "E2", "E3", "E6", "D5.visitors"))
    assert year["E1.plan"]["generated"]
    march = run("reports", "tally", "--from", "2025-03-01", "--to", "2025-03-31", "--place", "19", "--format", "json")
    assert march["indicators"]["E1"]["generated"]
    register = run("reports", "tally", *HALF, "--place", "84", "--format", "json")["indicators"]
    assert not register["B1.4-star"]["generated"] and register["B2.hop-tac-xa"]["generated"]


def test_page_and_command_say_the_same(demo_app, demo_session, run):
    lines = run("reports", "tally", *YEAR, "--place", "19", "--format", "json")["indicators"]
    client = sign_in(demo_session, demo_app.test_client(), find_user_by_login(demo_session, "mattran.tn"))
    html = client.get("/desk/reports/tally?from=2025-01-01&to=2025-12-31&place=19").get_data(as_text=True)
    for line in lines.values():
        assert f"<b>{line['said']}</b>" in html
    assert "BẢN MẪU" in html


def test_every_figure_on_the_desk_links_to_its_rows(demo_app, demo_session):
    client = sign_in(demo_session, demo_app.test_client(), find_user_by_login(demo_session, "congthuong.tn"))
    for row_id in ("E2", "B1.3-star", "E11", "A1", "D5.stalls", "E1.decisions"):
        response = client.get(f"/desk/reports/rows/{row_id}?from=2023-01-01&to=2026-12-31")
        assert response.status_code == 200
    assert client.get("/desk/reports/rows/Z9").status_code == 404


def test_only_those_who_may_read_reports_see_the_tally(demo_app, demo_session):
    client = sign_in(demo_session, demo_app.test_client(), find_user_by_login(demo_session, "tiepnhan.tn"))
    assert client.get("/desk/reports/tally").status_code == 403
    assert demo_app.test_client().get("/desk/reports/tally").status_code == 303


def test_everybody_reads_reports_of_months_that_are_over_with_small_counts_hidden(client, session, freeze):
    make_unit(session, areas=[province(session).id])
    freeze(datetime(2026, 11, 24, 3, tzinfo=UTC))
    asked = "/statistics?from=2026-01-01&to=2026-12-31&place=19"
    before = client.get(asked).get_data(as_text=True)
    place = commune(session).id
    make_report(session, now=clock.now(), details="Hôm nay", commune_id=place)
    assert client.get(asked).get_data(as_text=True) == before and "&lt;5 phản ánh" not in before
    make_report(session, now=datetime(2026, 10, 31, 16, tzinfo=UTC), details="Tháng trước", commune_id=place)
    html = client.get(asked).get_data(as_text=True)
    assert "&lt;5 phản ánh" in html and "01/01/2026 – 31/10/2026" in html and "E11.place" not in html
    assert client.get("/statistics?from=2025-01-01&to=2025-12-31&place=19").status_code == 200


def test_below_a_province_nobody_reads_whether_a_report_came_in(demo_app, demo_session):
    commune = demo_session.scalars(select(AdminUnit).join(Complaint, Complaint.commune_id == AdminUnit.id)).first()
    asked = f"/statistics?from=2025-07-01&to=2026-12-31&place={commune.code}"
    html = demo_app.test_client().get(asked).get_data(as_text=True)
    assert "cach-tinh-E1" in html and "E11" not in html
    assert "E1.linked" not in html and "E1.citizens" not in html


@pytest.mark.parametrize("asked", ["from=xx", "to=2025-13-01", "place=999", "from=2026-01-02&to=2026-01-01"])
def test_a_period_that_cannot_be_read_is_explained(demo_app, asked):
    response = demo_app.test_client().get(f"/statistics?{asked}")
    assert response.status_code == 200
    assert 'role="alert"' in response.get_data(as_text=True)


def test_an_unknown_place_is_refused_by_the_command(demo_app):
    result = demo_app.test_cli_runner().invoke(args=["reports", "tally", *YEAR, "--place", "77777"])
    assert result.exit_code == 1 and "77777" in result.output


def test_indicators_lists_every_id_of_a_tally(run):
    known = run("reports", "indicators", "--format", "json")
    found = run("reports", "tally", "--from", "2023-01-01", "--to", "2026-12-31", "--format", "json")["indicators"]
    for row_id in found:
        whole = row_id.rpartition(".")[0]
        assert row_id in known or f"{whole}.*" in known or row_id.split(".")[0] in known
