"""Pages of codes in a browser: consequences first, single codes, requests from the producer to the answer."""

import re

import pytest
from sqlalchemy import select

from core.db import committing
from qr.actions.activating import activate_printed
from qr.models import CodeMark, CodeRange, CodeRequest, SharedIssue
from registry.actions.producers import add_member
from registry.models import ProducerNotice
from tests.complaints.desk.test_doors import count_statements
from tests.factories.accounts import make_unit
from tests.factories.printing import put_good_check
from tests.factories.qr import NOW, issue, make_goods, place_of_goods
from tests.factories.scans import put_scans, spread
from tests.qr.test_code_actions import states_of
from tests.qr.test_code_requests import QUOTA, ask
from tests.qr.test_code_states import PRODUCER
from tests.qr.test_scan_page import BROWSER, heading
from tests.qr.test_scans import fold


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def words(response) -> str:
    return response.get_data(as_text=True)


def post(browser, path, **values):
    return browser.post(path, data={"token": browser.form_token, **values})


@pytest.fixture
def goods(session):
    return make_goods(session, count=6, state="printed")


@pytest.fixture
def people(session, officer_client, goods):
    """Signed-in browsers: the department, market surveillance, a department elsewhere, the maker, another maker."""
    here = [place_of_goods(session).id]
    units = {
        "trade": ("chuyen_vien", make_unit(session, kind="so_cong_thuong", areas=here)),
        "market": ("kiem_tra_vien", make_unit(session, kind="doi", name="Đội QLTT số 1", areas=here)),
        "stranger": ("chuyen_vien", make_unit(session, kind="so_cong_thuong", areas=[])),
    }
    found = {name: officer_client(role, unit=unit) for name, (role, unit) in units.items()}
    for name, owned in (("maker", goods), ("rival", make_goods(session))):
        found[name] = officer_client("producer", unit_kind="producer")
        add_member(session, producer_id=owned.product.producer_id, user_id=found[name].user.id, actor=PRODUCER, now=NOW)
    session.commit()
    return found


def test_before_a_change_the_page_says_how_many_which_were_scanned_and_what_buyers_will_read(people, goods, session):
    put_scans(goods, spread(["19", "01"]), verdict="V9")
    fold(session)
    path = f"/desk/codes/{goods.batch.batch_id}/state"
    part = {"state": "stolen", "first": goods.serials[0].upper(), "count": "4"}
    asked = words(post(people["trade"], path, **part))
    assert "sẽ thấy “Tem này đã được báo mất”. Không đổi lại được." in asked
    assert re.search(r"Số mã sẽ đổi</dt><dd>4<", asked) and re.search(r"đã có người quét</dt><dd>1<", asked)
    assert f'value="{goods.serials[0].upper()}"' in asked
    refused = post(people["trade"], path, **part, confirmed="yes")
    assert refused.status_code == 422 and "Ghi lý do" in words(refused)
    session.expire_all()
    assert states_of(session, goods.batch.batch_id) == [(6, "printed")]
    assert post(people["trade"], path, **part, reason="mất ở kho", confirmed="yes").status_code == 303
    session.expire_all()
    assert states_of(session, goods.batch.batch_id) == [(4, "stolen"), (2, "printed")]


def test_a_part_over_the_end_is_told_in_the_form_before_and_after_confirming(people, goods):
    path = f"/desk/codes/{goods.batch.batch_id}/state"
    for extra in ({}, {"confirmed": "yes", "reason": "x"}):
        refused = post(people["trade"], path, state="void", first=goods.serials[4], count="3", **extra)
        assert refused.status_code == 422 and "chỉ còn 2 tem, không đủ 3" in words(refused)
    for odd in ({"state": "copied"}, {"state": "void", "count": "nhiều"}, {"state": "void", "count": "9" * 40}, {}):
        assert post(people["trade"], path, **odd).status_code == 422


def test_market_officers_block_a_batch_with_their_name_and_lift_it_and_nothing_else(people, goods, session, client):
    path = f"/desk/codes/{goods.batch.batch_id}/state"
    refused = post(people["market"], path, state="void", reason="x", confirmed="yes")
    assert refused.status_code == 403
    assert post(people["market"], path, state="blocked", reason="kiểm tra", confirmed="yes").status_code == 303
    page = client.get(goods.item(), headers=BROWSER)
    assert "Đội QLTT số 1 đang kiểm tra." in words(page)
    lift = {"state": "blocked", "undo": "yes", "reason": "đã xem", "confirmed": "yes"}
    assert post(people["trade"], path, **lift).status_code == 409
    assert "Đã in" in words(post(people["market"], path, state="blocked", undo="yes"))
    assert post(people["market"], path, **lift).status_code == 303
    assert heading(client.get(goods.item(), headers=BROWSER)) == "Cơ sở chưa báo đã dán tem này."
    assert people["market"].get("/desk/codes").status_code == 403


def test_a_single_code_is_found_as_typed_shown_with_its_history_marked_and_unmarked(people, goods, session, client):
    typed = goods.serial.upper()[:4] + " " + goods.serial[4:8] + "-" + goods.serial[8:]
    found = people["market"].get("/desk/codes/find", query_string={"serial": typed})
    assert found.headers["Location"] == f"/desk/codes/{goods.serial}"
    path = found.headers["Location"]
    page = words(people["market"].get(path))
    assert "Cơ sở chưa báo đã dán tem này." in page and "Đã tạo" in page and "Đã in" in page
    assert 'value="blocked"' in page and 'value="void"' not in page
    assert post(people["market"], f"{path}/mark", state="blocked").status_code == 422
    assert post(people["market"], f"{path}/mark", state="blocked", reason="nghi giả").status_code == 303
    assert "nghi giả" in words(people["trade"].get(path))
    assert heading(client.get(goods.item(), headers=BROWSER)) == "Mã này đang bị tạm khóa."
    assert post(people["trade"], f"{path}/unmark", undo_reason="x").status_code == 409
    assert post(people["market"], f"{path}/unmark").status_code == 422
    assert post(people["market"], f"{path}/unmark", undo_reason="hàng đúng").status_code == 303
    assert "hoàn tác về" in words(people["market"].get(path))
    assert people["market"].get("/desk/codes/find", query_string={"serial": "7k3m9q2xw4pd"}).status_code == 404


def test_nobody_sees_or_changes_codes_of_another_place_or_another_maker(people, goods, session):
    batch, serial = goods.batch.batch_id, goods.serial
    request = ask(session, goods, QUOTA + 1)
    session.commit()
    assert people["stranger"].get(f"/desk/codes/{serial}").status_code == 404
    assert people["stranger"].get(f"/desk/codes/requests/{request.number}").status_code == 404
    assert request.number not in words(people["stranger"].get("/desk/codes/requests")).replace(" ", "")
    bad = {"state": "void", "reason": "phá", "confirmed": "yes"}
    assert post(people["stranger"], f"/desk/codes/{serial}/mark", **bad).status_code == 404
    answer = {"answer": "approve", "version": "1"}
    assert post(people["stranger"], f"/desk/codes/requests/{request.number}", **answer).status_code == 404
    for path in (f"/producer/codes/{batch}", f"/producer/codes/requests/{request.number}"):
        assert people["rival"].get(path).status_code == 404
    assert post(people["rival"], f"/producer/codes/{batch}/state", **bad).status_code == 404
    withdraw = f"/producer/codes/requests/{request.number}/withdraw"
    assert post(people["rival"], withdraw, version="1").status_code == 404
    theirs = {"lot": str(goods.lot.id), "level": "item", "count": "5", "purpose": "x"}
    assert post(people["rival"], "/producer/codes/requests/new", **theirs).status_code == 422
    session.expire_all()
    assert states_of(session, batch) == [(6, "printed")] and session.scalars(select(CodeMark)).all() == []
    assert session.scalars(select(CodeRequest.state)).all() == ["waiting"]


def test_a_producer_cancels_a_part_of_its_own_batch_and_takes_an_activation_back(people, goods, session):
    own, batch = people["maker"], goods.batch.batch_id
    assert str(batch) in words(own.get("/producer/codes"))
    assert "Tạm khóa" not in words(own.get(f"/producer/codes/{batch}"))
    change = f"/producer/codes/{batch}/state"
    assert post(own, change, state="active").headers["Location"] == f"/producer/codes/{batch}/activate"
    void = {"state": "void", "first": goods.serials[4], "last": goods.serials[5]}
    assert "Số mã sẽ đổi" in words(post(own, change, **void))
    assert post(own, change, **void, reason="in hỏng", confirmed="yes").status_code == 303
    with committing() as current:
        put_good_check(current, goods)
        activate_printed(current, batch_id=batch, actor=PRODUCER, now=NOW)
    undo = {"state": "active", "undo": "yes"}
    assert "Hoàn tác" in words(own.get(f"/producer/codes/{batch}"))
    assert "Mã trở lại như trước".lower() in words(post(own, change, **undo)).lower()
    assert post(own, change, **undo, reason="bấm nhầm", confirmed="yes").status_code == 303
    session.expire_all()
    assert states_of(session, batch) == [(4, "printed"), (2, "void")]
    assert post(own, change, state="blocked", reason="x", confirmed="yes").status_code == 403


def test_a_request_goes_from_the_producer_over_the_department_back_to_the_producer(people, goods, session):
    own, desk = people["maker"], people["trade"]
    form = words(own.get("/producer/codes/requests/new"))
    assert "Tháng này còn 49.994 tem trong hạn mức 50.000." in form and str(goods.lot.id) in form
    sent = {"lot": str(goods.lot.id), "level": "item", "count": "60.000", "purpose": "hội chợ"}
    refused = post(own, "/producer/codes/requests/new", **(sent | {"count": "20.000.000"}))
    assert refused.status_code == 422 and "từ 1 đến 10.000.000 tem" in words(refused) and "hội chợ" in words(refused)
    receipt = post(own, "/producer/codes/requests/new", **sent).headers["Location"]
    said = words(own.get(receipt))
    assert "Vượt hạn mức: một tháng 50.000 tem, trước yêu cầu này đã dùng 6, xin 60.000." in said
    number = receipt.rpartition("/")[2]
    assert number in words(desk.get("/desk/codes/requests")).replace(" ", "")
    path = f"/desk/codes/requests/{number}"
    assert "Vượt hạn mức" in words(desk.get(path))
    less = {"answer": "approve", "granted": "500", "version": "1"}
    assert post(desk, path, **less).status_code == 422
    assert post(desk, path, **less, reason="chỉ có 500 hộp").status_code == 303
    assert post(desk, path, answer="return", reason="x", version="1").status_code == 409
    said = words(own.get(receipt))
    assert "chỉ có 500 hộp" in said and "Đợt mã 1" in said
    (news,) = session.scalars(select(ProducerNotice.subject)).all()
    assert news == f"Yêu cầu mã {number}: đã cấp 500 tem"
    assert number in words(desk.get("/desk/codes/requests?state=answered")).replace(" ", "")


def test_a_returned_and_a_withdrawn_request_issue_nothing(people, goods, session):
    request = ask(session, goods, QUOTA + 1)
    session.commit()
    own = people["maker"]
    withdraw = f"/producer/codes/requests/{request.number}/withdraw"
    assert post(own, withdraw, version="1").status_code == 303
    assert post(own, withdraw, version="1").status_code == 409
    assert "Đã rút" in words(own.get(f"/producer/codes/requests/{request.number}"))
    path = f"/desk/codes/requests/{request.number}"
    assert post(people["trade"], path, answer="return", reason="x", version="2").status_code == 409
    issued = select(CodeRange.request_id).where(CodeRange.request_id.is_not(None))
    assert session.scalars(issued).all() == []


def test_the_desk_issues_labels_that_share_one_code_and_says_what_each_level_proves(people, goods, session):
    page = f"/desk/lots/{goods.lot.id}/codes"
    assert "không cho biết về từng món" in words(people["trade"].get(page))
    assert post(people["trade"], page, level="lot", count="30").status_code == 303
    shared = session.scalars(select(SharedIssue)).one()
    assert "30 tem chung một mã" in words(people["trade"].get(page))
    document = post(people["trade"], f"/desk/codes/shared/{shared.id}/labels", sheet="3x8")
    assert document.data.startswith(b"%PDF")
    assert post(people["stranger"], f"/desk/codes/shared/{shared.id}/labels", sheet="3x8").status_code == 404
    assert post(people["trade"], page, level="item", count="2000000").status_code == 422


def test_long_lists_ask_the_database_no_more_than_short_ones(people, goods, session):
    pages = (("trade", "/desk/codes/requests"), ("maker", "/producer/codes"))

    def statements() -> list[int]:
        return [count_statements(lambda name=name, path=path: people[name].get(path)) for name, path in pages]

    ask(session, goods, QUOTA + 1)
    session.commit()
    for name, path in pages:
        people[name].get(path)
    short = statements()
    for level in ("lot", "product"):
        ask(session, goods, QUOTA + 1, level=level)
    for _ in range(5):
        issue(session, goods, count=2)
    session.commit()
    assert statements() == short


def test_odd_addresses_and_words_are_answered_plainly(people, goods):
    desk = people["trade"]
    assert desk.get("/desk/codes/khong-co").status_code == 404
    assert desk.get("/desk/codes/requests/khong-co").status_code == 404
    for page in ("0", "-1", "9" * 30, "a\x00"):
        assert desk.get("/desk/codes/requests", query_string={"page": page}).status_code in (200, 404)
    assert desk.get("/desk/codes/find", query_string={"serial": "\x00" * 50 + "🍵" * 500}).status_code in (200, 404)
    for odd in ({"lot": "x"}, {"count": "-1"}, {"level": "box"}, {"purpose": "\x00"}, {"count": "9" * 50}):
        sent = {"lot": str(goods.lot.id), "level": "item", "count": "5", "purpose": "dán"} | odd
        assert post(people["maker"], "/producer/codes/requests/new", **sent).status_code == 422
