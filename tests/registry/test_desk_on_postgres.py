"""The desk on PostgreSQL: the whole way of test_desk_journey, and two people at one thing at the same moment."""

import re
import threading
from collections.abc import Callable

import pytest

from core import clock
from core.actor import Actor
from core.db import committing
from registry.actions.decisions import approve_product, return_product
from registry.actions.products import correct_product
from registry.models import Application, FieldNote, FormDraft, Product, ProductVersion
from tests.factories.desk import own_facility, sent_product
from tests.registry.test_desk_facility_change import (
    test_what_an_officer_corrected_meanwhile_is_shown_before_it_is_overwritten as change_of_a_facility,
)
from tests.registry.test_desk_journey import (
    GOODS,
    NOW,
    maker,
    officer,
    on_a_day,
    post,
    unit,
    words,
)
from tests.registry.test_desk_journey import (
    test_a_suspended_producer_takes_its_goods_along_and_brings_only_those_back as suspending,
)
from tests.registry.test_desk_journey import (
    test_from_signing_up_to_a_change_of_what_is_public as whole_way,
)

pytestmark = pytest.mark.services
__all__ = ["maker", "officer", "on_a_day"]  # fixtures that pytest finds here
OFFICER = Actor("officer", None, "chuyen_vien")
LONGEST = 20  # seconds a test waits for a thread that is not coming


@pytest.fixture
def app(app_on, postgres_url):
    return app_on(database_url=postgres_url)


@pytest.fixture
def product(session, maker):
    """A product that its producer sent in, in the database for everybody."""
    sent = sent_product(session, own_facility(session, maker), maker.user)
    session.commit()
    return sent


@pytest.fixture
def second_officer(session, officer_client):
    browser = officer_client("chuyen_vien", unit=unit(session))
    session.commit()
    return browser


def meanwhile(app, first: Callable, second: Callable) -> object:
    """What `second` answers when it begins after `first` has written and before that is committed."""
    answers: list = []
    begun = threading.Event()

    def other() -> None:
        begun.set()
        with clock.freeze(NOW):  # a thread has its own clock
            answers.append(second())

    thread = threading.Thread(target=other)
    with app.app_context(), committing() as current:
        first(current)
        thread.start()
        begun.wait(LONGEST)
        thread.join(timeout=1)
        assert not answers, "the second did not wait for the first"
    thread.join(LONGEST)
    return answers[0]


def test_the_whole_way_holds_on_postgresql(app, session, client, officer):
    whole_way(app, session, client, officer)


def test_suspending_a_producer_holds_on_postgresql(session, client, officer):
    suspending(session, client, officer)


def test_an_officer_who_returns_what_another_just_approved_gets_the_conflict_page(
    app, session, product, second_officer
):
    product_id, seen = product.id, product.version
    path = f"/desk/products/{product_id}/return"
    answer = meanwhile(
        app,
        lambda current: approve_product(current, product_id=product_id, seen=seen, actor=OFFICER, now=clock.now()),
        lambda: post(second_officer, path, seen=seen, why_standard="Ghi số công bố", reason="Chưa đủ"),
    )
    page = words(answer)
    assert answer.status_code == 409
    for told in ("Chờ duyệt", "Đã duyệt", "Ghi số công bố", "Chưa đủ"):  # their step, and this one's own words
        assert told in page, told
    session.expire_all()
    assert session.get(Product, product_id).state == "approved"
    assert session.query(FieldNote).count() == 0 and session.query(Application).one().outcome == "approved"


def test_an_officer_who_approves_what_another_just_returned_gets_the_conflict_page(
    app, session, product, second_officer
):
    product_id, seen, notes = product.id, product.version, {"standard": "Ghi số công bố"}
    answer = meanwhile(
        app,
        lambda current: return_product(
            current, product_id=product_id, notes=notes, seen=seen, actor=OFFICER, now=clock.now()),
        lambda: post(second_officer, f"/desk/products/{product_id}/approve", seen=seen),
    )  # fmt: skip
    assert answer.status_code == 409 and "Cần sửa" in words(answer)
    session.expire_all()
    assert session.get(Product, product_id).state == "returned"
    assert session.query(FieldNote).one().reason == "Ghi số công bố"


def test_two_officers_mend_one_field_at_once_and_both_texts_stay(app, session, product, second_officer):
    product_id, seen = product.id, product.version
    path = f"/desk/products/{product_id}/correct"
    typed = GOODS | {"name": product.name, "standard": "TCCS 99:2026", "reason": "Theo bản tự công bố", "seen": seen}
    answer = meanwhile(
        app,
        lambda current: correct_product(
            current, product_id=product_id, standard="TCCS 01:2026", reason="Theo giấy", seen=seen, actor=OFFICER,
            now=clock.now()),
        lambda: post(second_officer, path, **typed),
    )  # fmt: skip
    page = words(answer)
    assert answer.status_code == 409
    assert all(told in page for told in ("TCCS 01:2026", "TCCS 99:2026", "Theo bản tự công bố"))
    now_seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    assert post(second_officer, path, **typed | {"seen": now_seen}).status_code == 303
    session.expire_all()
    assert session.get(Product, product_id).standard == "TCCS 99:2026"
    kept = [row.changes for row in session.query(ProductVersion).order_by(ProductVersion.seq)]
    assert "TCCS 01:2026" in kept[-2] and "TCCS 99:2026" in kept[-1]


@pytest.mark.parametrize("step", ["", "draft"])
def test_a_new_product_pressed_twice_at_the_same_moment_is_one(app, session, maker, step):
    own_facility(session, maker)
    session.commit()
    sent = GOODS | {"form_key": "khoa-cua-bieu-mau-1"} | ({"step": step} if step else {})
    together, answers = threading.Barrier(2), []

    def press() -> None:
        together.wait(LONGEST)
        with clock.freeze(NOW):
            answers.append(post(maker, "/producer/products/new", **sent).status_code)

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST)
    session.expire_all()
    assert answers == [303, 303]
    assert (session.query(Product).count(), session.query(FormDraft).count()) == ((0, 1) if step else (1, 0))


def test_a_facilitys_change_meets_an_officers_correction_on_postgresql(session, officer_client, maker):
    maker.producer = own_facility(session, maker)
    area = unit(session, kind="so_cong_thuong")
    change_of_a_facility(session, maker, officer_client("chuyen_vien", unit=area))


