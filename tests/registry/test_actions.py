"""Every action: what it writes, what it refuses, its step in the audit, its passports."""

import json
from datetime import UTC, date, datetime

import pytest

from core import audit, clock
from core.actor import SYSTEM
from core.errors import BadInput, Conflict, NotFound
from registry import actions, queries
from registry.models import Passport, ProductKind, StarBand
from tests.factories.registry import commune_id, make_lot, make_producer, make_product, recognise

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BY = {"actor": SYSTEM, "now": NOW}


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def passport(session, product, lot=None) -> Passport:
    return session.query(Passport).filter_by(product_id=product.id, lot_id=lot.id if lot else None).one()


def body(session, product, lot=None) -> dict:
    return json.loads(passport(session, product, lot).body)


def kinds(session, product) -> list[str]:
    return [entry.kind for entry in audit.list_entries(session, f"product:{product.id}")]


def test_reference_rows_are_there_and_an_edited_one_stays_when_loaded_again(session):
    session.get(ProductKind, "che").name = "Trà"
    bands = session.query(StarBand).count()
    actions.load_reference(session, NOW)
    assert session.get(ProductKind, "che").name == "Trà"
    assert session.query(StarBand).count() == bands == 10
    assert [row.number for row in queries.list_groups(session, clock.today())] == [1, 2, 3, 4, 5, 6]


def test_the_limits_of_2019_stay_readable(session):
    assert queries.score_limits(session, date(2023, 2, 23)) == {"A": 350, "B": 250, "C": 400, "months": 36}
    assert queries.score_limits(session, date(2023, 2, 24)) == {"A": 400, "B": 250, "C": 350, "months": 36}


def test_a_product_goes_from_draft_to_the_register_and_each_step_is_kept(session):
    product = make_product(session)
    assert [event.state for event in queries.list_events(session, product.id)] == ["draft", "submitted", "approved"]
    assert kinds(session, product) == ["product.draft", "product.submitted", "product.approved"]
    assert audit.verify(session) == []


def test_the_state_of_a_product_is_the_state_of_its_last_step(session):
    for state in ("draft", "submitted", "returned", "approved", "suspended", "ended"):
        product = make_product(session, state=state)
        assert queries.list_events(session, product.id)[-1].state == product.state == state


def test_a_step_that_the_table_does_not_allow_is_refused_and_nothing_is_written(session):
    product = make_product(session, state="draft")
    with pytest.raises(Conflict):
        actions.approve_product(session, product_id=product.id, **BY)
    assert product.state == "draft"
    assert kinds(session, product) == ["product.draft"]


@pytest.mark.parametrize("empty", ["standard", "listed_price", "origin", "materials_origin"])
def test_a_product_without_one_of_the_mandatory_blocks_cannot_be_sent_in(session, empty):
    product = make_product(session, state="draft", **{empty: None if empty == "listed_price" else ""})
    with pytest.raises(BadInput) as refused:
        actions.submit_product(session, product_id=product.id, **BY)
    assert refused.value.field == empty


def test_goods_outside_ocop_must_state_the_basis_of_made_in_vietnam(session):
    product = make_product(session, state="draft", ocop_group=None)
    with pytest.raises(BadInput) as refused:
        actions.submit_product(session, product_id=product.id, **BY)
    assert refused.value.field == "basis"
    values = {"basis": "co", "dated": date(2026, 1, 5), "evidence": "C/O mẫu B"}
    actions.state_origin_basis(session, product_id=product.id, **values, **BY)
    assert actions.submit_product(session, product_id=product.id, **BY).state == "submitted"


def test_the_producer_is_approved_before_its_product(session):
    product = make_product(session, producer=make_producer(session, approved=False), state="submitted")
    with pytest.raises(Conflict):
        actions.approve_product(session, product_id=product.id, **BY)
    actions.approve_producer(session, producer_id=product.producer_id, **BY)
    assert actions.approve_product(session, product_id=product.id, **BY).state == "approved"
    with pytest.raises(Conflict):
        actions.approve_producer(session, producer_id=product.producer_id, **BY)


def test_a_reason_is_needed_to_return_and_kept_for_the_producer(session):
    product = make_product(session, state="submitted")
    with pytest.raises(BadInput) as refused:
        actions.return_product(session, product_id=product.id, reason="  ", **BY)
    assert refused.value.field == "reason"
    actions.return_product(session, product_id=product.id, reason="Ghi rõ tiêu chuẩn", **BY)
    assert queries.list_events(session, product.id)[-1].reason == "Ghi rõ tiêu chuẩn"


def test_a_returned_product_can_be_mended_and_a_submitted_one_cannot(session):
    product = make_product(session, state="returned")
    actions.change_product(session, product_id=product.id, name="Chè đinh", listed_price=900_000, **BY)
    assert (product.name, product.listed_price) == ("Chè đinh", 900_000)
    assert product.folded.startswith("che dinh")
    actions.submit_product(session, product_id=product.id, **BY)
    with pytest.raises(Conflict):
        actions.change_product(session, product_id=product.id, name="Khác", **BY)


def test_two_products_of_one_name_have_two_addresses_and_two_codes(session):
    first, second = make_product(session, name="Chè búp"), make_product(session, name="Chè búp")
    assert (first.slug, second.slug) == ("che-bup", "che-bup-2")
    assert first.code != second.code


@pytest.mark.parametrize(("field", "value"), [("kind_code", "xe_hoi"), ("ocop_group", 9)])
def test_a_kind_or_group_outside_the_lists_is_refused(session, field, value):
    with pytest.raises(BadInput) as refused:
        make_product(session, **{field: value})
    assert refused.value.field == field


def test_a_tax_code_stands_in_the_register_once(session):
    make_producer(session, tax_code="0100233488")
    with pytest.raises(BadInput) as refused:
        make_producer(session, tax_code="0100 233 488")
    assert refused.value.field == "tax_code"


def test_a_producers_kind_is_one_of_four(session):
    with pytest.raises(BadInput) as refused:
        make_producer(session, kind="tap_doan")
    assert refused.value.field == "kind"


def test_a_member_writes_for_a_producer_from_that_day_on(session, officer_client):
    producer, user = make_producer(session), officer_client("producer", unit_kind="producer").user
    actions.add_member(session, producer_id=producer.id, user_id=user.id, **BY)
    assert queries.find_producer_of(session, user.id, clock.today()) is producer
    assert queries.find_producer_of(session, user.id, date(2026, 11, 23)) is None


def test_passports_are_rewritten_with_each_change_and_their_version_grows(session):
    product = make_product(session)
    lot = make_lot(session, product)
    before = passport(session, product).version
    actions.add_certificate(session, product_id=product.id, name="VietGAP", **BY)
    assert passport(session, product).version == before + 1
    assert body(session, product, lot)["certificates"][0]["name"] == "VietGAP"
    assert passport(session, product, lot).key == f"{product.code}/{lot.number.lower()}"
    assert body(session, product, lot)["lot"]["made_on"] == "2026-09-01"
    assert body(session, product)["producer"]["place"] == "xã Tân Cương, tỉnh Thái Nguyên"


def test_the_passport_of_a_product_never_approved_is_not_public_and_of_a_suspended_one_is(session):
    assert not passport(session, make_product(session, state="submitted")).is_public
    suspended = make_product(session, state="suspended")
    assert passport(session, suspended).is_public
    assert body(session, suspended)["ended"] == {
        "on": "2026-11-24", "decision": "", "reason": "Cơ sở ngừng sản xuất", "authority": ""
    }  # fmt: skip
    actions.approve_product(session, product_id=suspended.id, **BY)
    assert body(session, suspended)["ended"] is None


def test_a_lot_takes_the_blocks_of_its_product_and_keeps_its_own(session):
    product = make_product(session)
    lot = make_lot(session, product, listed_price=99_000)
    assert (lot.standard, lot.listed_price) == (product.standard, 99_000)


def test_a_lot_number_is_used_once_in_any_case(session):
    product = make_product(session)
    make_lot(session, product, number="TC-1")
    with pytest.raises(BadInput) as refused:
        make_lot(session, product, number="tc-1")
    assert refused.value.field == "number"
    make_lot(session, make_product(session), number="TC-1")


def test_a_recalled_lot_says_so_and_its_neighbour_does_not(session):
    product = make_product(session)
    bad, good = make_lot(session, product), make_lot(session, product)
    why = {"reason": "Dư lượng vượt mức", "authority": "Chi cục mẫu", "decision_number": "12/QĐ"}
    recall = actions.recall_lot(session, product_id=product.id, lot_id=bad.id, **why, **BY)
    assert body(session, product, bad)["recall"]["reason"] == "Dư lượng vượt mức"
    assert body(session, product, good)["recall"] is None
    assert body(session, product)["recall"] is None
    with pytest.raises(Conflict):
        actions.recall_lot(session, product_id=product.id, lot_id=bad.id, **why, **BY)
    actions.end_recall(session, recall_id=recall.id, **BY)
    assert body(session, product, bad)["recall"] is None
    with pytest.raises(Conflict):
        actions.end_recall(session, recall_id=recall.id, **BY)


def test_a_recall_of_every_lot_reaches_the_product_and_all_lots(session):
    product = make_product(session)
    lot = make_lot(session, product)
    actions.recall_lot(session, product_id=product.id, lot_id=None, reason="Nhãn sai", authority="Chi cục mẫu", **BY)
    assert body(session, product)["recall"]["authority"] == "Chi cục mẫu"
    assert body(session, product, lot)["recall"] is not None


def test_a_lot_of_another_product_cannot_be_recalled_here(session):
    lot = make_lot(session, make_product(session))
    with pytest.raises(NotFound):
        actions.recall_lot(
            session, product_id=make_product(session).id, lot_id=lot.id, reason="x", authority="y", **BY
        )


def test_a_recognition_takes_its_stars_from_the_scores_and_its_end_from_the_rules(session):
    product = make_product(session)
    recognition = recognise(session, product, stars=None, scores=(359, 229, 307), issued_on=date(2025, 8, 1))
    assert (recognition.stars, recognition.valid_until) == (4, date(2028, 7, 31))
    assert recognition.recogniser_level == "tinh"
    assert body(session, product)["ocop"]["stars"] == 4


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"scores": (401, 0, 0)}, "score_a"),
        ({"scores": (350, 0, 400)}, "score_c"),
        ({"scores": (200, 100, 100), "stars": None}, "score_a"),
        ({"stars": 5}, "stars"),
        ({"stars": 2, "scores": None}, "stars"),
        ({"is_potential_five": True}, "is_potential_five"),
        ({"issued_on": date(2026, 12, 1)}, "issued_on"),
        ({"issued_on": date(2018, 1, 1)}, "issued_on"),
    ],
)
def test_a_decision_that_the_rules_do_not_bear_out_is_refused(session, values, field):
    product = make_product(session)
    with pytest.raises(BadInput) as refused:
        recognise(session, product, **values)
    assert refused.value.field == field


def test_scores_of_the_2019_set_are_judged_by_the_2019_limits(session):
    recognition = recognise(session, make_product(session), scores=(300, 200, 400), issued_on=date(2022, 3, 1), stars=5)
    assert recognition.score_c == 400


def test_stars_that_the_source_does_not_give_stay_unknown(session):
    product = make_product(session)
    recognition = recognise(session, product, stars=None, scores=None, issued_on=date(2024, 3, 1))
    assert (recognition.stars, recognition.recogniser_level) == (None, "")
    assert body(session, product)["ocop"]["stars"] is None


def test_a_potential_five_counts_as_four_until_the_centre_signs(session):
    recognition = recognise(
        session, make_product(session), scores=(380, 230, 310), stars=4, is_potential_five=True
    )
    assert (recognition.stars, recognition.is_potential_five) == (4, True)


def test_a_withdrawn_recognition_stays_on_record_with_the_day_and_reason(session):
    product = make_product(session)
    recognition = recognise(session, product)
    why = {"on": date(2026, 3, 5), "reason": "Không giữ điều kiện"}
    with pytest.raises(BadInput):
        actions.revoke_recognition(session, recognition_id=recognition.id, **why | {"on": date(2025, 7, 1)}, **BY)
    actions.revoke_recognition(session, recognition_id=recognition.id, **why, **BY)
    assert body(session, product)["ocop"]["revoked"]["on"] == "2026-03-05"
    assert recognition.stars == 4
    with pytest.raises(Conflict):
        actions.revoke_recognition(session, recognition_id=recognition.id, **why, **BY)


def test_a_new_gtin_takes_over_and_the_old_one_stays_on_record(session):
    product = make_product(session)
    actions.add_gtin(session, product_id=product.id, gtin="8935049501404", **BY)
    actions.add_gtin(session, product_id=product.id, gtin="96385074", **BY)
    assert [row.gtin for row in queries.list_gtins(session, product.id)] == ["00000096385074", "08935049501404"]
    assert passport(session, product).gtin == "00000096385074"
    with pytest.raises(BadInput):
        actions.add_gtin(session, product_id=make_product(session).id, gtin="8935049501404", **BY)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"basis": "tin_don"}, "basis"), ({"dated": date(2026, 12, 1)}, "dated"), ({"evidence": " "}, "evidence")],
)
def test_a_basis_of_origin_needs_its_kind_its_day_and_its_evidence(session, values, field):
    right = {"basis": "label", "dated": date(2026, 1, 5), "evidence": "Nhãn gốc"}
    with pytest.raises(BadInput) as refused:
        actions.state_origin_basis(session, product_id=make_product(session).id, **right | values, **BY)
    assert refused.value.field == field


def test_a_certificate_cannot_end_before_it_begins(session):
    days = {"issued_on": date(2026, 5, 1), "expires_on": date(2026, 4, 1)}
    with pytest.raises(BadInput) as refused:
        actions.add_certificate(session, product_id=make_product(session).id, name="HACCP", **days, **BY)
    assert refused.value.field == "expires_on"


def test_a_sale_point_is_counted_while_it_is_known_and_open(session):
    place = {"commune_id": commune_id(session), "known_on": date(2023, 6, 23)}
    point = actions.open_sale_point(
        session, kind="ocop_shop", name="Cửa hàng mẫu", address="xã Tân Cương", **place, **BY
    )
    assert queries.count_sale_points(session, date(2023, 6, 22), kind="ocop_shop") == 0
    assert queries.list_sale_points(session, date(2023, 6, 23)) == [point]
    assert audit.list_entries(session, f"sale_point:{point.id}")[0].kind == "sale_point.opened"


def test_an_id_of_nothing_is_not_found(session):
    nothing = commune_id(session)
    for get in (queries.get_product, queries.get_producer, queries.get_lot, queries.get_recognition):
        with pytest.raises(NotFound):
            get(session, nothing)
