"""What an officer writes about a place: members, surveys, works, management; mended, and only in the own communes."""

from datetime import date

import pytest
from sqlalchemy import select

from core.audit import AuditEntry
from registry.models import MarketChange, MarketWork, PlaceMember, SalePoint, ShareSurvey
from tests.factories.accounts import make_unit
from tests.factories.areas import unit
from tests.factories.places import make_place
from tests.factories.registry import make_producer


def words(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def officer(session, officer_client):
    """An officer of industry and trade of Thái Nguyên."""
    return officer_client("chuyen_vien", unit=make_unit(session, kind="so_cong_thuong", areas=[unit(session, "19").id]))


def at(place: SalePoint, fact: str = "") -> str:
    return f"/desk/places/{place.id}/facts" + (f"/{fact}" if fact else "")


def test_a_producer_enters_a_village_on_a_day_and_leaves_it_on_another(session, officer):
    village, producer = make_place(session), make_producer(session, name="Hợp tác xã chè mẫu")
    form = {"producer": "hop tac xa che mau", "valid_from": "01/02/2025", "source": "QĐ 5", "version": "1"}
    assert officer.post(at(village, "members"), data=form).status_code == 303
    row = session.scalars(select(PlaceMember)).one()
    assert (row.producer_id, row.valid_from, row.source) == (producer.id, date(2025, 2, 1), "QĐ 5")
    assert "từ 01/02/2025" in words(officer.get(at(village)))
    mend = f"{at(village, 'members')}/{row.id}"
    assert officer.get(mend).status_code == 200
    assert officer.post(mend, data={"step": "end", "version": "2"}).status_code == 422
    assert officer.post(mend, data={"step": "end", "version": "2", "valid_to": "31/01/2025"}).status_code == 422
    assert officer.post(mend, data={"step": "end", "version": "2", "valid_to": "30/06/2025"}).status_code == 303
    assert session.scalar(select(PlaceMember.valid_to)) == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"producer": "không ai"}, "không ai"),
        ({"producer": ""}, "Cơ sở"),
        ({"valid_from": "hôm qua"}, "hôm qua"),
        ({"source": "x" * 400}, "tối đa 300"),
    ],
)
def test_a_wrong_member_is_told_field_by_field_and_what_was_typed_stays(session, officer, changed, told):
    village, _producer = make_place(session), make_producer(session, name="Cơ sở chè")
    form = {"producer": "Cơ sở chè", "valid_from": "01/02/2025", "version": "1"} | changed
    answer = officer.post(at(village, "members"), data=form)
    assert answer.status_code == 422 and told in words(answer)
    assert all(value in words(answer) for value in form.values())
    assert session.scalar(select(PlaceMember)) is None


def test_shares_are_counted_or_stated_with_how_exact_they_are(session, officer):
    shop = make_place(session, kind="supermarket")
    counted = {"surveyed_on": "01/03/2025", "method": "lines", "home": "9.000", "whole": "10.000", "version": "1"}
    assert officer.post(at(shop, "share-surveys"), data=counted).status_code == 303
    stated = {"surveyed_on": "01/04/2025", "method": "stated", "share_tenths": "90", "qualifier": "khoang"}
    assert officer.post(at(shop, "share-surveys"), data={**stated, "version": "2"}).status_code == 303
    rows = session.scalars(select(ShareSurvey).order_by(ShareSurvey.surveyed_on)).all()
    assert [(row.share_tenths, row.qualifier, row.whole) for row in rows] == [(900, "", 10_000), (900, "khoang", None)]
    wrong = officer.post(at(shop, "share-surveys"), data={**counted, "home": "10.001", "version": "3"})
    assert wrong.status_code == 422 and "không thể nhiều hơn" in words(wrong)
    again = officer.post(at(shop, "share-surveys"), data={**stated, "version": "3"})
    assert again.status_code == 422 and "đã có" in words(again)
    assert officer.post(at(shop, "share-surveys"), data={**stated, "share_tenths": "101"}).status_code == 422
    assert "khoảng 90 %" in words(officer.get(f"/places/{shop.slug}"))


def test_works_at_a_market_tell_kind_money_fund_and_year(session, officer):
    market = make_place(session, kind="market")
    form = {"kind": "repair", "done": "2025", "amount": "8,62 tỷ", "qualifier": "gan", "fund": "vốn 1719",
            "version": "1"}  # fmt: skip
    assert officer.post(at(market, "works"), data=form).status_code == 303
    row = session.scalars(select(MarketWork)).one()
    assert (row.amount, row.qualifier, row.fund) == (8_620_000_000, "gan", "vốn 1719")
    assert (row.done_on, row.is_day_known) == (date(2025, 12, 31), False)
    assert "2025: Sửa chữa" in words(officer.get(f"/places/{market.slug}"))
    for wrong in ({"done": "năm ngoái"}, {"amount": "nhiều"}, {"kind": "sơn"}, {"qualifier": "có lẽ"}):
        assert officer.post(at(market, "works"), data={**form, "version": "2", **wrong}).status_code == 422


def test_a_change_of_management_needs_two_different_forms(session, officer):
    market = make_place(session, kind="market")
    form = {"before": "board", "after": "board", "changed_on": "01/05/2025", "version": "1"}
    assert officer.post(at(market, "management"), data=form).status_code == 422
    assert officer.post(at(market, "management"), data={**form, "after": "cooperative"}).status_code == 303
    assert session.scalar(select(MarketChange.after)) == "cooperative"


def test_of_two_who_write_at_once_the_second_sees_the_first_and_keeps_what_was_typed(session, officer):
    market = make_place(session, kind="market")
    form = {"kind": "new", "done": "2024", "fund": "vốn tỉnh", "version": "1"}
    assert officer.post(at(market, "works"), data=form).status_code == 303
    late = officer.post(at(market, "works"), data={**form, "fund": "vốn xã"})
    assert late.status_code == 409 and "vốn tỉnh" in words(late) and 'value="vốn xã"' in words(late)
    assert len(session.scalars(select(MarketWork)).all()) == 1
    assert officer.post(at(market, "works"), data={**form, "fund": "vốn xã", "version": "2"}).status_code == 303


def test_a_row_written_by_mistake_is_taken_back_with_a_reason_that_the_chain_keeps(session, officer):
    market = make_place(session, kind="market")
    officer.post(at(market, "works"), data={"kind": "new", "done": "2024", "fund": "nhầm", "version": "1"})
    mend = f"{at(market, 'works')}/{session.scalar(select(MarketWork.id))}"
    assert officer.post(mend, data={"step": "withdraw", "version": "2"}).status_code == 422
    assert officer.post(mend, data={"step": "withdraw", "reason": "ghi nhầm chợ", "version": "1"}).status_code == 409
    assert officer.post(mend, data={"step": "withdraw", "reason": "ghi nhầm chợ", "version": "2"}).status_code == 303
    assert session.scalar(select(MarketWork)) is None
    event = session.scalars(select(AuditEntry).where(AuditEntry.kind == "sale_point.fact_withdrawn")).one()
    assert '"fund":"nhầm"' in event.text.replace(": ", ":") and "ghi nhầm chợ" in event.text


def test_each_kind_of_place_takes_only_its_own_facts(session, officer):
    market, shop = make_place(session, kind="market"), make_place(session, kind="ocop_shop")
    for place, fact in ((market, "members"), (market, "share-surveys"), (shop, "works"), (market, "odd")):
        assert officer.get(at(place, fact)).status_code == 404
    assert officer.get(at(shop)).status_code == 200


def test_places_of_another_province_are_not_there(session, officer):
    away = make_place(session, kind="market", commune="29341")
    home = make_place(session, kind="market")
    form = {"kind": "new", "done": "2024", "version": "1"}
    assert officer.get(at(away)).status_code == 404
    assert officer.post(at(away, "works"), data=form).status_code == 404
    officer.post(at(home, "works"), data=form)
    row = session.scalar(select(MarketWork.id))
    assert officer.get(f"{at(away, 'works')}/{row}").status_code == 404


EDIT = {"kind": "industrial_cluster", "name": "Cụm mẫu", "address": "xóm Mẫu", "known_on": "01/01/2024"}


def test_area_and_occupancy_are_written_as_people_write_them(session, officer):
    cluster = make_place(session, kind="industrial_cluster", name="Cụm mẫu")
    form = {**EDIT, "version": "1", "area_m2": "12,5", "occupancy_tenths": "72,5", "occupancy_on": "01/06/2025"}
    assert officer.post(f"/desk/places/{cluster.id}", data=form).status_code == 303
    session.refresh(cluster)
    assert (cluster.area_m2, cluster.occupancy_tenths, cluster.occupancy_on) == (125_000, 725, date(2025, 6, 1))
    page = words(officer.get(f"/desk/places/{cluster.id}"))
    assert 'value="12,5"' in page and 'value="72,5"' in page
    for wrong in ({"area_m2": "to"}, {"occupancy_tenths": "100,1"}, {"area_m2": "-1"}):
        answer = officer.post(f"/desk/places/{cluster.id}", data={**form, "version": "2", **wrong})
        assert answer.status_code == 422 and next(iter(wrong.values())) in words(answer)


def test_an_empty_position_keeps_the_point_until_a_tick_asks_to_take_it_away(session, officer):
    place = make_place(session, kind="industrial_cluster", name="Cụm mẫu", lat=21.5912347, lon=105.75)
    address = f"/desk/places/{place.id}"

    def send(**changes):
        return officer.post(address, data={**EDIT, "version": str(place.version), **changes}).status_code

    def point():
        session.refresh(place)
        return place.lat, place.lon

    assert (send(), point()) == (303, (21.5912347, 105.75))
    assert (send(position="21.591235,105.750000"), point()) == (303, (21.5912347, 105.75))  # as it was shown
    assert (send(position="21.60001,105.75"), point()) == (303, (21.60001, 105.75))
    assert (send(position="21.60001,105.75", no_position="yes"), point()) == (422, (21.60001, 105.75))
    assert (send(no_position="yes"), point()) == (303, (None, None))


def test_the_page_of_a_conflict_shows_every_field_of_the_other_version(session, officer):
    place = make_place(session, kind="industrial_cluster", name="Cụm mẫu", lat=21.59, lon=105.75)
    first = {"operator": "Ban A", "public_phone": "0208111", "chain": "Chuỗi A", "trade": "chè", "decision": "QĐ 1",
             "decided_on": "01/02/2020", "area_m2": "12,5", "occupancy_tenths": "72,5", "occupancy_on": "02/02/2025",
             "opened_on": "03/02/2024", "progress": "xong nửa", "source": "báo cáo A", "name": "Cụm A",
             "address": "xóm A"}  # fmt: skip
    assert officer.post(f"/desk/places/{place.id}", data={**EDIT, **first, "version": "1"}).status_code == 303
    late = officer.post(f"/desk/places/{place.id}", data={**EDIT, "trade": "gạo", "version": "1"})
    standing = words(late).split("<dl>")[1].split("</dl>")[0]
    assert late.status_code == 409
    for value in (*first.values(), "21.590000,105.750000", "Tân Cương", "Cụm công nghiệp"):
        assert value in standing, value
    assert standing.count("khác ô bạn ghi") == len(first)
