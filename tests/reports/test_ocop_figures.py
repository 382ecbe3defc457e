"""OCOP in the tally: B4 by stage on any day with its rows, and B1 that says what the list of certificates says."""

from datetime import UTC, date, datetime

import pytest

from accounts.queries import find_user_by_login
from core import clock
from registry.actions.assessing import withdraw_application
from registry.assessing import STATES
from registry.models import OcopApplication
from registry.queries.asking import FILTERS, read_asked
from registry.queries.standing import count_standing
from reports.queries.behind import rows_behind
from reports.queries.places import open_scope
from reports.queries.register import star_part
from reports.queries.tally import list_figures
from tests.factories.accounts import sign_in
from tests.factories.ocop import MAKER, make_application, step

CLASSES = {"3": (3, False), "4": (4, False), "5": (5, False), "potential": (4, True), "none": (None, False)}


def figures(session, scope, whole: str) -> dict[str, int]:
    lines = list_figures(session, scope)
    return {line.id: line.figure.value for line in lines if line.id.partition(".")[0] == whole}


def test_each_stage_of_the_sample_is_counted_once_and_opens_its_row(demo_session, scope):
    year = scope(f"{clock.today().year - 1}-12-01", str(clock.today()), "19")
    found = figures(demo_session, year, "B4")
    stages = [state for state in STATES if state != "draft"]
    assert found == {"B4": len(stages)} | {f"B4.{state.replace('_', '-')}": 1 for state in stages}
    for row_id, value in found.items():
        behind = rows_behind(demo_session, year, row_id)
        assert behind.value == value and "Trà mẫu hồ sơ" in behind.rows[0].product
    assert figures(demo_session, scope("2025-01-01", str(clock.today()), "86"), "B4") == {"B4": 0}


def test_the_desk_and_everybody_see_b4_and_the_desk_opens_its_rows(demo_app, demo_session):
    officer = sign_in(demo_session, demo_app.test_client(), find_user_by_login(demo_session, "nongnghiep.tn"))
    asked = f"from=2025-12-01&to={clock.today()}&place=19"
    assert "/desk/reports/rows/B4.council" in officer.get(f"/desk/reports/tally?{asked}").text
    rows = officer.get(f"/desk/reports/rows/B4.council?{asked}").text
    waiting = demo_session.query(OcopApplication).filter_by(state="council").one()
    assert "hội đồng tỉnh đang chấm" in rows and f"{waiting.filed_on:%d/%m/%Y}" in rows
    assert "Hồ sơ OCOP đã nộp" in demo_app.test_client().get(f"/statistics?{asked}").text


def test_a_stage_is_that_of_the_last_day_and_what_was_filed_later_is_not_there(session):
    at = {day: datetime(2026, 3, day, 3, tzinfo=UTC) for day in (2, 9, 20)}
    with clock.freeze(at[2]):
        application = make_application(session, state="filed")
        make_application(session, state="draft")
    with clock.freeze(at[9]):
        withdraw_application(session, reason="Nộp lại sau", **step(application, MAKER))
    with clock.freeze(at[20]):
        make_application(session, state="council")

    def count(last: date) -> dict[str, int]:
        return figures(session, open_scope(session, date(2026, 3, 1), last, "19"), "B4")

    assert count(date(2026, 3, 1)) == {"B4": 0}
    assert count(date(2026, 3, 8)) == {"B4": 1, "B4.filed": 1}
    assert count(date(2026, 3, 9)) == {"B4": 1, "B4.withdrawn": 1}
    assert count(date(2026, 3, 20)) == {"B4": 2, "B4.council": 1, "B4.withdrawn": 1}
    april = open_scope(session, date(2026, 4, 1), date(2026, 4, 30), "19")
    assert figures(session, april, "B4") == {"B4": 0}, "filed in March is no application of April"


DAYS = ("2022-12-31", "2023-06-30", "2024-12-31", "2025-06-30", "2025-07-01", "2026-11-24", "")
FORMER = [("84", day) for day in DAYS[:4]]  # Trà Vinh stood until 30/06/2025


@pytest.mark.parametrize(("place", "on"), [(place, day) for place in ("", "19", "86") for day in DAYS] + FORMER)
def test_b1_of_a_place_on_any_day_is_what_the_list_counts(demo_session, scope, on, place):
    day = date.fromisoformat(on) if on else clock.today()
    tally = figures(demo_session, scope(str(day), str(day), place), "B1")
    words = dict.fromkeys(FILTERS, "") | {"place": place}
    counts = count_standing(demo_session, day, read_asked(demo_session, words, day))
    expected = {"B1": counts.total} | {f"B1.{star_part(CLASSES[key])}": count for key, count in counts.stars.items()}
    expected |= {f"B1.{kind.replace('_', '-')}": count for kind, count in counts.kinds.items()}
    assert tally == expected
    assert counts.total == 184 or (place, on) != ("84", "2023-06-30")
