"""The campaign's own books: each line counted once by its day, refused where it contradicts itself, never deleted."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from areas.queries import get_unit_by_code
from campaign.actions.books import strike_line, write_line, write_lines
from campaign.actions.returns import Given, Item
from campaign.books import BOOKS, LAST
from campaign.models import CampaignFund, SalesPromotion, TraderCommitment
from campaign.queries.books import TABLES
from core import audit, clock
from core.errors import BadInput
from reports.queries.behind import rows_behind
from reports.queries.books import count_books
from reports.queries.events import count_events
from reports.queries.places import open_scope
from tests.campaign.test_returns import book as workbook
from tests.campaign.test_returns import token
from tests.factories.accounts import make_officer, sign_in
from tests.factories.returns import ask, by, fill, make_units

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
DAY = date(2026, 3, 5)
USUAL = {
    "promotions": {"kind": "notified", "name": "Giảm giá Tết", "trader": "Cơ sở mẫu", "goods": "bánh", "form": "",
                   "value": None, "home_percent": 90, "received_on": DAY, "number": "", "starts_on": DAY,
                   "ends_on": DAY},
    "fairs": {"file_number": "1", "name": "Hội chợ mẫu", "organiser": "A", "place": "B", "starts_on": DAY,
              "ends_on": DAY, "outcome": "confirmed", "number": "", "decided_on": DAY},
    "fair-checks": {"name": "Hội chợ mẫu", "exhibitor": "A", "goods": "B", "code": "", "checked_on": DAY,
                    "outcome": "no_origin", "finding": ""},
    "commitments": {"kind": "law", "name": "Cơ sở mẫu", "address": "", "signed_on": DAY, "text_version": "mẫu 1",
                    "occasion": ""},
    "purchases": {"name": "Sở mẫu", "year": 2026, "home_value": 2_000_000, "whole_value": 3_000_000, "goods_code": ""},
    "supervision": {"kind": "committee", "name": "Ban Chỉ đạo mẫu", "held_on": DAY, "finding": "tốt", "follow_up": "",
                    "followed_on": None},
    "funds": {"name": "Huyện mẫu", "year": 2026, "amount": 3_000_000},
    "prices": {"name": "Bình ổn Tết", "number": "", "starts_on": DAY, "ends_on": DAY, "goods": "gạo", "firms": 12,
               "outlets": None},
    "teams": {"name": "Đoàn 1", "number": "1/QĐ", "decided_on": DAY, "head": "A", "members": "B", "matter": "C",
              "cases": 7},
    "rewards": {"kind": "group", "name": "Tập thể mẫu", "level": "province", "form": "bằng khen", "state": "awarded",
                "number": "2/QĐ", "on": DAY, "merit": ""},
    "macro": {"kind": "retail", "name": "bán lẻ", "value": 44_800_000_000_000, "qualifier": "uoc",
              "from_day": date(2026, 1, 1), "to_day": date(2026, 3, 31), "source": "Báo cáo mẫu"},
}  # fmt: skip
COUNTED = {
    "promotions": {"D23.notified": 1}, "fairs": {"D20": 1}, "fair-checks": {"D21": 1, "D21.no-origin": 1},
    "commitments": {"E14.commitments": 1}, "supervision": {"H8": 1}, "prices": {"E28": 1, "E28.businesses": 12},
    "teams": {"E23": 1, "E23.team-cases": 7}, "rewards": {"H3": 1, "H3.province": 1},
    "macro": {"I1": 44_800_000_000_000},
    "funds": {"G7": 3_000_000, "G7.bodies": 1, "G7.lowest": 3_000_000, "G7.highest": 3_000_000},
    "purchases": {"G9.agencies": 1, "G9.home": 2_000_000, "G9.whole": 3_000_000, "G9.share": 67},
}  # fmt: skip


@pytest.fixture
def units(session, freeze):
    freeze(NOON)
    return make_units(session)


def write(session, key: str, unit, place="19", **changes):
    province = get_unit_by_code(session, place, clock.today())
    values = {"source": "", "note": ""} | USUAL[key] | changes
    return write_line(session, BOOKS[key], values=values, province_id=province.id, unit_id=unit.id, **by())


def tally(session, place="19") -> dict[str, int]:
    scope = open_scope(session, date(2026, 1, 1), date(2026, 12, 31), place)
    return {each.id: each.value for each in [*count_events(session, scope), *count_books(session, scope)]}


def test_every_book_says_what_it_counts():
    assert set(USUAL) == set(BOOKS) == set(TABLES) == set(COUNTED)


def test_a_line_counts_once_by_its_day_in_its_province_until_it_is_struck_out(session, units):
    scope = open_scope(session, date(2026, 1, 1), date(2026, 12, 31), "19")
    for key in BOOKS:
        line = write(session, key, units[1])
        assert tally(session) == COUNTED[key]
        for row_id, value in COUNTED[key].items():
            assert rows_behind(session, scope, row_id).value == value
        assert not tally(session, "86")
        strike_line(session, BOOKS[key], line_id=line.id, reason="ghi nhầm", **by())
        assert not tally(session)
    session.commit()
    assert audit.verify(session) == []


def test_registered_and_notified_promotions_are_counted_apart(session, units):
    write(session, "promotions", units[1], kind="registered", number="5/XN")
    for _each in range(3):
        write(session, "promotions", units[1])
    assert (tally(session)["D23"], tally(session)["D23.notified"]) == (1, 3)


def test_funds_give_the_sum_the_least_and_the_most(session, units):
    for amount in (3_000_000, 36_900_000, 10_000_000):
        write(session, "funds", units[0], amount=amount)
    write(session, "funds", units[0], year=2025)
    found = tally(session)
    assert (found["G7"], found["G7.lowest"], found["G7.highest"]) == (49_900_000, 3_000_000, 36_900_000)


def test_a_total_of_the_units_return_holds_its_lines(session, units):
    front, office, _commune = units
    write(session, "commitments", office)
    write(session, "commitments", front)
    form = ask(session, front, [office], items=[Item("E14", "bản cam kết đã ký", "bản")], to_day=date(2026, 6, 30))
    assert tally(session)["E14.commitments"] == 2
    fill(session, form, office, Given(1207))
    assert tally(session)["E14.commitments"] == 1208


WRONG = [
    ("purchases", {"home_value": 4_000_000}, "home_value"), ("purchases", {"goods_code": "84"}, "goods_code"),
    ("promotions", {"kind": "registered"}, "number"), ("promotions", {"ends_on": date(2026, 3, 4)}, "ends_on"),
    ("rewards", {"number": ""}, "number"), ("macro", {"source": ""}, "source"),
    ("macro", {"kind": "home_share", "value": 101}, "value"),
    ("commitments", {"signed_on": date(2027, 1, 1)}, "signed_on"),
    ("supervision", {"followed_on": date(2026, 3, 4)}, "followed_on"),
]  # fmt: skip


def test_a_line_that_contradicts_itself_is_refused(session, units):
    for key, changes, field in WRONG:
        with pytest.raises(BadInput) as refused:
            write(session, key, units[1], **changes)
        assert refused.value.field == field


def test_a_file_comes_in_whole_or_not_at_all(session, units):
    rows = [(2, USUAL["funds"] | {"source": "", "note": ""}),
            (3, USUAL["funds"] | {"name": "Huyện hai", "source": "", "note": ""})]  # fmt: skip
    province = get_unit_by_code(session, "19", clock.today())
    where = {"province_id": province.id, "unit_id": units[0].id}
    assert write_lines(session, BOOKS["funds"], rows=rows, **where, **by()) == 2
    bad = USUAL["rewards"] | {"number": "", "source": "", "note": ""}
    with pytest.raises(BadInput, match="Dòng 9"):
        write_lines(session, BOOKS["rewards"], rows=[(9, bad)], **where, **by())


def test_an_officer_writes_changes_strikes_and_brings_a_file(client, session, units):
    _front, office, _commune = units
    sign_in(session, client, make_officer(session, role="chuyen_vien", unit=office))
    client.form_token = token(client, "/desk/books/commitments/new")
    sent = {"kind": "law", "name": "Cơ sở Mẫu Một", "signed_on": "05/03/2026", "text_version": "mẫu 1"}
    wrong = client.post("/desk/books/commitments/new", data=sent | {"signed_on": "mai"})
    assert wrong.status_code == 422 and "Cơ sở Mẫu Một" in wrong.text and "mai" in wrong.text
    assert client.post("/desk/books/commitments/new", data=sent).status_code == 303
    line = session.scalars(select(TraderCommitment)).one()
    address = f"/desk/books/commitments/{line.id}"
    edit = sent | {"name": "Bản một", "version": "1"}
    assert client.post(f"{address}/edit", data=edit).status_code == 303
    late = client.post(f"{address}/edit", data=edit | {"name": "Bản hai", "version": "9" * 5000})
    assert late.status_code == 409 and "Bản một" in late.text and "Bản hai" in late.text
    assert "Bản một" in client.get("/events/lists/commitments?q=Bản").text
    taken = load_workbook(BytesIO(client.get("/desk/books/commitments/lines.xlsx").data)).active
    heads = [cell.value for cell in taken[1]]
    assert "Bản một" in [cell.value for cell in taken[2]]
    again = [["tuân thủ pháp luật", "Cơ sở Hai", "", "06/03/2026", "mẫu 1"], ["lạ", "Cơ sở Ba", "", "06/03/2026", "m"]]
    refused = client.post("/desk/books/commitments/file", data={"file": workbook(heads, again)})
    assert refused.status_code == 422 and "Dòng 3" in refused.text
    assert client.post("/desk/books/commitments/file", data={"file": workbook(heads, again[:1])}).status_code == 303
    assert "Cơ sở Hai" in client.get("/desk/books/commitments").text
    assert client.post(f"{address}/strike", data={"reason": ""}).status_code == 422
    assert client.post(f"{address}/strike", data={"reason": "trùng"}).status_code == 303
    assert "Bản một" not in client.get("/events/lists/commitments").text
    assert client.get("/desk/books").status_code == 200 and client.get(address).status_code == 200


def test_books_of_others_are_shut_and_lines_of_other_units_are_not_there(client, session, units):
    front, office, commune = units
    line = write(session, "funds", office)
    sign_in(session, client, make_officer(session, role="can_bo_xa", unit=commune))
    assert client.get("/desk/books/promotions").status_code == 403
    assert client.get(f"/desk/books/funds/{line.id}").status_code == 404
    assert "Huyện mẫu" not in client.get("/desk/books/funds").text
    sign_in(session, client, make_officer(session, role="mttq", unit=make_units(session, "86")[0]))
    assert client.get(f"/desk/books/funds/{line.id}/edit").status_code == 404
    sign_in(session, client, make_officer(session, role="mttq", unit=front))
    assert client.get(f"/desk/books/funds/{line.id}").status_code == 200
    assert client.get("/desk/books/nope").status_code == 404


def test_everybody_reads_public_books_only_and_odd_addresses_break_nothing(client, session, units):
    write(session, "promotions", units[1])
    assert "Giảm giá Tết" in client.get("/events/lists/promotions").text
    assert client.get("/events/lists/funds").status_code == 404
    for odd in ("?page=-1", "?page=99999999999999999999", "?q=%25_%00", "?q=" + "x" * 500):
        assert client.get(f"/events/lists/promotions{odd}").status_code == 200
    assert all(entry.label for book in BOOKS.values() for entry in (*book.entries, *LAST))
    assert session.scalars(select(CampaignFund)).all() == [] and session.scalars(select(SalesPromotion)).one()
