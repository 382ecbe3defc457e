"""Reports that come by other ways: channels, Mặt trận of a commune, formal letters of which only goods are kept."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from complaints.models import Arrival, Complaint, ConflictOfInterest, Evidence, ReportChannel
from complaints.petitions import find_personal
from complaints.queries.arrival import list_channels
from core import clock, personal
from core.personal import PersonalData
from tests.complaints.desk.test_doors import count_statements
from tests.complaints.public.walk import hidden_fields
from tests.factories.accounts import make_unit
from tests.factories.complaints import commune
from tests.factories.inspections import make_branch_and_teams

REPORT = {"channel": "mttq", "kind": "fake", "place": "shop", "commune": "Tân Cương, Thái Nguyên",
          "seller": "Sạp 12, chợ Mẫu", "goods_name": "Miến dong"}  # fmt: skip
LETTER = {"register_number": "12/2026", "file_place": "Tủ 3, phòng tiếp công dân", "kind": "fake", "place": "shop",
          "goods_name": "Trà gói", "details": "Gói trà in nhãn giả, bán tại sạp 12",
          "received_on": "20/11/2026"}  # fmt: skip
PLACES = ("/desk/reports/new", "/desk/denunciations/new")


@pytest.fixture
def teams(session):
    """A branch and its teams, committed."""
    made = make_branch_and_teams(session)
    session.commit()
    return made


@pytest.fixture
def front(session, teams, officer_client):
    """Somebody of Mặt trận of a commune."""
    unit = make_unit(session, kind="mttq", name="Mặt trận xã mẫu", areas=[commune(session).id])
    return officer_client("mttq_xa", unit=unit)


def send(browser, path: str, **fields):
    """Fill in the form as it is shown and send it."""
    shown = browser.get(path).text
    keys = {name: value for name, value in hidden_fields(shown).items() if name == "form_key"}
    return browser.post(path, data=keys | fields)


def test_every_channel_that_is_keyed_in_is_counted_by_its_own_code(session, teams, officer_client):
    _branch, first, _second = teams
    clerk = officer_client("tiep_nhan", unit=first)
    codes = [row.code for row in list_channels(session, clock.today(), by_staff=True) if row.code != "petition"]
    wanted = "hotline qltt_hotline so_counter qltt_counter post email zalo press mttq own"
    assert set(wanted.split()) <= set(codes)
    for code in codes:
        assert send(clerk, PLACES[0], **(REPORT | {"channel": code, "external_ref": f"số {code}"})).status_code == 200
    assert sorted(session.scalars(select(Complaint.channel))) == sorted(codes)
    assert len(session.scalars(select(Arrival).filter_by(filed_by=clerk.user.id)).all()) == len(codes)


def test_channels_are_dated_rows_with_their_source(session):
    rows = session.scalars(select(ReportChannel)).all()
    assert all(row.source and row.valid_from for row in rows)
    hotline = next(row for row in rows if row.code == "hotline")
    assert hotline.contact == "1800.6838"
    hotline.valid_to = clock.today() - timedelta(days=1)
    assert "hotline" not in [row.code for row in list_channels(session, clock.today())]


def test_mat_tran_of_a_commune_hands_in_and_follows_its_own_and_sees_no_other(session, front, officer_client, teams):
    shown = send(front, PLACES[0], **REPORT)
    assert "Mã theo dõi" in shown.text
    mine = session.scalars(select(Complaint)).one()
    assert mine.unit_id == teams[1].id and mine.channel == "mttq" and mine.person_id is None
    other = officer_client("mttq_xa", unit_kind="mttq")
    send(other, PLACES[0], **(REPORT | {"goods_name": "Mật ong"}))
    page = front.get("/desk/handed-in").text
    assert mine.number in page and "Mật ong" not in page
    assert "Hẹn trả lời" in front.get(f"/desk/handed-in/{mine.id}").text
    theirs = session.scalars(select(Complaint).where(Complaint.id != mine.id)).one()
    assert front.get(f"/desk/handed-in/{theirs.id}").status_code == 404
    assert other.get(f"/desk/handed-in/{mine.id}").status_code == 404
    for path in ("/desk/cases", f"/desk/cases/{mine.id}", "/desk/money-requests", PLACES[1]):
        assert front.get(path).status_code in (403, 404)


def test_the_code_opens_the_report_and_sending_twice_is_one(session, front, client):
    shown = front.get(PLACES[0]).text
    keys = {"form_key": hidden_fields(shown)["form_key"]}
    pages = [front.post(PLACES[0], data=keys | REPORT).text for _ in range(2)]
    code = re.search(r"[2-9A-Z]{5} [2-9A-Z]{5} [2-9A-Z]{4}", pages[0])[0]
    assert code in pages[1] and len(session.scalars(select(Complaint)).all()) == 1
    assert client.post("/complaints/track", data={"code": code}).status_code == 303


def test_who_keyed_a_report_in_does_not_handle_it(session, teams, officer_client):
    clerk, colleague = (officer_client("tiep_nhan", unit=teams[1]) for _ in range(2))
    send(clerk, PLACES[0], **(REPORT | {"channel": "hotline", "phone": "0912345678"}))
    case = session.scalars(select(Complaint)).one()
    assert session.scalars(select(ConflictOfInterest)).one().user_id == clerk.user.id
    assert clerk.get(f"/desk/cases/{case.id}").status_code == 404 and case.number not in clerk.get("/desk/cases").text
    assert colleague.get(f"/desk/cases/{case.id}").status_code == 200
    assert personal.list_fields(session, case.person_id) == ["phone"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"channel": "fax"}, "Chọn kênh trong danh sách"),
        ({"kind": "no-such"}, "Chọn một vấn đề của món hàng"),
        ({"commune": "Xã Zzz"}, "Không có xã, phường tên “Xã Zzz”"),
        ({"commune": "Tân Thành"}, "Trùng tên:"),
        ({"received_on": "1/1/2199"}, "Ngày nhận phải là hôm nay hoặc trước đó"),
        ({"place": "online"}, "Dán đường dẫn hoặc ghi tên tài khoản bán"),
        ({"phone": "12"}, "Số điện thoại cần 10 số"),
        ({"email": "a@"}, "Địa chỉ thư điện tử cần có dạng"),
        ({"price": "9" * 40}, "Giá"),
    ],
)
def test_what_cannot_be_keyed_in_comes_back_with_its_sentence(session, front, sent, sentence):
    answer = send(front, PLACES[0], **(REPORT | sent))
    assert answer.status_code == 422 and sentence in answer.text and "Sạp 12, chợ Mẫu" in answer.text
    assert session.scalars(select(Complaint)).all() == []


def test_of_a_formal_letter_only_number_day_and_goods_are_stored(session, teams, officer_client):
    clerk = officer_client("tiep_nhan", unit=teams[1])
    answer = send(clerk, PLACES[1], **LETTER)
    assert answer.status_code == 200 and "Đơn giấy vẫn ở nơi đã ghi" in answer.text and "Mã theo dõi" not in answer.text
    case, arrival = session.scalars(select(Complaint)).one(), session.scalars(select(Arrival)).one()
    assert (case.channel, case.person_id) == ("petition", None)
    assert (arrival.register_number, arrival.received_on) == ("12/2026", date(2026, 11, 20))
    assert session.scalars(select(PersonalData)).all() == [] and session.scalars(select(Evidence)).all() == []
    page = clerk.get(f"/desk/handed-in/{case.id}").text
    assert "12/2026" in page and "Tủ 3, phòng tiếp công dân" in page


@pytest.mark.parametrize(
    "sent",
    [
        {"name": "Nguyễn Văn A"}, {"address": "Số 5"}, {"phone": "0912345678"}, {"scan": "x"},
        {"details": "Tôi tên là Nguyễn Văn A, mua ở chợ"}, {"details": "Gọi 0912.345.678"},
        {"details": "CCCD 019 087 001234"}, {"details": "viết cho toi@thu.example"},
        {"file_place": "Nhà của người tố cáo"}, {"goods_name": "Họ và tên: A"},
    ],
)  # fmt: skip
def test_a_name_an_address_or_a_number_in_a_formal_letter_is_refused(session, teams, officer_client, sent):
    answer = send(officer_client("tiep_nhan", unit=teams[1]), PLACES[1], **(LETTER | sent))
    assert answer.status_code == 422 and "12/2026" in answer.text
    assert session.scalars(select(Complaint)).all() == []


def test_a_scan_of_a_formal_letter_is_refused(session, teams, officer_client):
    answer = send(officer_client("tiep_nhan", unit=teams[1]), PLACES[1], **LETTER, don=(BytesIO(b"x"), "don.jpg"))
    assert answer.status_code == 422 and "bản chụp của đơn" in answer.text
    assert session.scalars(select(Complaint)).all() == []


@pytest.mark.parametrize("text", [
    "Gói 500 g, lô 0126, giá 150.000 đồng", "Bán ngày 20/11/2026 tại sạp 12", "GTIN 9521234567899", "Hạn dùng in đè",
])  # fmt: skip
def test_facts_about_goods_are_no_names(text):
    assert find_personal(text) == ""


def test_the_page_tells_what_a_formal_denunciation_is_with_articles(client):
    page = client.get("/complaints/denunciation").text
    for words in ("Điều 24 khoản 1", "7 ngày làm việc", "30 ngày", "Điều 56", "Trang này không nhận"):
        assert words in page
    assert "Họ tên người tố cáo" in client.get("/complaints/denunciation/form").text


def test_the_list_costs_the_same_whatever_was_handed_in(session, front):
    send(front, PLACES[0], **REPORT)
    few = count_statements(lambda: front.get("/desk/handed-in"))
    for number in range(6):
        send(front, PLACES[0], **(REPORT | {"goods_name": f"Món {number}"}))
    assert count_statements(lambda: front.get("/desk/handed-in")) == few
