"""An officer's first page, and the map of reports: every figure is as many as the list it opens."""

import html
import re
from datetime import date, datetime, timedelta

import pytest

from complaints.actions.arrival import ask_for_money, send_to_office
from core import clock
from core.clock import VIETNAM
from tests.factories.accounts import make_unit
from tests.factories.complaints import commune, make_report, province
from tests.factories.inspections import make_branch_and_teams
from tests.statements import statements_of

MONDAY = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
FIGURE = re.compile(r'figure pick-card"><b>([\d.]+)</b>\s*<a href="([^"]+)">([^<]+)<')
LISTED = re.compile(r'<a href="/desk/cases/([0-9a-f-]{36})"><b>')


@pytest.fixture
def house(session, freeze):
    """Seven reports at two communes, late, due today, soon and far off, one held, one of another unit."""
    freeze(MONDAY)
    branch, team, other = make_branch_and_teams(session)
    days = {"late": -3, "today": 0, "soon": 2, "far": 9, "held": 9, "mine": -1}
    cases = {}
    for name, left in days.items():
        cases[name], _code = make_report(session, commune_id=commune(session).id, goods_name=f"Hàng {name}")
        cases[name].promised_on = MONDAY.date() + timedelta(days=left)
    cases["held"].is_held = True
    cases["elsewhere"], _code = make_report(session, commune_id=commune(session, "Phú Bình").id)
    session.commit()
    return {"branch": branch, "team": team, "other": other, "cases": cases}


def figures_of(page: str) -> dict[str, tuple[int, str]]:
    """Words -> (number, address) of the cards of a page."""
    found = FIGURE.findall(html.unescape(page))
    return {words: (int(number), address) for number, address, words in found}


def test_every_figure_of_the_first_page_is_as_many_as_its_list(session, house, officer_client):
    desk = officer_client("doi_truong", unit=house["team"])
    house["cases"]["mine"].officer_id = desk.user.id
    session.commit()
    assert desk.get("/desk/").location == "/desk/today"
    found = figures_of(desk.get("/desk/today").text)
    lists = {words: found[words] for words in found if found[words][1].startswith("/desk/cases")}
    assert {words: number for words, (number, _address) in lists.items()} == {
        "trễ hẹn": 2, "đến hạn hôm nay": 1, "trễ hoặc sắp trễ": 4, "mới, chưa ai nhận": 5, "của tôi, đang mở": 1,
    }  # fmt: skip
    for words, (number, address) in lists.items():
        assert len(set(LISTED.findall(desk.get(address).text))) == number, words
    assert found["cần xem trước"] == (1, "/desk/held") and house["cases"]["held"].number in desk.get("/desk/held").text


def test_the_most_urgent_stand_on_top_and_nothing_of_another_unit(session, house, officer_client):
    page = officer_client("kiem_tra_vien", unit=house["team"]).get("/desk/today").text
    order = [page.index(f"Hàng {name}") for name in ("late", "mine", "today", "soon", "far")]
    assert order == sorted(order) and "Hàng held" not in page
    assert house["cases"]["elsewhere"].number not in page


@pytest.mark.parametrize(("role", "unit"), [("doi_truong", "team"), ("lanh_dao", "branch")])
def test_the_first_page_costs_eight_statements_whatever_the_count(session, house, officer_client, role, unit):
    desk = officer_client(role, unit=house[unit])
    desk.get("/desk/today")
    few = statements_of(lambda: desk.get("/desk/today"))
    for _each in range(30):
        make_report(session, commune_id=commune(session).id)
    session.commit()
    many = statements_of(lambda: desk.get("/desk/today"))
    assert len(many) == len(few) <= 8, "\n".join(many)


def test_each_role_finds_the_work_of_its_own(session, house, officer_client):
    office = make_unit(session, kind="so_cong_thuong", areas=[province(session).id])
    case = house["cases"]["far"]
    ask_for_money(
        session, complaint_id=case.id, wish="refund", asked="refused", asked_on=date(2026, 11, 20),
        home_id=province(session).id, now=clock.now(),
    )  # fmt: skip
    send_to_office(session, complaint_id=case.id, now=clock.now())
    session.commit()
    told = figures_of(officer_client("chuyen_vien", unit=office).get("/desk/today").text)
    assert told["yêu cầu hoàn tiền chưa nhận"] == (1, "/desk/money-requests") and "trễ hẹn" not in told
    assert {"hồ sơ sản phẩm quá hạn", "yêu cầu mã chờ trả lời", "báo cáo kỳ chưa nộp"} <= told.keys()
    front = figures_of(officer_client("mttq", unit_kind="mttq").get("/desk/today").text)
    assert set(front) == {"báo cáo kỳ quá hạn", "báo cáo kỳ chưa nộp"}
    assert "Không có việc nào chờ bạn." in officer_client("quan_tri", unit_kind="quan_tri").get("/desk/today").text


def test_the_map_tells_reports_by_commune_and_each_number_opens_its_list(session, house, officer_client):
    for _each in range(2):
        old, _code = make_report(session, commune_id=commune(session).id, now=clock.now() - timedelta(days=100))
        old.promised_on = date(2026, 12, 31)
    session.commit()
    desk = officer_client("lanh_dao", unit=house["branch"])
    rows = rows_of(desk.get("/desk/cases/map?days=90").text)
    place, beside = commune(session), commune(session, "Phú Bình")
    assert rows[place.full_name][:3] == (6, 7, 2) and rows[beside.full_name][:3] == (1, 1, 0)
    assert rows_of(desk.get("/desk/cases/map?days=365").text)[place.full_name][0] == 8
    for name, (_total, opened, late, links) in rows.items():
        for number, address in zip((opened, late), links, strict=False):
            assert len(set(LISTED.findall(desk.get(address).text))) == number, (name, address)
    own = rows_of(officer_client("doi_truong", unit=house["other"]).get("/desk/cases/map").text)
    assert set(own) == {beside.full_name}
    assert officer_client("mttq", unit_kind="mttq").get("/desk/cases/map").status_code == 403


def rows_of(page: str) -> dict[str, tuple]:
    """Commune -> reports, open, late, links of the last two."""
    found = {}
    for row in re.findall(r"<tr><td.*?</tr>", html.unescape(page), re.S):
        cells = re.findall(r"<td.*?</td>", row, re.S)
        numbers = [int(re.sub(r"<[^>]+>", "", cell)) for cell in cells[1:]]
        name = re.sub(r"<br>.*", "", cells[0], flags=re.S)
        found[re.sub(r"<[^>]+>", "", name).strip()] = (*numbers, re.findall(r'href="([^"]+)"', row))
    return found


def test_a_commune_without_a_point_and_a_strange_filter_break_nothing(session, house, officer_client):
    desk = officer_client("lanh_dao", unit=house["branch"])
    make_report(session, province_id=province(session).id)
    session.commit()
    assert "chưa rõ xã, phường" in desk.get("/desk/cases/map?days=x&province=99").text
    all_of_them = LISTED.findall(desk.get("/desk/cases?view=all").text)
    assert all_of_them and LISTED.findall(desk.get("/desk/cases?place=abc&view=all").text) == all_of_them
    assert LISTED.findall(desk.get("/desk/cases?view=all&place=1").text) == []
