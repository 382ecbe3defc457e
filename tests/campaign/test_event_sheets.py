"""The event sheet: planned and held, partners, figures that are never added, communes' marks, files."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from areas.actions import set_flag
from areas.queries import get_unit_by_code, list_communes
from campaign.actions.events import Measured
from campaign.calendar import write_calendar
from campaign.models import CampaignEvent, CampaignFile, EventKind, EventMeasure
from core import audit, clock, storage
from reports.queries.behind import rows_behind
from reports.queries.events import count_events
from reports.queries.places import open_scope
from tests.factories.accounts import make_officer, sign_in
from tests.factories.campaign import make_event
from tests.factories.returns import by, make_units

FORM = {
    "row_id": "D13", "kind": "viet_market", "name": "Phiên chợ mẫu ở xã", "starts_on": "05/12/2026",
    "ends_on": "06/12/2026", "state": "planned", "measure_1": "phiên chợ", "value_1": "1", "unit_1": "phiên chợ",
    "measure_2": "lượt khách", "value_2": "4.000", "unit_2": "lượt khách", "counting_2": "times",
}  # fmt: skip
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def units(session, freeze):
    freeze(NOON)
    return make_units(session)


@pytest.fixture
def clerk(client, session, units):
    sign_in(session, client, make_officer(session, role="can_bo_xa", unit=units[2]))
    client.form_token = client.get("/desk/events/new").text.split('name="token" value="')[1].split('"')[0]
    return client


def commune(session):
    return list_communes(session, get_unit_by_code(session, "19", clock.today()).id, clock.today())[0]


def tally(session, place="19") -> dict:
    return {each.id: each for each in count_events(session, open_scope(session, *YEAR, place))}


def only(session) -> CampaignEvent:
    return session.scalars(select(CampaignEvent)).one()


def test_a_plan_becomes_a_result_and_both_stand_beside_each_other(clerk, session, units):
    partner = {"partner_ids": str(units[1].id), "commune": str(commune(session).id)}
    assert clerk.post("/desk/events", data=FORM | partner).status_code == 303
    assert "D13" not in tally(session)
    page = clerk.get(f"/desk/events/{only(session).id}/edit").text
    assert "Phiên chợ mẫu ở xã" in page and "checked" in page
    held = FORM | partner | {"state": "done", "value_2": "5.000", "qualifier_2": "hon", "version": "1"}
    assert clerk.post(f"/desk/events/{only(session).id}/edit", data=held).status_code == 303
    text = clerk.get(f"/desk/events/{only(session).id}").text
    assert "4.000 lượt khách" in text and "hơn 5.000 lượt khách" in text
    assert (tally(session)["D13.visitors"].value, tally(session)["D13.visitors"].qualifier) == (5000, "hon")
    assert session.scalars(select(EventMeasure.planned).order_by(EventMeasure.position)).all() == [1, 4000]
    session.commit()
    assert audit.verify(session) == []


def test_whoever_comes_second_sees_both_sheets(clerk, session):
    clerk.post("/desk/events", data=FORM)
    edit = f"/desk/events/{only(session).id}/edit"
    assert clerk.post(edit, data=FORM | {"name": "Bản thứ nhất", "version": "1"}).status_code == 303
    late = clerk.post(edit, data=FORM | {"name": "Bản thứ hai", "version": "1"})
    assert late.status_code == 409 and "Bản thứ nhất" in late.text and "Bản thứ hai" in late.text
    assert only(session).name == "Bản thứ nhất"


def test_a_partner_reads_the_sheet_and_only_the_leader_changes_it(clerk, session, units):
    clerk.post("/desk/events", data=FORM | {"partner_ids": str(units[1].id)})
    address = f"/desk/events/{only(session).id}"
    sign_in(session, clerk, make_officer(session, role="chuyen_vien", unit=units[1]))
    assert clerk.get(address).status_code == 200 and FORM["name"] in clerk.get("/desk/events").text
    assert clerk.get(f"{address}/edit").status_code == 404
    stranger = make_units(session, "86")[0]
    sign_in(session, clerk, make_officer(session, role="mttq", unit=stranger))
    assert clerk.get(address).status_code == 404 and FORM["name"] not in clerk.get("/desk/events").text


WRONG = {"commune": {"commune": "x"}, "value_2": {"value_2": "nhiều"}, "counting_2": {"counting_2": "đoán"},
         "sums_2": {"sums_2": "x"}, "state": {"state": "x"}, "ends_on": {"ends_on": "04/12/2026"}}  # fmt: skip


def test_a_wrong_sheet_names_the_field_and_keeps_the_words(clerk, session):
    for field, changes in WRONG.items():
        answer = clerk.post("/desk/events", data=FORM | changes)
        assert answer.status_code == 422 and f'href="#{field}"' in answer.text and FORM["name"] in answer.text
    assert session.scalars(select(CampaignEvent)).all() == []


def test_markets_are_counted_by_the_marks_of_their_communes_on_that_day(session, units):
    place = commune(session)
    for flag, end in (("khmer", None), ("khu_cong_nghiep", None), ("mien_nui", date(2026, 1, 31))):
        days = {"valid_from": date(2026, 1, 1), "valid_to": end}
        set_flag(session, unit_id=place.id, flag=flag, **days, source="văn bản", **by())
    for day in (date(2026, 3, 5), date(2026, 3, 6)):
        make_event(session, starts_on=day, ends_on=day, commune_id=place.id)
    make_event(session)
    found = tally(session)
    assert found["D13"].value == 3
    assert (found["D13.flag-khmer"].value, found["D13.flag-khu-cong-nghiep"].value) == (2, 2)
    assert "D13.flag-mien-nui" not in found
    scope = open_scope(session, *YEAR, "19")
    assert len(rows_behind(session, scope, "D13.flag-khmer").rows) == 2
    assert tally(session, place.code)["D13"].value == 2, "a commune counts what was held in it"


def test_distinct_ones_and_figures_per_market_are_never_added(session, units):
    for visitors, people in ((5000, 40), (3000, 60)):
        make_event(session, measures=[
            Measured("phiên chợ", 1, "phiên chợ"),
            Measured("lượt khách", visitors, "lượt khách", counting="times"),
            Measured("doanh nghiệp", people, "doanh nghiệp", counting="distinct"),
            Measured("gian hàng", people, "gian hàng", is_per_unit=True),
        ])  # fmt: skip
    found, scope = tally(session), open_scope(session, *YEAR, "19")
    assert found["D13.visitors"].value == 8000
    assert found["D13.businesses-distinct"].value == 60 and found["D13.stalls"].value == 60
    for row_id in ("D13", "D13.visitors", "D13.businesses-distinct", "D13.stalls"):
        assert rows_behind(session, scope, row_id).value == found[row_id].value


def test_figures_of_another_unit_stand_apart(session, units):
    make_event(session)
    make_event(session, measures=[Measured("điểm", 4, "điểm bán")])
    found = tally(session)
    assert (found["D13"].value, found["D13.diem-ban"].value) == (1, 4)


def picture() -> BytesIO:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "nhà sản xuất máy"
    Image.new("RGB", (60, 40), "red").save(out, "JPEG", exif=exif)
    out.seek(0)
    return out


def test_pictures_are_made_anew_and_seen_by_everybody_and_other_files_refused(clerk, session, client):
    clerk.post("/desk/events", data=FORM)
    address = f"/desk/events/{only(session).id}/files"
    assert clerk.post(address, data={"file": (picture(), "cho.jpg"), "caption": "Toàn cảnh"}).status_code == 303
    row = session.scalars(select(CampaignFile)).one()
    assert b"nh\xc3\xa0 s" not in storage.get(row.key) and row.media_type == "image/jpeg"
    bad = clerk.post(address, data={"file": (BytesIO(b"MZ" + b"0" * 50), "a.exe")})
    assert bad.status_code == 422 and "PDF" in bad.text
    assert clerk.post(address, data={"file": (BytesIO(b"%PDF-1.7 noi dung"), "a.pdf")}).status_code == 303
    slug = only(session).slug
    assert "Toàn cảnh" in client.get(f"/events/{slug}").text
    seen = client.get(f"/events/{slug}/files/1")
    assert seen.content_type == "image/jpeg" and "sandbox" in seen.headers["Content-Security-Policy"]
    assert "attachment" in client.get(f"/events/{slug}/files/2").headers["Content-Disposition"]
    key = row.key
    assert clerk.post(f"{address}/1/remove").status_code == 303
    assert client.get(f"/events/{slug}/files/1").status_code == 404 and not storage.exists(key)


def test_everybody_sees_what_comes_and_takes_it_into_a_calendar(clerk, session, client):
    clerk.post("/desk/events", data=FORM)
    page = client.get("/events?month=12/2026&kind=viet_market").text
    assert "Sắp tới" in page and FORM["name"] in page
    assert FORM["name"] not in client.get("/events?kind=video").text
    for odd in ("?month=99/2026", "?month=x/y", "?page=99999999999999999999", "?month=1/99999999999", "?kind=%00",
                "?month=000199/2026", "?month=²/2026", "?page=" + "9" * 5000):  # fmt: skip
        assert client.get(f"/events{odd}").status_code == 200
    taken = client.get("/events/calendar.ics")
    assert "DTSTART;VALUE=DATE:20261205" in taken.text and "DTEND;VALUE=DATE:20261207" in taken.text
    only(session).state = "cancelled"
    assert FORM["name"] not in client.get("/events").text
    assert client.get(f"/events/{only(session).slug}").status_code == 404


def test_calendar_lines_are_folded_between_letters(session, units):
    event = make_event(session, name="Phiên chợ, hàng Việt; về miền núi " * 5)
    lines = write_calendar([event], "example.test", NOON).split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "Phiên chợ\\, hàng" in "".join(line.removeprefix(" ") for line in lines)


def test_every_kind_of_the_sources_is_there(session):
    names = set(session.scalars(select(EventKind.name)))
    wanted = {"Phiên chợ hàng Việt", "Phiên chợ thực phẩm an toàn", "Chợ đêm", "Pano", "Băng rôn", "Tờ rơi", "Bản tin",
              "Video", "Tin bài", "Khuyến công", "Khảo sát", "Cuộc thi", "Kết nối cung cầu"}  # fmt: skip
    assert wanted <= names
