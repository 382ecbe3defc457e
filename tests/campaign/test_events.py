"""Activities: recorded with their figures, refused with a reason, shown to everybody."""

from datetime import date

import pytest
from sqlalchemy import select

from areas.queries import get_unit_by_code
from campaign.actions.events import Measured, record_event
from campaign.models import CampaignEvent, EventMeasure
from campaign.queries.events import list_events
from campaign.words import list_rows, measure_key, say_figure, say_row
from core import clock
from core.actor import SYSTEM
from core.errors import BadInput
from tests.factories.accounts import make_officer, make_unit, sign_in
from tests.factories.campaign import make_event

FORM = {
    "row_id": "D13",
    "kind": "market",
    "name": "Phiên chợ mẫu",
    "starts_on": "05/03/2026",
    "ends_on": "06/03/2026",
    "state": "done",
    "measure_1": "phiên chợ",
    "value_1": "1",
    "unit_1": "phiên chợ",
    "measure_2": "lượt khách",
    "value_2": "5.000",
    "unit_2": "lượt khách",
    "qualifier_2": "hon",
}


@pytest.fixture
def officer(session, client):
    """The Front's clerk of Thái Nguyên, signed in."""
    province = get_unit_by_code(session, "19", date(2026, 1, 1))
    unit = make_unit(session, kind="mttq", areas=[province.id])
    return sign_in(session, client, make_officer(session, role="mttq", unit=unit))


def post(client, session, **changes):
    form = FORM | changes | {"token": form_token(client)}
    return client.post("/desk/events", data=form)


def form_token(client) -> str:
    html = client.get("/desk/events/new").get_data(as_text=True)
    return html.split('name="token" value="')[1].split('"')[0]


def test_an_activity_is_kept_with_its_figures(officer, session):
    assert post(officer, session).status_code == 303
    event = session.scalars(select(CampaignEvent)).one()
    figures = session.scalars(select(EventMeasure).order_by(EventMeasure.position)).all()
    assert (event.indicator, event.starts_on) == ("D13", date(2026, 3, 5))
    assert [(f.value, f.qualifier) for f in figures] == [(1, ""), (5000, "hon")]
    assert "hơn 5.000 lượt khách" in officer.get("/desk/events").get_data(as_text=True)
    assert "Phiên chợ mẫu" in officer.get("/events").get_data(as_text=True)


@pytest.mark.parametrize(
    "changes",
    [{"row_id": ""}, {"row_id": "Z9"}, {"kind": "nope"}, {"name": ""}, {"ends_on": "04/03/2026"}, {"value_1": "nhiều"}],
)
def test_a_wrong_form_comes_back_with_its_words(officer, session, changes):
    response = post(officer, session, **changes)
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert 'role="alert"' in html and ("Phiên chợ mẫu" in html or changes == {"name": ""})
    assert not session.scalars(select(CampaignEvent)).all()


def test_an_activity_without_a_figure_is_refused(officer, session):
    assert post(officer, session, value_1="", value_2="").status_code == 422


def test_others_may_not_record(session, client):
    inspector = sign_in(session, client, make_officer(session, role="kiem_tra_vien"))
    assert inspector.get("/desk/events/new").status_code == 403


def test_an_event_counts_in_the_period_in_which_it_ends(session):
    make_event(session, starts_on=date(2025, 12, 30), ends_on=date(2026, 1, 2))
    assert not list_events(session, from_day=date(2025, 1, 1), to_day=date(2025, 12, 31))
    assert list_events(session, from_day=date(2026, 1, 1), to_day=date(2026, 12, 31))


def test_an_unknown_qualifier_is_refused(session):
    with pytest.raises(BadInput):
        make_event(session, measures=[Measured("lượt khách", 5, "lượt khách", "chừng")])


def test_figures_and_rows_are_said_in_words():
    assert say_figure(5000, "người", "hon") == "hơn 5.000 người"
    assert say_row("D13") == "Phiên chợ đưa hàng Việt về miền núi"
    assert measure_key("gian hàng") == "stalls"
    assert measure_key("số xe điện") == "so-xe-dien"
    assert all(row["name"] and row["name_en"] for row in list_rows().values())


def test_the_page_without_activities_says_so(client):
    assert "Chưa có hoạt động nào." in client.get("/events").get_data(as_text=True)


def test_record_event_refuses_days_out_of_order(session):
    unit = make_unit(session, kind="mttq")
    province = get_unit_by_code(session, "19", date(2026, 1, 1))
    with pytest.raises(BadInput):
        record_event(
            session, row_id="D13", kind="market", name="Phiên chợ", unit_id=unit.id, province_id=province.id,
            starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 1), measures=[Measured("phiên chợ", 1, "phiên chợ")],
            actor=SYSTEM, now=clock.now(),
        )  # fmt: skip
