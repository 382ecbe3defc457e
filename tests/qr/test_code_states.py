"""States of batches and single codes: one table of changes, who may make them, what is taken back and until when."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from core import audit
from core.actor import Actor
from core.db import new_id
from core.errors import BadInput, Conflict, NotAllowed
from qr import actions
from qr.actions.codes import change_codes
from qr.actions.marks import mark_code, unmark_code
from qr.actions.parts import change_part
from qr.actions.ranges import Span
from qr.actions.undoing import undo_change
from qr.code_states import ALLOWED, GOOD, HANDS, STATES, VERDICTS, Hand, Rule, Step, find_undo, hand_of, standing
from qr.models import CodeRange, RangeEvent, UndoRule
from qr.queries.histories import list_code_events, undo_rules_on
from qr.queries.outlook import foresee, read_part
from qr.queries.single import get_single
from tests.factories.qr import NOW, make_goods
from tests.factories.scans import put_scans, spread
from tests.qr.test_code_actions import states_of
from tests.qr.test_scan_page import heading, opened
from tests.qr.test_scans import fold

PRODUCER = Actor("producer", new_id(), "producer")
TRADE = Actor("officer", new_id(), "chuyen_vien")
MARKET = Actor("officer", new_id(), "kiem_tra_vien")
LATER = NOW + timedelta(days=9)
TOO_LATE = NOW + timedelta(days=11)


def by(actor: Actor, now=NOW) -> dict:
    return {"actor": actor, "now": now}


def test_the_table_of_changes_is_the_agreed_one():
    found = {old: " ".join(state for state in STATES if state in ALLOWED[old]) for old in STATES}
    assert found == {
        "reserved": "printed active void stolen blocked",
        "printed": "active void stolen blocked",
        "active": "in_trade sold void stolen blocked",
        "in_trade": "sold void stolen blocked",
        "sold": "void stolen blocked",
        "void": "",
        "stolen": "void blocked",
        "blocked": "void stolen",
    }


def test_producers_never_block_nor_move_what_is_blocked_and_market_officers_only_stop_codes():
    assert not [move for move, hands in HANDS.items() if "blocked" in move and Hand.PRODUCER in hands]
    assert {new for (old, new), hands in HANDS.items() if Hand.MARKET in hands and old != "blocked"} == {"blocked"}
    assert [hand_of(actor) for actor in (PRODUCER, TRADE, MARKET)] == [Hand.PRODUCER, Hand.TRADE, Hand.MARKET]


def test_what_is_in_trade_or_sold_is_still_right_and_what_is_not_activated_warns_of_nothing(session, client):
    goods = make_goods(session, count=2)
    batch = {"batch_id": goods.batch.batch_id}
    for state in ("in_trade", "sold"):
        assert change_codes(session, **batch, state=state, **by(PRODUCER)) == 2
        assert heading(opened(client, goods.item())) == "Mã đúng. Sản phẩm đã đăng ký."
    assert {VERDICTS[state] for state in GOOD} == {"V1"}
    printed = make_goods(session, state="printed")
    page = opened(client, printed.item()).get_data(as_text=True)
    assert "stamp grey" in page and "stamp warn" not in page and "stamp bad" not in page


def test_steps_taken_back_are_left_out_with_their_taking_back():
    steps = [Step(1, "printed", "a", NOW), Step(2, "active", "a", NOW), Step(3, "printed", "a", NOW, undoes=2)]
    assert [step.seq for step in standing(steps)] == [1]
    assert [step.seq for step in standing([*steps, Step(4, "active", "a", NOW)])] == [1, 4]


@pytest.mark.parametrize(
    ("state", "hand", "days", "later", "may"),
    [
        ("active", "producer", 10, 10, True),
        ("active", "producer", 10, 11, False),
        ("active", "so_cong_thuong", 10, 1, False),
        ("blocked", "producer", None, 4000, True),
        ("void", "other", None, 0, False),
    ],
)
def test_only_who_made_a_change_takes_it_back_in_its_time(state, hand, days, later, may):
    steps = [Step(1, "printed", "producer", NOW), Step(2, state, "producer", NOW)]
    rules = [Rule(state, hand, days)]
    assert (find_undo(steps, rules, Hand.PRODUCER, NOW + timedelta(days=later)) is not None) is may


def test_no_rule_takes_back_what_was_cancelled_lost_or_opened_and_each_names_its_source(session):
    rules = session.scalars(select(UndoRule)).all()
    assert {rule.state for rule in rules} == {"active", "in_trade", "sold", "blocked"}
    assert all(rule.source and rule.valid_from for rule in rules)
    assert undo_rules_on(session, rules[0].valid_from - timedelta(days=1)) == []


def test_an_activation_is_taken_back_by_its_producer_within_ten_days_and_the_history_keeps_both(session, client):
    goods = make_goods(session, state="printed", count=4)
    batch = goods.batch.batch_id
    actions.activate_codes(session, batch_id=batch, **by(PRODUCER))
    back = {"batch_id": batch, "state": "active", "reason": "bấm nhầm"}
    with pytest.raises(Conflict):
        undo_change(session, **back, **by(TRADE))
    with pytest.raises(Conflict):
        undo_change(session, **back, **by(PRODUCER, TOO_LATE))
    with pytest.raises(BadInput):
        undo_change(session, **(back | {"reason": " "}), **by(PRODUCER))
    first = goods.batch.first_number
    assert undo_change(session, **back, span=Span(first, first + 1), **by(PRODUCER, LATER)) == 2
    assert states_of(session, batch) == [(2, "printed"), (2, "active")]
    assert heading(opened(client, goods.item())) == "Cơ sở chưa báo đã dán tem này."
    events = session.scalars(select(RangeEvent).filter_by(batch_id=batch).order_by(RangeEvent.seq)).all()
    assert [(each.state, each.undoes) for each in events][-2:] == [("active", None), ("printed", 3)]
    assert audit.list_entries(session, f"batch:{batch}")[-1].kind == "codes.undone"
    with pytest.raises(Conflict):
        undo_change(session, batch_id=batch, state="printed", reason="x", **by(PRODUCER))


def test_what_was_cancelled_or_reported_lost_is_never_taken_back(session):
    for state in ("void", "stolen"):
        goods = make_goods(session)
        change_codes(session, batch_id=goods.batch.batch_id, state=state, reason="x", **by(PRODUCER))
        for actor in (PRODUCER, TRADE, MARKET):
            with pytest.raises(Conflict):
                undo_change(session, batch_id=goods.batch.batch_id, state=state, reason="nhầm", **by(actor))


def test_a_block_names_its_authority_and_its_lifting_brings_back_day_and_reason_of_before(session, client):
    goods = make_goods(session, state="printed")
    batch = goods.batch.batch_id
    block = {"batch_id": batch, "reason": "đang kiểm tra", "authority": "Đội QLTT số 1"}
    with pytest.raises(NotAllowed):
        actions.block_codes(session, **block, **by(PRODUCER))
    actions.report_stolen(session, batch_id=batch, reason="mất ở kho", **by(PRODUCER))
    actions.block_codes(session, **block, **by(MARKET, LATER))
    assert "Đội QLTT số 1 đang kiểm tra." in opened(client, goods.item()).get_data(as_text=True)
    with pytest.raises(NotAllowed):
        actions.void_codes(session, batch_id=batch, reason="giấu đi", **by(PRODUCER))
    with pytest.raises(Conflict):
        undo_change(session, batch_id=batch, state="blocked", reason="đã xem", **by(TRADE, TOO_LATE))
    undo_change(session, batch_id=batch, state="blocked", reason="đã xem", **by(MARKET, TOO_LATE))
    row = session.scalars(select(CodeRange).filter_by(batch_id=batch)).one()
    assert (row.state, row.state_reason, row.state_authority) == ("stolen", "mất ở kho", "")
    assert row.state_on == NOW.date()


def test_a_part_is_named_by_two_serials_or_by_a_count_and_split_again_and_again(session):
    goods = make_goods(session, count=10)
    one, batch = goods.serials, goods.batch.batch_id
    how = {"batch_id": batch, "reason": "in hỏng", **by(PRODUCER)}
    assert change_part(session, state="void", first=one[1].upper(), last=one[2], **how) == 2
    assert change_part(session, state="stolen", first=one[4], count=3, **how) == 3
    assert change_part(session, state="void", first=one[5], **how) == 1
    assert states_of(session, batch) == [
        (1, "active"), (2, "void"), (1, "active"), (1, "stolen"), (1, "void"), (1, "stolen"), (3, "active"),
    ]  # fmt: skip
    rows = session.scalars(select(CodeRange).filter_by(batch_id=batch).order_by(CodeRange.first_number)).all()
    assert all(row.last_number + 1 == then.first_number for row, then in pairwise(rows))


def test_a_part_that_cannot_be_is_refused_in_words(session):
    goods, other = make_goods(session, count=5), make_goods(session, count=2)
    batch, one = goods.batch.batch_id, goods.serials
    for wrong, field, said in (
        ({"first": "7k3m9q2xw4pd"}, "first", "không phải mã của hệ thống"),
        ({"first": one[0], "last": other.serial}, "last", "không thuộc đợt này"),
        ({"first": one[3], "last": one[1]}, "last", "Đổi chỗ"),
        ({"first": one[3], "count": 3}, "count", "chỉ còn 2 tem, không đủ 3"),
        ({"first": one[0], "last": one[1], "count": 2}, "count", "không ghi cả hai"),
        ({"count": 2}, "first", "Ghi mã đầu"),
    ):
        with pytest.raises(BadInput, match=said) as refused:
            read_part(session, batch, **wrong)
        assert refused.value.field == field


def test_the_outlook_counts_what_would_change_what_stays_and_what_people_have_met(session, app):
    goods = make_goods(session, count=6)
    session.commit()
    put_scans(goods, spread(["19", "01"]))
    fold(session)
    first = goods.batch.first_number
    change_part(session, batch_id=goods.batch.batch_id, state="void", first=goods.serials[4], count=2, reason="x",
                **by(TRADE))  # fmt: skip
    how = {"hand": Hand.PRODUCER, "now": NOW}
    outlook = foresee(session, goods.batch.batch_id, None, state="stolen", **how)
    assert (outlook.going, outlook.staying, outlook.scanned) == ({"active": 4}, {"void": 2}, 1)
    assert [serial for serial, _ in outlook.scans] == [goods.serial]
    part = foresee(session, goods.batch.batch_id, (first + 1, first + 4), state="stolen", **how)
    assert (part.going, part.staying, part.scanned) == ({"active": 3}, {"void": 1}, 0)
    assert foresee(session, goods.batch.batch_id, None, state="blocked", **how).total == 0


def test_a_single_code_follows_the_same_table_and_keeps_its_history(session, client):
    goods = make_goods(session)
    mark_code(session, serial=goods.serial, state="sold", reason="bán ở chợ", **by(PRODUCER))
    with pytest.raises(NotAllowed):
        mark_code(session, serial=goods.serial, state="blocked", reason="x", **by(PRODUCER))
    mark_code(session, serial=goods.serial, state="blocked", reason="xem", authority="Đội 1", **by(MARKET, LATER))
    assert heading(opened(client, goods.item())) == "Mã này đang bị tạm khóa."
    assert heading(opened(client, goods.item(goods.serials[1]))) == "Mã đúng. Sản phẩm đã đăng ký."
    with pytest.raises(Conflict):
        unmark_code(session, serial=goods.serial, reason="x", **by(TRADE, LATER))
    unmark_code(session, serial=goods.serial, reason="đã xem", **by(MARKET, LATER))
    single = get_single(session, goods.serial.upper())
    assert (single.state, single.mark.reason) == ("sold", "bán ở chợ")
    unmark_code(session, serial=goods.serial, reason="nhầm món", **by(PRODUCER, LATER))
    found = get_single(session, goods.serial)
    assert found.state == "active"
    steps = [(event.state, event.undoes) for event in list_code_events(session, found.code)]
    assert steps == [("active", None), ("sold", None), ("blocked", None), ("sold", 3), ("active", 2)]
    mark_code(session, serial=goods.serial, state="void", reason="hỏng", **by(PRODUCER))
    for actor in (PRODUCER, TRADE, MARKET):
        with pytest.raises(Conflict):
            unmark_code(session, serial=goods.serial, reason="x", **by(actor))
    with pytest.raises(Conflict):
        mark_code(session, serial=goods.serial, state="stolen", reason="x", **by(PRODUCER))
