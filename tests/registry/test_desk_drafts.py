"""Drafts of the producers' desk: a form sent twice is one thing, and every draft can be looked at as a buyer would."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from registry.models import Certificate, FormDraft, Product, ProductVersion
from registry.queries.versions import list_product_versions
from tests.factories.desk import own_facility
from tests.factories.registry import make_product

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
KEY = {"form_key": "khoa-cua-bieu-mau-1"}
GOODS = {
    "name": "Chè búp mẫu", "kind_code": "che", "ocop_group": "2", "pack": "hộp 200 g", "standard": "TCVN 9740",
    "listed_price": "150k", "origin": "xã Tân Cương", "materials_origin": "xã Tân Cương",
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


@pytest.fixture
def maker(session, officer_client):
    browser = officer_client("producer", unit_kind="producer")
    browser.producer = own_facility(session, browser)
    return browser


def words(response) -> str:
    return response.get_data(as_text=True)


def post(browser, path, **values):
    return browser.post(path, data={"token": browser.form_token, **values})


def new_form(maker) -> str:
    return re.search(r'action="(/producer/products/new/[\w-]+)"', words(maker.get("/producer/products/new")))[1]


@pytest.mark.parametrize("key", [KEY, None])
def test_a_new_product_sent_twice_is_one_product(session, maker, key):
    path = "/producer/products/new" if key else new_form(maker)
    first, second = (post(maker, path, **GOODS, **(key or {})) for _ in range(2))
    assert first.status_code == second.status_code == 303 and first.location == second.location
    assert session.query(Product).count() == 1 and session.query(ProductVersion).count() == 1


def test_a_draft_saved_twice_is_one_draft(session, maker):
    for name in ("Chè", "Chè búp"):
        assert post(maker, "/producer/products/new", step="draft", name=name, **KEY).status_code == 303
    assert "Chè búp" in session.query(FormDraft).one().words


def test_what_was_mended_between_two_sendings_is_mended_in_the_one_product(session, maker):
    path = new_form(maker)
    post(maker, path, **GOODS)
    assert post(maker, path, **GOODS | {"pack": "hộp 500 g"}).status_code == 303
    product = session.query(Product).one()
    assert product.pack == "hộp 500 g"
    assert [each.seq for each in list_product_versions(session, product.id)] == [1, 2]


def test_sending_an_old_form_again_does_not_undo_what_was_changed_since(session, maker):
    path = new_form(maker)
    own = post(maker, path, **GOODS).location
    assert post(maker, f"{own}/edit", **GOODS | {"pack": "hộp 500 g"}).status_code == 303
    assert post(maker, path, **GOODS).status_code == 303
    assert session.query(Product).one().pack == "hộp 500 g"
    clash = post(maker, path, **GOODS | {"pack": "hộp 1 kg"})
    assert clash.status_code == 409 and "hộp 500 g" in words(clash) and "hộp 1 kg" in words(clash)


def test_two_producers_with_the_same_key_have_a_product_each(session, maker, officer_client):
    other = officer_client("producer", unit_kind="producer")
    own_facility(session, other)
    for browser in (maker, other):
        assert post(browser, "/producer/products/new", **GOODS, **KEY).status_code == 303
    assert session.query(Product).count() == 2


@pytest.mark.parametrize("typed", [{}, {"name": "Chè"}, {"kind_code": "khong-co"}, {"listed_price": "đắt"},
                                   {"ocop_group": "12"}, GOODS, {"name": "\x00", "pack": "x" * 5000}])  # fmt: skip
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_new_draft_is_kept_first_and_then_shown_whatever_is_missing(session, maker, typed, language):
    answer = post(maker, new_form(maker), step="preview", **typed)
    assert answer.status_code == 303 and session.query(FormDraft).count() == 1
    shown = maker.get(answer.location, query_string={"lang": language})
    assert shown.status_code == 200
    named = typed.get("name", "").replace("\x00", "")
    assert (named or ("Sản phẩm chưa có tên" if language == "vi" else "Product without a name yet")) in words(shown)
    assert session.query(Product).count() == 0


def test_the_preview_leads_back_to_the_form_with_what_was_typed(maker):
    shown = words(maker.get(post(maker, new_form(maker), step="preview", **GOODS | {"listed_price": "đắt"}).location))
    form = re.search(r'class="back" href="([^"]+)"', shown)[1]
    assert 'value="đắt"' in words(maker.get(form))


def test_the_preview_of_an_edit_keeps_it_as_a_draft_and_changes_nothing(session, maker):
    product = make_product(session, producer=maker.producer, state="draft")
    answer = post(maker, f"/producer/products/{product.id}/edit", step="preview", **GOODS | {"standard": "TCCS 9:2026"})
    assert "TCCS 9:2026" in words(maker.get(answer.location))
    session.refresh(product)
    assert product.standard != "TCCS 9:2026" and "TCCS 9:2026" in session.query(FormDraft).one().words


def test_a_draft_that_borrows_the_id_of_anothers_product_shows_nothing_of_it(session, maker):
    theirs = make_product(session)
    session.add(Certificate(product_id=theirs.id, name="Giấy của người khác", number="1", issuer=""))
    session.flush()
    answer = post(maker, f"/producer/products/new/{theirs.id}", step="preview", name="Của tôi")
    assert "Giấy của người khác" not in words(maker.get(answer.location))


def test_the_preview_of_a_draft_is_its_producers_alone(session, maker, client, officer_client):
    location = post(maker, new_form(maker), step="preview", **GOODS).location
    other = officer_client("producer", unit_kind="producer")
    own_facility(session, other)
    assert other.get(location).status_code == 404 and client.get(location).status_code == 303
    assert maker.get(f"/producer/products/new/{uuid4()}/preview").status_code == 404
