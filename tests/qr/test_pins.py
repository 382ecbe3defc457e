"""Scratch PINs: derived and never stored, opened once, and slow to guess."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from core.actor import SYSTEM
from core.jobs import run_due
from core.keys import keys_of
from qr import actions
from qr.models import CodeClaim, CodeRange, CodeScore, PinTry
from qr.pins import format_pin, is_right, make_pin, read_pin, wait_after
from qr.queries.labels import list_labels
from tests.factories.qr import NOW, make_goods
from tests.factories.qr import issue as issue_more
from tests.installation import run_command

BROWSER = {"Accept": "text/html", "User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/126"}
SECOND = timedelta(seconds=1)
serials = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=12, max_size=12)


@pytest.fixture
def goods(session):
    """Goods with a batch of three codes, PINs under their scratch fields."""
    made = make_goods(session, count=0)
    batch = actions.issue_codes(session, lot_id=made.lot.id, count=3, has_pin=True, actor=SYSTEM, now=NOW)
    actions.activate_codes(session, batch_id=batch.batch_id, actor=SYSTEM, now=NOW)
    made.batch = batch
    labels = list(list_labels(session, batch.batch_id, public_url="http://localhost"))
    made.serials, made.pins = [label.serial for label in labels], [label.pin for label in labels]
    session.commit()
    return made


def open_it(client, serial: str, pin: str, **more: str):
    return client.post(f"/pin/{serial}", data={"pin": pin, **more}, headers=BROWSER)


@given(st.binary(min_size=32, max_size=32), serials)
def test_a_pin_is_the_same_each_time_and_right_in_any_writing(secret, serial):
    pin = make_pin(secret, serial)
    assert len(pin) == 8 and is_right(secret, serial, read_pin(format_pin(pin).upper().replace("-", " - ")))


@given(st.binary(min_size=32, max_size=32), serials, serials, st.text(max_size=12))
def test_no_other_words_are_right(secret, serial, other, typed):
    pin = make_pin(secret, serial)
    assert is_right(secret, serial, typed) is (typed == pin)
    assert other == serial or make_pin(secret, other) != pin


@pytest.mark.parametrize(("wrong", "seconds"), [(0, 0), (4, 0), (5, 60), (6, 120), (7, 240), (11, 3600), (500, 3600)])
def test_waits_grow_and_never_last_for_ever(wrong, seconds):
    assert wait_after(wrong, free=5, first=60 * SECOND, longest=3600 * SECOND) == seconds * SECOND


def test_the_first_opening_is_told_as_such_and_the_next_phone_hears_of_it(app, session, goods, freeze):
    freeze(datetime(2026, 11, 24, 2, 14, tzinfo=UTC))
    first = open_it(app.test_client(), goods.serial, goods.pins[0], province="19")
    assert "Mã cào đúng, mở lần đầu." in first.get_data(as_text=True)
    again = open_it(app.test_client(), goods.serial, goods.pins[0]).get_data(as_text=True)
    assert "Mã cào này đã được mở trước đó." in again
    assert "Lần đầu: 09:14 24/11/2026, Thái Nguyên." in again or "Lần đầu: 09:14 24/11/2026, Tỉnh Thái Nguyên." in again


def test_the_phone_that_opened_it_is_not_told_that_somebody_was_first(client, goods):
    open_it(client, goods.serial, goods.pins[0])  # gets its cookie
    second = goods.serials[1]
    open_it(client, second, goods.pins[1])
    answer = open_it(client, second, goods.pins[1]).get_data(as_text=True)
    assert "Bạn đã mở mã cào này lúc" in answer and "mở trước đó" not in answer


def test_a_lesser_state_stays_the_headline_and_a_recalled_lot_too(client, session, goods):
    actions.report_stolen(session, batch_id=goods.batch.batch_id, reason="mất hộp tem", actor=SYSTEM, now=NOW)
    text_ = open_it(client, goods.serial, goods.pins[0]).get_data(as_text=True)
    assert "Tem này đã được báo mất." in text_


def test_a_wrong_pin_a_code_without_one_and_a_serial_nobody_issued_are_answered_alike(client, session, goods):
    plain = make_goods(session)
    answers = [
        open_it(client, serial, "0000-0000").get_data(as_text=True).replace(serial, "x")
        for serial in (goods.serial, plain.serial, "zzzzzzzzzzzz")
    ]
    said = [answer.split("<main")[1].split("không khớp")[0][-40:] for answer in answers]
    assert len(set(said)) == 1 and all("không khớp" in answer for answer in answers)
    assert session.scalars(select(CodeClaim)).all() == []


def test_five_wrong_tries_of_a_day_then_a_wait_then_the_right_pin_opens(client, goods, freeze):
    freeze(NOW)
    client.get(f"/01/{goods.gtin}/21/{goods.serials[2]}", headers=BROWSER)  # gets the cookie of this phone
    for _ in range(5):
        assert open_it(client, goods.serial, "0000-0000").status_code == 422
    refused = open_it(client, goods.serial, goods.pins[0])
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "61")
    freeze(NOW + 61 * SECOND)
    assert "mở lần đầu" in open_it(client, goods.serial, goods.pins[0]).get_data(as_text=True)


def test_a_new_cookie_for_each_guess_does_not_help_for_long(app, goods, freeze, session):
    freeze(NOW)
    codes = [open_it(app.test_client(), goods.serial, f"0000-{n:04d}").status_code for n in range(31)]
    assert codes[:29] == [422] * 29 and codes[-1] == 429
    freeze(NOW + 121 * SECOND)
    assert "mở lần đầu" in open_it(app.test_client(), goods.serial, goods.pins[0]).get_data(as_text=True)


def test_yesterdays_wrong_tries_are_forgotten(session, goods, client, freeze):
    freeze(NOW)
    open_it(client, goods.serial, "0000-0000")
    assert session.scalars(select(PinTry)).all()
    from qr.actions.claiming import forget_tries

    forget_tries(session, {}, NOW + timedelta(days=4))
    assert session.scalars(select(PinTry)).all() == []


def test_the_pin_is_nowhere_in_the_database_and_never_on_the_verdict_page(client, session, goods):
    pin = goods.pins[0].replace("-", "")
    page = client.get(f"/01/{goods.gtin}/21/{goods.serial}", headers=BROWSER).get_data(as_text=True)
    assert pin not in page.replace("-", "") and f'href="/pin/{goods.serial}"' in page and "<input" not in page
    for (table,) in session.execute(text("select name from sqlite_master where type = 'table'")).all():
        for row in session.execute(text(f'select * from "{table}"')):
            assert pin not in str(tuple(row))


def test_codes_without_pins_do_not_ask_for_one(client, session):
    plain = make_goods(session)
    assert "/pin/" not in client.get(plain.item(), headers=BROWSER).get_data(as_text=True)


def test_a_part_that_was_cut_out_keeps_its_pins(client, session, goods):
    middle = goods.batch.first_number + 1
    span = actions.Span(middle, middle)
    actions.void_codes(session, batch_id=goods.batch.batch_id, span=span, reason="rách", actor=SYSTEM, now=NOW)
    assert set(session.scalars(select(CodeRange.pin_key)).all()) == {0}
    assert "mở lần đầu" in open_it(client, goods.serials[2], goods.pins[2]).get_data(as_text=True)


def test_old_pins_open_after_the_key_was_changed(client, session, goods):
    from core.keys import add_key

    add_key(session, kind="pin", now=NOW)
    session.commit()
    assert len(keys_of(session, "pin")) == 2
    assert "mở lần đầu" in open_it(client, goods.serial, goods.pins[0]).get_data(as_text=True)


@pytest.mark.parametrize("pin", ["", "   ", "x" * 5000, "ü" * 8, "\x00" * 8, "<script>"])
def test_odd_words_are_answered(client, goods, pin):
    assert open_it(client, goods.serial, pin).status_code == 422


def test_the_list_for_the_print_shop_holds_the_pins(app, session):
    goods = make_goods(session, count=0)
    session.commit()
    printed = run_command(app, "qr", "issue", "--lot", str(goods.lot.id), "--count", "2", "--pin", "--format", "csv")
    lines = [line for line in printed.splitlines() if line.startswith("http")]
    assert len(lines) == 2 and all(len(line.split(",")[-1]) == 9 for line in lines)


def test_two_who_open_at_once_leave_one_first_opening(session, goods):
    from qr.actions.claiming import Opening, open_pin
    from qr.serials import open_serial

    opened = open_serial({n: key.secret for n, key in keys_of(session, "serial").items()}, goods.serial)
    how = {"serial": goods.serial, "opened": opened, "pin_key": 0, "typed": goods.pins[0], "device": "", "now": NOW}
    results = [open_pin(session, **how, network=name, province_code=None).result for name in ("a", "b")]
    assert results == [Opening.FIRST, Opening.AGAIN]
    assert len(session.scalars(select(CodeClaim)).all()) == 1


def test_more_batches_of_the_lot_need_no_pins(session, goods):
    issue_more(session, goods, count=1)
    assert {row.pin_key for row in session.scalars(select(CodeRange))} == {0, None}


def test_a_pin_opened_by_a_second_phone_speaks_for_a_copy_to_officers_alone(app, session, goods, freeze):
    freeze(NOW)
    address = f"/01/{goods.gtin}/21/{goods.serial}"
    for browser in (app.test_client(), app.test_client()):
        browser.get(address, headers=BROWSER)
        open_it(browser, goods.serial, goods.pins[0])
    run_command(app, "qr", "fold")
    run_due(NOW + SECOND)
    session.expire_all()
    (score,) = session.scalars(select(CodeScore)).all()
    assert score.points >= 200 and "pin_again" in str(score.reasons)
    assert "có thể đã bị sao chép" not in app.test_client().get(address, headers=BROWSER).get_data(as_text=True)
