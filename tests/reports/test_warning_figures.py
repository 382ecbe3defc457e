"""E17 and E18 come of the register's rows, and of activities only where the register holds nothing."""

from datetime import date

import pytest

from areas.queries import get_unit_by_code
from campaign.actions.events import Measured
from core import clock
from core.db import db
from reports.queries.behind import rows_behind
from reports.queries.places import open_scope
from reports.queries.tally import list_figures
from tests.factories.campaign import make_event
from tests.factories.warnings import make_round, make_warning
from tests.installation import set_up


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def session(request, app_on):
    """A database of each kind."""
    app = app_on()
    if request.param == "postgresql":
        app = app_on(database_url=request.getfixturevalue("postgres_url"))
    else:
        set_up(app)
    with app.app_context():
        yield db.session()


MARCH = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31), "kind": "media"}


def told(session, place: str = "19") -> dict[str, int]:
    """The figures of 2026 that are ours, each the sum of the rows behind it."""
    scope = open_scope(session, date(2026, 1, 1), date(2026, 12, 31), place)
    lines = [line for line in list_figures(session, scope) if line.id.split(".")[0] in ("E17", "E18")]
    for line in lines:
        assert rows_behind(session, scope, line.id).value == line.figure.value, line.id
    assert len({line.id for line in lines}) == len(lines)
    return {line.id: line.figure.value for line in lines}


def test_a_round_that_an_activity_tells_of_counts_once(session, freeze):
    freeze(clock.local(clock.now()).replace(2026, 11, 24))
    make_event(session, row_id="E18", measures=[Measured("kỳ thông báo", 5, "kỳ")], **MARCH)
    assert told(session) == {"E18": 5}
    make_round(session, announced_on=date(2026, 6, 1))
    assert told(session) == {"E18": 6, "E18.samples": 10, "E18.passed": 8, "E18.failed": 2}
    make_round(session, announced_on=date(2026, 3, 31))
    make_round(session, province="01", announced_on=date(2026, 3, 5))
    assert told(session)["E18"] == 2
    assert told(session, "")["E18"] == 3


def test_published_advice_counts_and_its_activity_not_again(session, freeze):
    freeze(clock.local(clock.now()).replace(2026, 3, 5))
    make_event(session, row_id="E17", measures=[Measured("bài", 3, "bài")], **MARCH)
    assert told(session) == {"E17": 3}
    place = get_unit_by_code(session, "19", clock.today()).id
    make_warning(session, kind="advice", place_id=place)
    make_warning(session, kind="other", place_id=place)
    assert told(session) == {"E17": 1}
