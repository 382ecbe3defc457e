"""Money back: the trader answers by the link on the paper, Sở Công Thương sits down with both sides."""

import re
import threading
from datetime import UTC, date, datetime

import numpy as np
import pytest
import zxingcpp
from sqlalchemy import select

from complaints.actions import disputes
from complaints.actions.arrival import ask_for_money, send_to_office
from complaints.models import Complaint, ComplaintEvent, DisputeStep, MoneyRequest
from complaints.queries.disputes import find_trader_token, get_dispute
from core import audit, clock
from core.actor import Actor
from core.db import db, new_id
from core.errors import BadInput, Conflict, NotFound
from tests.complaints.public.conftest import reporter, unit  # noqa: F401 - fixtures
from tests.complaints.public.test_on_postgres import run_threads, server  # noqa: F401 - a fixture
from tests.factories.accounts import make_unit
from tests.factories.complaints import make_report, province

MONDAY = datetime(2026, 11, 23, 3, tzinfo=UTC)
CLERK = Actor("officer", new_id(), "chuyen_vien")
SAT = {
    "minutes_number": "12/BB", "conciliator": "Cán bộ A", "buyer_came": True, "trader_came": True,
    "result": "settled", "amount": 150_000, "words": "trả lại tiền",
}  # fmt: skip


@pytest.fixture
def office(session, freeze):
    """Sở Công Thương of the buyer's province, on a Monday."""
    freeze(MONDAY)
    make_unit(session, kind="chi_cuc", areas=[province(session).id])
    return make_unit(session, kind="so_cong_thuong", name="Sở Công Thương mẫu", areas=[province(session).id])


@pytest.fixture
def case(session, office) -> Complaint:
    """A report whose reporter asked the trader this Monday."""
    made, _code = make_report(session, goods_name="Miến dong", price=150_000, details="Miến mốc, chị Hoa ở tổ 4 bán")
    ask_for_money(
        session, complaint_id=made.id, wish="refund", asked="asked", asked_on=date(2026, 11, 23),
        home_id=province(session).id, now=clock.now(),
    )  # fmt: skip
    session.commit()
    return made


def link(session, case) -> str:
    return f"/disputes/{find_trader_token(session, session.get(MoneyRequest, case.id))}"


def act(session, name: str, case, **values):
    """One step by the clerk, in its own commit."""
    step = getattr(disputes, name)(session, complaint_id=case.id, actor=CLERK, now=clock.now(), **values)
    session.commit()
    return step


def send_on(session, case) -> None:
    """The trader refuses, the buyer goes on to Sở Công Thương."""
    disputes.answer_as_trader(
        session, complaint_id=case.id, answer="refuse", words="hàng bán rồi", amount=None, now=clock.now()
    )  # fmt: skip
    send_to_office(session, complaint_id=case.id, now=clock.now())
    session.commit()


def test_the_trader_sees_what_is_wanted_and_nothing_of_who_asks(session, case, client):
    page = client.get(link(session, case)).text
    for words in ("Miến dong", "150.000 đồng", "Hoàn tiền", "Trả lời trước hết ngày 03/12/2026", "Điều 57 khoản 2"):
        assert words in page
    for words in (case.number, "chị Hoa", "mốc", str(case.id)):
        assert words not in page


def test_the_trader_answers_once_and_the_buyer_reads_it(session, case, client):
    at = link(session, case)
    bare = client.post(at, data={"answer": "offer", "amount": "100k"})
    assert bare.status_code == 422 and "Ghi đề nghị hoặc lý do" in bare.text and 'value="100k"' in bare.text
    assert client.post(at, data={"answer": "maybe"}).status_code == 422
    assert session.query(DisputeStep).count() == 0
    sent = {"answer": "offer", "amount": "100k", "words": "đổi gói khác, trả lại 100 nghìn"}
    assert client.post(at, data=sent).status_code == 303
    again = client.post(at, data=sent)
    assert again.status_code == 409 and "đã được trả lời ngày 23/11/2026" in again.text
    step = session.query(DisputeStep).one()
    assert (step.result, step.amount, step.actor) == ("offer", 100_000, "trader")
    told = session.scalars(select(ComplaintEvent).filter_by(complaint_id=case.id, kind="dispute_answered")).one()
    assert "Đề nghị cách khác, 100.000 đồng." in told.public and "đổi gói khác" in told.public


def test_a_refusal_or_an_offer_opens_the_office_at_once_an_agreement_waits_for_the_days_of_the_law(session, case):
    request = session.get(MoneyRequest, case.id)
    assert request.opens_on == date(2026, 12, 4)
    for answer, opens in (("agree", date(2026, 12, 4)), ("offer", date(2026, 11, 23)), ("refuse", date(2026, 11, 23))):
        with session.begin_nested() as tried:
            disputes.answer_as_trader(
                session, complaint_id=case.id, answer=answer, words="lý do", amount=None, now=clock.now()
            )  # fmt: skip
            assert request.opens_on == opens, answer
            tried.rollback()
        session.expire_all()


def test_a_guessed_link_opens_nothing(session, case, client):
    good = link(session, case)
    for wrong in (good[:-1], good + "0", good[:-1] + ("0" if good[-1] != "0" else "1"), f"/disputes/{case.id}"):
        assert client.get(wrong).status_code == 404 and client.post(wrong, data={"answer": "agree"}).status_code == 404
    assert session.query(DisputeStep).count() == 0


def test_the_paper_of_the_buyer_and_of_the_office_carry_the_link_as_a_code(session, case, officer_client, office):
    send_on(session, case)
    desk = officer_client("chuyen_vien", unit=office)
    drawn = desk.get(f"/desk/disputes/{case.id}/code.svg")
    assert drawn.content_type == "image/svg+xml"
    assert read_code(drawn.get_data()).endswith(link(session, case))
    for kind in ("letter", "minutes"):
        page = desk.get(f"/desk/disputes/{case.id}/papers/{kind}").text
        assert "Miến dong" in page and "chị Hoa" not in page
    assert desk.get(f"/desk/disputes/{case.id}/papers/other").status_code == 404


def read_code(svg: bytes) -> str:
    """What another reader finds in the drawn code: its path is a square a module."""
    side = int(re.search(rb'viewBox="0 0 (\d+)', svg)[1])
    modules = np.full((side, side), 255, np.uint8)
    for x, y in re.findall(rb"M(\d+),(\d+)H", svg):
        modules[int(y), int(x)] = 0
    return zxingcpp.read_barcodes(modules.repeat(6, axis=0).repeat(6, axis=1))[0].text


def test_the_buyer_reads_the_steps_and_prints_the_same_link(session, reporter):  # noqa: F811
    reporter.walk()
    reporter.send()
    home = str(province(session).id)
    reporter.press("/complaints/money", wish="refund", asked="asked", asked_on="02/11/2026", home_id=home)
    assert "Trả lời tại đường dẫn này" in reporter.open("/complaints/money/request")
    drawn = reporter.client.get("/complaints/money/code.svg")
    at = link(session, session.query(Complaint).one())
    assert read_code(drawn.get_data()).endswith(at) and drawn.headers["Cache-Control"] == "no-store"
    assert reporter.client.post(at, data={"answer": "agree", "words": "mai trả"}).status_code == 303
    page = reporter.open("/complaints/money")
    assert "Đồng ý làm như yêu cầu" in page and "mai trả" in page


def test_the_office_takes_invites_sits_down_and_ends_and_the_buyer_reads_each_step(
    session, case, office, officer_client
):
    send_on(session, case)
    desk, at = officer_client("chuyen_vien", unit=office), f"/desk/disputes/{case.id}"
    assert case.number in desk.get("/desk/money-requests").text
    steps = [
        ("take", {"reference": "6838-2611-07"}),
        ("invitations", {"invited_on": "25/11/2026", "place": "Phòng tiếp dân"}),
        ("sessions", {
            "held_on": "23/11/2026", "minutes_number": "12/BB", "buyer_came": "yes", "trader_came": "yes",
            "session_result": "settled", "session_amount": "150k",
        }),
        ("end", {"end_result": "settled", "end_amount": "150.000"}),
    ]  # fmt: skip
    for path, sent in steps:
        assert desk.post(f"{at}/{path}", data=sent).status_code == 303, path
    page = desk.get(at).text
    assert "12/BB" in page and "150.000 đồng" in page and "Ghi buổi họp</summary>" not in page
    told = " ".join(session.scalars(select(ComplaintEvent.public).filter_by(complaint_id=case.id)))
    assert "mời thương lượng, hòa giải ngày 25/11/2026 tại Phòng tiếp dân" in told
    assert "Thành, 150.000 đồng" in told and "kết thúc" in told
    assert audit.verify(session) == []


@pytest.mark.parametrize(
    ("name", "values", "field"),
    [
        ("invite_parties", {"on": date(2026, 11, 22), "place": "Sở", "words": ""}, "invited_on"),
        ("invite_parties", {"on": date(2026, 11, 23), "place": " ", "words": ""}, "place"),
        ("invite_parties", {"on": date(2026, 11, 23), "place": "Sở", "words": "mời {tên}"}, "invite_words"),
        ("write_session", SAT | {"on": date(2026, 11, 24)}, "held_on"),
        ("write_session", SAT | {"on": date(2026, 11, 23), "minutes_number": ""}, "minutes_number"),
        ("write_session", SAT | {"on": date(2026, 11, 23), "trader_came": False}, "session_result"),
        ("write_session", SAT | {"on": date(2026, 11, 23), "result": "failed"}, "session_amount"),
        ("end_dispute", {"result": "settled", "amount": None, "words": ""}, "end_result"),
        ("end_dispute", {"result": "failed", "amount": None, "words": ""}, "end_words"),
        ("end_dispute", {"result": "stopped", "amount": 5, "words": "rút"}, "end_amount"),
        ("reverse_step", {"reason": " "}, "reason"),
    ],
)
def test_a_step_that_cannot_be_is_refused_with_its_field_and_stores_nothing(session, case, name, values, field):
    send_on(session, case)
    act(session, "take_dispute", case, reference="")
    before = session.query(DisputeStep).count()
    with pytest.raises(BadInput) as refused:
        act(session, name, case, **values)
    session.rollback()
    assert refused.value.field == field and session.query(DisputeStep).count() == before


def test_steps_come_in_their_order_and_the_newest_is_taken_back_first(session, case, office):
    with pytest.raises(Conflict):
        act(session, "take_dispute", case, reference="")
    session.rollback()
    send_on(session, case)
    with pytest.raises(Conflict):
        act(session, "write_session", case, on=date(2026, 11, 23), **SAT)
    session.rollback()
    act(session, "take_dispute", case, reference="")
    act(session, "write_session", case, on=date(2026, 11, 23), **SAT)
    with pytest.raises(Conflict):
        act(session, "write_session", case, on=date(2026, 11, 23), **SAT)
    session.rollback()
    act(session, "end_dispute", case, result="settled", amount=150_000, words="")
    with pytest.raises(Conflict):
        act(session, "invite_parties", case, on=date(2026, 11, 24), place="Sở", words="")
    session.rollback()
    for expected in ("ended", "session", "taken"):
        assert get_dispute(session, case.id, {office.id}).standing.newest_of_desk.kind == expected
        act(session, "reverse_step", case, reason="ghi nhầm")
    with pytest.raises(NotFound):
        act(session, "reverse_step", case, reason="ghi nhầm")
    session.rollback()
    assert [step.kind for step in get_dispute(session, case.id, {office.id}).standing.steps] == ["answered"]


def test_only_sở_công_thương_of_the_buyer_reads_and_settles(session, case, office, officer_client):
    send_on(session, case)
    at = f"/desk/disputes/{case.id}"
    for role, house, seen in (
        ("chuyen_vien", office, 200), ("chuyen_vien", None, 404), ("lanh_dao", office, 403), ("mttq", None, 403),
    ):  # fmt: skip
        kind = "mttq" if role == "mttq" else "so_cong_thuong"
        browser = officer_client(role, unit=house) if house else officer_client(role, unit_kind=kind)
        assert browser.get(at).status_code == seen, (role, house)
        for path in ("invitations", "sessions", "end", "take-back", "take"):
            answer = browser.post(f"{at}/{path}").status_code
            assert answer == seen if seen != 200 else answer in (303, 422), (role, path)
    assert session.scalars(select(DisputeStep.kind)).all() == ["answered", "taken"]


@pytest.mark.services
def test_two_answers_at_once_are_one_on_postgres(server):  # noqa: F811
    with server.app_context():
        session = db.session()
        made, _code = make_report(session)
        asked = {"wish": "refund", "asked": "not_yet", "asked_on": None, "home_id": province(session).id}
        ask_for_money(session, complaint_id=made.id, now=clock.now(), **asked)
        session.commit()
        at = link(session, made)
        db.session.remove()
    barrier, found = threading.Barrier(2), []

    def answer() -> None:
        barrier.wait()
        found.append(server.test_client().post(at, data={"answer": "agree"}).status_code)

    run_threads([(answer, ())] * 2)
    assert sorted(found) == [303, 409]
    with server.app_context():
        assert db.session.scalars(select(DisputeStep.seq)).all() == [1]
        db.session.remove()
