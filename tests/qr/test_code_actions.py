"""Batches: one row whatever their size, states that only go where they may, every step audited."""

import pytest
from sqlalchemy import func, select

from core import audit
from core.actor import SYSTEM
from core.db import committing, new_id
from core.errors import BadInput, Conflict, NotFound
from qr import actions
from qr.actions.codes import ALLOWED, Span
from qr.actions.undoing import undo_change
from qr.models import CodeRange, RangeEvent
from qr.queries.batches import find_lot, list_batches, open_typed
from qr.queries.labels import list_labels, list_shared_labels
from tests.factories.qr import NOW, issue, make_goods

HOW = {"actor": SYSTEM, "now": NOW}


def states_of(session, batch_id) -> list[tuple[int, str]]:
    rows = select(CodeRange).where(CodeRange.batch_id == batch_id).order_by(CodeRange.first_number)
    return [(row.last_number - row.first_number + 1, row.state) for row in session.scalars(rows)]


def test_a_million_codes_are_one_row(session):
    goods = make_goods(session, count=0)
    batch = actions.issue_codes(session, lot_id=goods.lot.id, count=1_000_000, **HOW)
    assert states_of(session, batch.batch_id) == [(1_000_000, "reserved")]
    assert session.scalar(select(func.count()).select_from(CodeRange)) == 1


def test_batches_never_share_a_number(session):
    one, other = make_goods(session, count=5), make_goods(session, count=7)
    assert other.batch.first_number == one.batch.last_number + 1
    assert not set(one.serials) & set(other.serials)


@pytest.mark.parametrize("count", [0, -1, 1_000_001])
def test_a_batch_has_one_to_a_million_codes(session, count):
    goods = make_goods(session, count=0)
    with pytest.raises(BadInput, match=str(count)):
        actions.issue_codes(session, lot_id=goods.lot.id, count=count, **HOW)


def test_codes_are_issued_for_a_lot_that_exists(session):
    with pytest.raises(NotFound):
        actions.issue_codes(session, lot_id=new_id(), count=1, **HOW)


def test_a_batch_goes_from_reserved_over_printed_to_active_and_every_step_is_kept(session):
    goods = make_goods(session)
    batch = goods.batch.batch_id
    events = session.scalars(select(RangeEvent).where(RangeEvent.batch_id == batch).order_by(RangeEvent.seq))
    assert [event.state for event in events] == ["reserved", "printed", "active"]
    kinds = [entry.kind for entry in audit.list_entries(session, f"batch:{batch}")]
    assert kinds == ["codes.reserved", "codes.printed", "codes.active"]
    session.commit()
    assert not [fault for fault in audit.verify(session) if fault.startswith("batch:")]


def test_printing_again_changes_nothing(session):
    goods = make_goods(session)
    actions.mark_printed(session, batch_id=goods.batch.batch_id, **HOW)
    assert states_of(session, goods.batch.batch_id) == [(3, "active")]


def test_a_part_is_cut_out_of_its_range_and_the_rest_keeps_its_state(session):
    goods = make_goods(session, count=10)
    first, batch = goods.batch.first_number, goods.batch.batch_id
    assert actions.void_codes(session, batch_id=batch, span=Span(first + 2, first + 4), reason="in hỏng", **HOW) == 3
    assert actions.report_stolen(session, batch_id=batch, span=Span(first + 4, first + 6), reason="mất", **HOW) == 2
    assert states_of(session, batch) == [(2, "active"), (3, "void"), (2, "stolen"), (3, "active")]
    assert sum(list_batches(session, goods.lot.id)[0].counts.values()) == 10


def test_what_is_cancelled_stays_cancelled(session):
    goods = make_goods(session)
    batch = goods.batch.batch_id
    actions.void_codes(session, batch_id=batch, reason="in hỏng", **HOW)
    with pytest.raises(Conflict):
        actions.activate_codes(session, batch_id=batch, **HOW)
    assert ALLOWED["void"] == set()


def test_a_block_can_be_lifted(session):
    goods = make_goods(session)
    batch = goods.batch.batch_id
    actions.block_codes(session, batch_id=batch, reason="kiểm tra", **HOW)
    with pytest.raises(Conflict):
        actions.activate_codes(session, batch_id=batch, **HOW)
    assert undo_change(session, batch_id=batch, state="blocked", reason="đã xem", **HOW) == 3
    assert states_of(session, batch) == [(3, "active")]


def test_a_change_that_buyers_will_read_needs_a_reason(session):
    goods = make_goods(session)
    for act in (actions.void_codes, actions.report_stolen, actions.block_codes):
        with pytest.raises(BadInput):
            act(session, batch_id=goods.batch.batch_id, reason="  ", **HOW)


def test_a_part_outside_the_batch_is_refused(session):
    one, other = make_goods(session), make_goods(session)
    span = Span(other.batch.first_number, other.batch.last_number)
    with pytest.raises(BadInput):
        actions.void_codes(session, batch_id=one.batch.batch_id, span=span, reason="x", **HOW)
    with pytest.raises(NotFound):
        actions.activate_codes(session, batch_id=new_id(), **HOW)


def test_only_an_issued_code_can_be_marked(session):
    goods = make_goods(session)
    actions.mark_code(session, serial=goods.serial.upper(), state="stolen", reason="mất", **HOW)
    for serial in ("7k3m9q2xw4pd", "abc", ""):
        with pytest.raises(NotFound):
            actions.mark_code(session, serial=serial, state="void", reason="x", **HOW)
    with pytest.raises(BadInput):
        actions.mark_code(session, serial=goods.serial, state="fake", reason="x", **HOW)


def test_labels_are_drawn_for_every_code_that_is_not_cancelled(session):
    goods = make_goods(session, count=5)
    number = open_typed(session, goods.serials[1]).number
    actions.void_codes(session, batch_id=goods.batch.batch_id, span=Span(number, number), reason="x", **HOW)
    labels = list(list_labels(session, goods.batch.batch_id, public_url="https://ma.example.vn/"))
    assert [label.serial for label in labels] == [s for s in goods.serials if s != goods.serials[1]]
    assert labels[0].link == f"https://ma.example.vn{goods.item()}"
    assert labels[0].address == "ma.example.vn" and labels[0].is_sample


def test_lot_and_product_labels_share_one_code_and_issue_nothing(session):
    goods = make_goods(session, count=0)
    url = "https://ma.example.vn"
    lot = list_shared_labels(session, goods.lot.id, level="lot", count=2, public_url=url)
    assert {label.link for label in lot} == {f"{url}/01/{goods.gtin}/10/TC-2611"}
    product = list_shared_labels(session, goods.lot.id, level="product", count=1, public_url=url)
    assert product[0].link == f"{url}/01/{goods.gtin}"
    assert list_batches(session, goods.lot.id) == []


def test_a_lot_is_found_by_id_or_by_code_and_number(session):
    goods = make_goods(session)
    for text in (str(goods.lot.id), f"{goods.code}/tc-2611", f"{goods.code.upper()}/TC-2611"):
        assert find_lot(session, text) is goods.lot
    assert find_lot(session, "khong/co") is None


def test_two_batches_wait_for_each_other_and_leave_no_hole(app, session):
    goods = make_goods(session, count=0)
    session.commit()
    for _ in range(3):
        with committing() as current:
            issue(current, goods, count=4)
    ranges = select(CodeRange.first_number, CodeRange.last_number).order_by(CodeRange.first_number)
    assert session.execute(ranges).all() == [(0, 3), (4, 7), (8, 11)]
