"""Codes and links of other systems attached to products."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import audit, clock
from core.actor import SYSTEM
from core.errors import BadInput, NotFound
from registry.actions.external_codes import attach_external_code, detach_external_code
from registry.external_codes import leads_to
from registry.queries.external_codes import find_external_code, list_external_codes, list_systems
from tests.factories.registry import make_product

TEA = "https://thainguyentea.gov.vn/san-pham/12"


def attach(session, product, **values):
    values = {"system_code": "tea_site", "code": "CHE-12", "url": TEA} | values
    return attach_external_code(session, product_id=product.id, **values, actor=SYSTEM, now=clock.now())


def test_a_code_of_the_tea_site_is_attached_and_found(session):
    product = make_product(session)
    attach(session, product)
    found = find_external_code(session, product.id, "tea_site")
    assert (found.code, found.url) == ("CHE-12", TEA)
    assert find_external_code(session, product.id, "national_portal") is None
    assert audit.verify(session) == []


def test_a_new_code_of_the_same_system_ends_the_one_before_and_the_same_changes_nothing(session, freeze):
    product = make_product(session)
    freeze(datetime(2026, 11, 1, tzinfo=UTC))
    first = attach(session, product)
    freeze(datetime(2026, 11, 24, tzinfo=UTC))
    assert attach(session, product).id == first.id
    attach(session, product, code="CHE-13")
    rows = list_external_codes(session, [product.id], clock.today())
    assert [row.code for row, _system in rows] == ["CHE-13"]
    assert first.valid_to == clock.today()


def test_a_code_taken_off_no_longer_names_the_product(session):
    product, other = make_product(session), make_product(session)
    row = attach(session, product)
    step = {"external_code_id": row.id, "actor": SYSTEM, "now": clock.now()}
    with pytest.raises(NotFound):
        detach_external_code(session, product_id=other.id, **step)
    detach_external_code(session, product_id=product.id, **step)
    assert find_external_code(session, product.id, "tea_site", clock.today()) is None
    with pytest.raises(NotFound):
        detach_external_code(session, product_id=product.id, **step)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"system_code": "khong-co"}, "system_code"),
        ({"code": "", "url": ""}, "external_code"),
        ({"code": "x" * 101}, "external_code"),
        ({"url": "http://thainguyentea.gov.vn/12"}, "external_url"),
        ({"url": "https://thainguyentea.gov.vn.example.com/12"}, "external_url"),
        ({"url": "https://example.com/?thainguyentea.gov.vn"}, "external_url"),
        ({"url": "https://a@thainguyentea.gov.vn/12"}, "external_url"),
        ({"url": "https://thainguyentea.gov.vn:99999/12"}, "external_url"),
        ({"url": "javascript:alert(1)"}, "external_url"),
        ({"url": "https://[thainguyentea.gov.vn/"}, "external_url"),
    ],
)
def test_what_is_not_of_that_system_is_refused_beside_its_field(session, values, field):
    product = make_product(session)
    with pytest.raises(BadInput) as refused:
        attach(session, product, **values)
    assert refused.value.field == field
    assert find_external_code(session, product.id, "tea_site") is None


def test_a_system_is_in_the_list_from_its_first_day_on(session):
    names = {system.code for system in list_systems(session, clock.today())}
    assert {"tea_site", "national_portal"} <= names
    assert list_systems(session, datetime(2000, 1, 1, tzinfo=UTC).date()) == []


@given(st.text(max_size=80))
def test_no_text_leads_elsewhere(text):
    url = f"https://{text}"
    if leads_to("thainguyentea.gov.vn", url):
        rest = text.split("/")[0].split("?")[0].split("#")[0].lower().rstrip(".")
        assert rest.endswith("thainguyentea.gov.vn")
