"""Requests of producers for codes: quotas, what is issued at once, what the department answers."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from core import audit
from core.db import committing, new_id
from core.errors import BadInput, Conflict, NotFound
from qr.actions import activate_codes
from qr.actions.requests import approve_request, ask_codes, return_request, withdraw_request
from qr.actions.undoing import undo_change
from qr.code_states import Hand
from qr.models import CodeQuota, CodeRange, CodeRequest, SharedIssue
from qr.queries.outlook import foresee
from qr.queries.requests import count_month, find_quota, get_allowance, list_asked, list_batches_of_request
from qr.quotas import APPROVE, ISSUE, QUEUE, Allowance, judge_request, split_batches
from registry.actions.lots import recall_lot
from registry.models import ApplicationTerm, Producer, ProducerNotice
from tests.factories.accounts import make_unit
from tests.factories.qr import NOW, issue, make_goods, place_of_goods
from tests.qr.test_code_states import PRODUCER, TRADE, by

QUOTA = 50_000  # of a cooperative


def ask(session, goods, count=100, **changed) -> CodeRequest:
    words = {"level": "item", "purpose": "dán hộp", "form_key": f"{new_id()}"} | changed
    who = {"producer_id": goods.product.producer_id, "lot_id": goods.lot.id}
    return ask_codes(session, count=count, **(who | words), **by(PRODUCER))


def answer_to(request: CodeRequest) -> dict:
    return {"request_id": request.id, "version": request.version, **by(TRADE)}


@pytest.mark.parametrize(
    ("count", "allowance", "what"),
    [
        (10, Allowance(10, 0, "issue"), ISSUE),
        (11, Allowance(10, 0, "issue"), QUEUE),
        (5, Allowance(10, 6, "issue"), QUEUE),
        (4, Allowance(10, 6, "approve"), APPROVE),
        (1, Allowance(0, 0), QUEUE),
        (1, Allowance(10, 12, "issue"), QUEUE),
    ],
)
def test_within_the_quota_codes_are_issued_or_looked_at_above_it_they_wait(count, allowance, what):
    assert judge_request(count, allowance) == what


def test_a_large_grant_is_issued_in_batches_of_a_million():
    assert split_batches(2_500_000, 1_000_000) == [1_000_000, 1_000_000, 500_000]
    assert split_batches(7, 10) == [7] and sum(split_batches(10**7, 10**6)) == 10**7


def test_a_request_within_the_quota_is_issued_at_once_and_fills_the_month(session):
    goods = make_goods(session, count=0)
    request = ask(session, goods, 300, has_pin=True, is_signed=True)
    assert (request.state, request.granted, request.quota, request.used) == ("approved", 300, QUOTA, 0)
    row = session.scalars(select(CodeRange)).one()
    assert (row.state, row.request_id, row.pin_key, row.signing_key) == ("reserved", request.id, 0, 0)
    assert list_batches_of_request(session, request.id) == [row.batch_id]
    assert count_month(session, goods.product.producer_id, NOW) == 300
    assert count_month(session, goods.product.producer_id, NOW + timedelta(days=31)) == 0
    kinds = [entry.kind for entry in audit.list_entries(session, f"codes:{request.id}")]
    assert kinds == ["request.filed", "request.approved"]


def test_one_label_above_the_quota_waits_with_the_quota_and_a_day_in_working_days(session):
    unit = make_unit(session, kind="so_cong_thuong", areas=[place_of_goods(session).id])
    goods = make_goods(session, count=0)
    issue(session, goods, count=100)
    assert ask(session, goods, QUOTA - 100).state == "approved"
    request = ask(session, goods, 1)
    assert (request.state, request.quota, request.used, request.granted) == ("waiting", QUOTA, QUOTA, None)
    assert request.unit_id == unit.id
    assert request.due_on == date(2026, 12, 1)  # five working days after Tuesday 24 November
    term = session.scalars(select(ApplicationTerm).filter_by(kind="codes")).one()
    assert term.working_days == 5 and term.source


def test_ten_million_labels_wait_and_more_are_refused_in_words(session):
    goods = make_goods(session, count=0)
    with pytest.raises(BadInput, match=r"10\.000\.000 tem, không phải 10\.000\.001") as refused:
        ask(session, goods, 10_000_001)
    assert refused.value.field == "count"
    request = ask(session, goods, 10_000_000)
    assert request.state == "waiting"
    approve_request(session, granted=10_000_000, **answer_to(request))
    sizes = session.scalars(select(CodeRange.last_number - CodeRange.first_number + 1)).all()
    assert len(sizes) == 10 and sum(sizes) == 10_000_000


def test_the_quota_is_a_dated_row_and_without_one_everything_waits(session):
    goods = make_goods(session, count=0)
    assert find_quota(session, "hop_tac_xa", date(2020, 1, 1)) is None
    assert all(row.source for row in session.scalars(select(CodeQuota)))
    session.execute(update(CodeQuota).values(within="approve"))
    waiting = ask(session, goods, 1)
    assert waiting.state == "waiting"
    withdraw_request(session, request_id=waiting.id, version=1, **by(PRODUCER))
    session.execute(update(CodeQuota).values(valid_to=date(2026, 1, 1)))
    assert get_allowance(session, session.get(Producer, goods.product.producer_id), NOW) == Allowance(0, 0)
    assert ask(session, goods, 1).state == "waiting"


def test_the_department_grants_less_with_a_reason_and_the_producer_hears_of_it(session):
    goods = make_goods(session, count=0)
    request = ask(session, goods, QUOTA + 1)
    how = answer_to(request)
    with pytest.raises(BadInput, match="Cấp ít hơn"):
        approve_request(session, granted=500, **how)
    with pytest.raises(BadInput, match=r"từ 1 đến 50\.001"):
        approve_request(session, granted=QUOTA + 2, **how)
    approve_request(session, granted=500, reason="lô chỉ có 500 hộp", **how)
    assert (request.state, request.granted, request.version) == ("approved", 500, 2)
    notice = session.scalars(select(ProducerNotice)).one()
    assert notice.subject == f"Yêu cầu mã {request.number}: đã cấp 500 tem"
    assert (notice.body, notice.link) == ("lô chỉ có 500 hộp", f"/producer/codes/requests/{request.number}")


def test_a_request_is_returned_with_a_reason_and_nobody_answers_twice(session):
    goods = make_goods(session, count=0)
    request = ask(session, goods, QUOTA + 1)
    how = answer_to(request)
    with pytest.raises(BadInput, match="Ghi lý do"):
        return_request(session, reason=" ", **how)
    return_request(session, reason="thiếu giấy tờ", **how)
    for late in (approve_request, return_request):
        extra = {"granted": 1} if late is approve_request else {}
        with pytest.raises(Conflict):
            late(session, reason="x", **extra, **how)
    assert session.scalar(select(func.count()).select_from(CodeRange)) == 0


def test_labels_of_a_lot_or_product_issue_no_serial_but_count(session):
    goods = make_goods(session, count=0)
    request = ask(session, goods, 40, level="lot", has_pin=True)
    assert request.state == "approved" and not request.has_pin
    shared = session.scalars(select(SharedIssue)).one()
    assert (shared.level, shared.count, shared.request_id) == ("lot", 40, request.id)
    assert session.scalars(select(CodeRange)).all() == []
    assert count_month(session, goods.product.producer_id, NOW) == 40


def test_the_same_form_sent_twice_is_one_request(session):
    goods = make_goods(session, count=0)
    one, other = (ask(session, goods, 10, form_key="k" * 20) for _ in range(2))
    assert one.id == other.id
    assert session.scalar(select(func.count()).select_from(CodeRange)) == 1


def test_codes_are_not_asked_for_what_may_not_get_them(session):
    goods, other = make_goods(session, count=0), make_goods(session, count=0)
    stale = make_goods(session, count=0, made_on=date(2026, 1, 1), expires_on=date(2026, 11, 23))
    with pytest.raises(NotFound):
        ask(session, goods, lot_id=other.lot.id)
    for wrong, field in (({"level": "box"}, "level"), ({"count": 0}, "count"), ({"purpose": " "}, "purpose")):
        with pytest.raises(BadInput) as refused:
            ask(session, goods, **wrong)
        assert refused.value.field == field
    with pytest.raises(BadInput, match="hết hạn"):
        ask(session, stale)
    recall = {"reason": "hở nắp", "authority": "Chi cục"}
    recall_lot(session, product_id=goods.product.id, lot_id=goods.lot.id, **recall, **by(TRADE))
    with pytest.raises(BadInput, match="thu hồi"):
        ask(session, goods)
    other.product.state = "suspended"
    with pytest.raises(BadInput, match="chưa được duyệt"):
        ask(session, other)


def test_a_lot_has_one_waiting_request_of_a_level(session):
    goods = make_goods(session, count=0)
    ask(session, goods, QUOTA + 1)
    with pytest.raises(BadInput, match="đang chờ"):
        ask(session, goods, 1)
    assert ask(session, goods, 1, level="lot").state == "approved"


@pytest.mark.services
def test_asking_answering_and_taking_back_on_postgresql(app_on, postgres_url):
    app = app_on(database_url=postgres_url)
    with app.app_context(), committing() as current:
        goods = make_goods(current, count=0)
        request = ask(current, goods, QUOTA + 1)
        communes = {place_of_goods(current).id}
        assert [row.request.id for row in list_asked(current, communes, is_waiting=True)] == [request.id]
        approve_request(current, granted=20, reason="đủ", **answer_to(request))
        (batch,) = list_batches_of_request(current, request.id)
        how = {"hand": Hand.TRADE, "now": NOW}
        assert foresee(current, batch, None, state="active", **how).total == 20
        activate_codes(current, batch_id=batch, **by(TRADE))
        assert foresee(current, batch, None, state="active", is_undo=True, **how).back_to == {"reserved"}
        assert undo_change(current, batch_id=batch, state="active", reason="x", **by(TRADE)) == 20
        assert count_month(current, goods.product.producer_id, NOW) == 20
