"""Pages: what buyers may see, what producers and officers may do, and a whole registration in a browser."""

import re
from datetime import UTC, date, datetime

import pytest

from areas.queries import get_unit_by_code
from core import clock
from core.actor import SYSTEM
from registry import actions, queries
from registry.models import Product
from tests.factories.accounts import make_unit
from tests.factories.registry import commune_id, make_lot, make_producer, make_product, recognise

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BY = {"actor": SYSTEM, "now": NOW}
GOODS = {
    "name": "Chè búp mẫu", "kind_code": "che", "ocop_group": "2", "pack": "hộp 200 g", "standard": "TCVN 9740",
    "listed_price": "150k", "origin": "xã Tân Cương", "materials_origin": "xã Tân Cương",
}  # fmt: skip
DECISION = {
    "decision_number": "12/QĐ-UBND", "issued_on": "01/08/2026", "recogniser_name": "UBND tỉnh Thái Nguyên",
    "score_a": "32", "score_b": "20,5", "score_c": "28",
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def words(response) -> str:
    return response.get_data(as_text=True)


def thai_nguyen_unit(session, kind="so_nnmt"):
    return make_unit(session, kind=kind, areas=[get_unit_by_code(session, "19", clock.today()).id])


@pytest.fixture
def officer(session, officer_client):
    """An officer of the province's agriculture department."""
    return officer_client("chuyen_vien", unit=thai_nguyen_unit(session))


@pytest.fixture
def maker(session, officer_client):
    """A producer's user, not yet with a producer."""
    return officer_client("producer", unit_kind="producer")


def post(browser, path, **values):
    return browser.post(path, data={"token": browser.form_token, **values})


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "suspended", "ended"])
def test_only_an_approved_product_has_a_public_page(session, client, state):
    hidden = make_product(session, state=state)
    assert client.get(f"/products/{hidden.slug}").status_code == 404
    shown = make_product(session)
    assert client.get(f"/products/{shown.slug}").status_code == 200


def test_the_product_page_shows_the_three_blocks_and_never_says_all_vietnamese(session, client):
    product = make_product(session, ocop_group=None, state="draft")
    basis = {"basis": "declaration", "dated": date(2026, 1, 5), "evidence": "Bản khai mẫu 01"}
    actions.state_origin_basis(session, product_id=product.id, **basis, **BY)
    actions.add_gtin(session, product_id=product.id, gtin="8935049501404", **BY)
    actions.submit_product(session, product_id=product.id, **BY)
    actions.approve_product(session, product_id=product.id, **BY)
    page = words(client.get(f"/products/{product.slug}"))
    for told in ("TCVN 9740:2013", "150.000 đồng", "búp chè xã Tân Cương", "Bản khai mẫu 01", "05/01/2026", "893"):
        assert told in page
    assert not re.search(r"100\s*%\s*hàng Việt", page, re.IGNORECASE)


def test_the_page_says_plainly_when_stars_are_good_expired_or_withdrawn(session, client):
    product = make_product(session)
    recognition = recognise(session, product)
    address = f"/products/{product.slug}"
    assert "Còn hiệu lực" in words(client.get(address))
    why = {"on": date(2026, 3, 5), "reason": "Không giữ điều kiện"}
    actions.revoke_recognition(session, recognition_id=recognition.id, **why, **BY)
    assert "Đã bị thu hồi" in words(client.get(address))
    old = make_product(session)
    recognise(session, old, issued_on=date(2022, 3, 1), stars=None, scores=None)
    page = words(client.get(f"/products/{old.slug}"))
    assert "Đã hết hạn" in page and "28/02/2025" in page and "Nguồn không ghi số sao" in page


def test_made_up_fields_of_a_sample_are_marked(session, client):
    product = make_product(session, is_sample=True, generated="name,standard")
    assert words(client.get(f"/products/{product.slug}")).count("dữ liệu mẫu") == 3


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_public_page_stands_in_both_languages(session, client, language):
    product = make_product(session)
    recognise(session, product)
    actions.add_certificate(session, product_id=product.id, name="VietGAP", number="1", **BY)
    producer = queries.get_producer(session, product.producer_id)
    where = {"commune_id": commune_id(session), "known_on": date(2023, 6, 23), "resolution_note": "Theo tên xã"}
    actions.open_sale_point(session, kind="ocop_shop", name="Cửa hàng mẫu", address="ấp Mẫu", **where, **BY)
    for path in ("/products", f"/products/{product.slug}", f"/producers/{producer.slug}", "/sale-points", "/"):
        assert client.get(path, query_string={"lang": language}).status_code == 200, path


def test_the_list_is_searched_filtered_and_paged(session, client):
    for number in range(26):
        make_product(session, name=f"Chè đinh {number}")
    assert words(client.get("/products?q=che+dinh&kind=che&group=2&place=19")).count('class="card pick-card"') == 24
    assert words(client.get("/products?q=che+dinh&page=2")).count('class="card pick-card"') == 2
    assert client.get("/products?page=9").status_code == 404
    nothing = client.get("/products?q=%25&stars=abc&group=x&place=zz&page=-1")
    assert "Không tìm thấy" in words(nothing)


def test_a_producer_not_approved_has_no_public_page(session, client):
    assert client.get(f"/producers/{make_producer(session, approved=False).slug}").status_code == 404
    assert client.get("/producers/khong-co").status_code == 404
    assert client.get("/products/khong-co").status_code == 404


def test_a_registration_goes_the_whole_way(session, client, maker, officer):
    """The producer writes business, product and lot and sends them in; the officer approves; buyers read."""
    facility = {"kind": "hop_tac_xa", "name": "Hợp tác xã mẫu", "commune": "tan cuong, thai nguyen"}
    assert post(maker, "/producer/facility", **facility).status_code == 303
    product_page = post(maker, "/producer/products/new", **GOODS).headers["Location"]
    assert post(maker, f"{product_page}/lots", number="TC-1", made_on="01/09/2026").status_code == 303
    assert post(maker, f"{product_page}/submit").status_code == 303
    product = session.query(Product).one()
    assert client.get(f"/products/{product.slug}").status_code == 404

    assert product.name in words(officer.get("/desk/products"))
    review = f"/desk/products/{product.id}"
    assert post(officer, f"{review}/approve").status_code == 409
    assert post(officer, f"{review}/approve-producer").status_code == 303
    assert post(officer, f"{review}/return", reason="Ghi rõ xóm").status_code == 303
    assert "Ghi rõ xóm" in words(maker.get(product_page))
    assert post(maker, f"{product_page}/edit", **GOODS | {"origin": "xóm Mẫu, xã Tân Cương"}).status_code == 303
    assert post(maker, f"{product_page}/submit").status_code == 303
    assert post(officer, f"{review}/approve").status_code == 303
    assert post(officer, f"{review}/ocop", **DECISION).status_code == 303

    page = words(client.get(f"/products/{product.slug}"))
    assert "xóm Mẫu, xã Tân Cương" in page and "OCOP 4 sao" in page and "80,5" in page
    assert words(maker.get("/producer")).count("TC-1") == 0 and "TC-1" in words(maker.get(product_page))


@pytest.mark.parametrize(
    ("path", "sent", "field"),
    [
        ("lots", {"number": "Lô số 1", "made_on": "01/09/2026"}, "number"),
        ("lots", {"number": "A/1", "made_on": "hôm qua"}, "made_on"),
        ("lots", {"number": "A1", "made_on": "01/09/2027"}, "made_on"),
        ("lots", {"number": "A1", "made_on": "01/09/2026", "expires_on": "01/08/2026"}, "expires_on"),
        ("origin", {"basis": "co", "dated": "99/99/2026", "evidence": "C/O số 5"}, "dated"),
        ("origin", {"basis": "tin_don", "dated": "01/01/2026", "evidence": "C/O số 5"}, "basis"),
        ("certificates", {"name": "HACCP", "issued_on": "05/05/2026", "expires_on": "04/05/2026"}, "expires_on"),
        ("gtin", {"gtin": "123456"}, "gtin"),
        ("edit", GOODS | {"listed_price": "đắt"}, "listed_price"),
        ("edit", GOODS | {"kind_code": "xe_hoi"}, "kind_code"),
        ("edit", GOODS | {"name": ""}, "name"),
    ],
)
def test_what_cannot_be_taken_comes_back_beside_its_field_with_the_words_kept(session, maker, path, sent, field):
    producer = make_producer(session)
    actions.add_member(session, producer_id=producer.id, user_id=maker.user.id, **BY)
    product = make_product(session, producer=producer, state="draft")
    answer = post(maker, f"/producer/products/{product.id}/{path}", **sent)
    page = words(answer)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page and "Lỗi:" in page
    for typed in set(sent.values()) - {"", "tin_don", "xe_hoi"}:
        assert typed in page


def test_the_own_business_needs_a_place_that_can_be_told_apart(session, maker):
    facility = {"kind": "hop_tac_xa", "name": "Hợp tác xã mẫu"}
    several = post(maker, "/producer/facility", **facility, commune="tân")
    assert several.status_code == 422 and "chọn một nơi" in words(several)
    assert "Hợp tác xã mẫu" in words(several)
    none = post(maker, "/producer/facility", **facility, commune="zzzz")
    assert none.status_code == 422 and "zzzz" in words(none)
    wrong = post(maker, "/producer/facility", **facility, commune="xã Tân Cương, tỉnh Thái Nguyên", tax_code="123")
    assert 'id="tax_code-error"' in words(wrong)


def test_a_product_that_misses_a_block_says_which_and_is_not_sent(session, maker):
    producer = make_producer(session)
    actions.add_member(session, producer_id=producer.id, user_id=maker.user.id, **BY)
    product = make_product(session, producer=producer, state="draft", standard="")
    answer = post(maker, f"/producer/products/{product.id}/submit")
    assert answer.status_code == 422 and "Tiêu chuẩn áp dụng" in words(answer)
    assert "edit#standard" in words(answer)


def test_a_producer_sees_only_its_own_products(session, maker):
    actions.add_member(session, producer_id=make_producer(session).id, user_id=maker.user.id, **BY)
    other = make_product(session, state="draft")
    for path in ("", "/edit", "/lots"):
        assert maker.get(f"/producer/products/{other.id}{path}").status_code == 404
    assert post(maker, f"/producer/products/{other.id}/submit").status_code == 404
    assert maker.get(f"/producer/products/{other.id}/khac").status_code == 404


def test_an_officer_of_another_province_sees_nothing_of_it(session, officer_client):
    product = make_product(session, state="submitted")
    elsewhere = make_unit(session, kind="so_nnmt", areas=[get_unit_by_code(session, "01", clock.today()).id])
    stranger = officer_client("chuyen_vien", unit=elsewhere)
    assert product.name not in words(stranger.get("/desk/products"))
    assert stranger.get(f"/desk/products/{product.id}").status_code == 404
    assert post(stranger, f"/desk/products/{product.id}/approve").status_code == 404


def test_who_may_only_read_decides_nothing(session, officer_client):
    reader = officer_client("kiem_tra_vien", unit=thai_nguyen_unit(session, kind="doi"))
    product = make_product(session, state="submitted")
    review = f"/desk/products/{product.id}"
    assert "Duyệt sản phẩm" not in words(reader.get(review))
    for step in ("approve", "return", "approve-producer", "ocop"):
        assert post(reader, f"{review}/{step}", reason="x").status_code == 403, step
    assert reader.get(f"{review}/recall").status_code == 403
    assert post(reader, f"/desk/recalls/new/{product.id}", reason="x").status_code == 403


def test_industry_and_trade_records_no_ocop_decision(session, officer_client):
    clerk = officer_client("chuyen_vien", unit=thai_nguyen_unit(session, kind="so_cong_thuong"))
    product = make_product(session, state="submitted")
    assert post(clerk, f"/desk/products/{product.id}/approve").status_code == 303
    assert post(clerk, f"/desk/products/{product.id}/ocop", **DECISION).status_code == 403


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"score_a": "40,5"}, "score_a"), ({"score_b": "25,55"}, "score_b"), ({"score_c": "tốt"}, "score_c"),
     ({"issued_on": "01/12/2026"}, "issued_on"), ({"decision_number": ""}, "decision_number")],
)  # fmt: skip
def test_a_decision_that_cannot_be_recorded_names_its_field(session, officer, changed, field):
    product = make_product(session)
    answer = post(officer, f"/desk/products/{product.id}/ocop", **DECISION | changed)
    assert answer.status_code == 422 and f'id="{field}-error"' in words(answer)
    assert "UBND tỉnh Thái Nguyên" in words(answer)


def test_a_reason_is_asked_for(session, officer):
    product = make_product(session)
    review = f"/desk/products/{product.id}"
    assert 'id="reason-error"' in words(post(officer, f"{review}/suspend", reason=" "))


def test_a_withdrawal_is_recorded_once(session, officer):
    product = make_product(session)
    review = f"/desk/products/{product.id}"
    assert officer.get(f"{review}/ocop/revoke").status_code == 404
    recognise(session, product)
    sent = {"on": "05/03/2026", "decision_number": "3/QĐ", "reason": "Không giữ điều kiện"}
    assert 'id="on-error"' in words(post(officer, f"{review}/ocop/revoke", **sent | {"on": "05/03/2020"}))
    assert post(officer, f"{review}/ocop/revoke", **sent).status_code == 303
    assert post(officer, f"{review}/ocop/revoke", **sent).status_code == 409


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_of_both_desks_opens_in_both_languages(session, maker, officer, language):
    producer = make_producer(session)
    pages = [(maker, "/producer"), (maker, "/producer/facility")]
    product = make_product(session, producer=producer, state="returned")
    make_lot(session, product)
    for browser, path in pages:
        assert browser.get(path, query_string={"lang": language}).status_code == 200
    actions.add_member(session, producer_id=producer.id, user_id=maker.user.id, **BY)
    own, review = f"/producer/products/{product.id}", f"/desk/products/{product.id}"
    pages = [(maker, own + end) for end in ("", "/edit", "/lots", "/origin", "/certificates", "/gtin")]
    pages += [(maker, "/producer"), (maker, "/producer/products/new")]
    pages += [(officer, path) for path in ("/desk/products", review, f"{review}/ocop")]
    pages += [(officer, "/desk/products")]
    for browser, path in pages:
        assert browser.get(path, query_string={"lang": language}).status_code == 200, path
    for state, status in (("returned", 200), ("approved", 200), ("suspended", 200), ("other", 404)):
        query = {"lang": language, "state": state}
        assert officer.get("/desk/products", query_string=query).status_code == status


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_what_buyers_will_read_is_added_by_an_officer_once_the_product_was_sent_in(session, maker, officer, state):
    producer = make_producer(session)
    product = make_product(session, producer=producer, state=state)
    actions.add_member(session, producer_id=producer.id, user_id=maker.user.id, **BY)
    papers = {
        "certificates": {"name": "VietGAP"},
        "origin": {"basis": "declaration", "dated": "05/03/2026", "evidence": "Bản tự khai"},
        "gtin": {"gtin": "8934567890123"},
    }
    for part, sent in papers.items():
        assert post(maker, f"/producer/products/{product.id}/{part}", **sent).status_code == 409
    assert queries.list_certificates(session, product.id) == []
    added = post(officer, f"/desk/products/{product.id}/papers/certificates", name="VietGAP")
    assert added.status_code == 303
    assert [row.name for row in queries.list_certificates(session, product.id)] == ["VietGAP"]
    assert officer.get(f"/desk/products/{product.id}/papers/other").status_code == 404
    for part in papers:
        assert officer.get(f"/desk/products/{product.id}/papers/{part}", query_string={"lang": "en"}).status_code == 200
