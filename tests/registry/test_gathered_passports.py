"""Many products brought in at once: each passport is written once and reads as if written step by step."""

from datetime import UTC, datetime

import pytest

from core import clock
from core.actor import SYSTEM
from registry import actions
from registry.actions.passports import passports_together
from registry.models import Passport, Product, ProductSearch
from registry.queries import get_product
from tests.factories.registry import make_producer, make_product, recognise

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def make_goods(session, producer, name: str) -> Product:
    product = make_product(session, producer=producer, name=name)
    recognise(session, product)
    actions.register_lot(session, product_id=product.id, number="L1", made_on=NOW.date(), expires_on=None,
                         actor=SYSTEM, now=NOW)  # fmt: skip
    return product


def passports(session, product: Product) -> list[tuple]:
    """Both passports without what differs from product to product."""
    rows = session.query(Passport).filter_by(product_id=product.id).order_by(Passport.key)
    return [(str(row.body).replace(product.code, "CODE").replace(product.slug, "SLUG"), row.is_public) for row in rows]


def test_passports_written_at_the_end_say_what_those_written_step_by_step_say(session):
    producer = make_producer(session)
    alone = make_goods(session, producer, "Chè mẫu")
    with passports_together(session, clock.now()):
        gathered = make_goods(session, producer, "Chè mẫu")
        assert passports(session, gathered) == []
    assert passports(session, gathered) == passports(session, alone) and len(passports(session, alone)) == 2
    assert {row.version for row in session.query(Passport).filter_by(product_id=gathered.id)} == {1}
    found = session.query(ProductSearch).filter_by(product_id=gathered.id).one()
    assert found.stars == 4 and "che" in found.words


def test_one_gathering_inside_another_is_the_outer_ones(session):
    with passports_together(session, clock.now()):
        with passports_together(session, clock.now()):
            product = make_product(session)
        assert passports(session, product) == []
    assert len(passports(session, product)) == 1


def test_after_a_failure_passports_are_written_at_once_again(session):
    with pytest.raises(ZeroDivisionError), passports_together(session, clock.now()):
        1 / 0  # noqa: B018 - the failure itself
    product = make_product(session)
    assert len(passports(session, product)) == 1
    actions.suspend_product(session, product_id=product.id, reason="mẫu", actor=SYSTEM, now=clock.now())
    assert get_product(session, product.id).state == "suspended"
    assert session.query(Passport).filter_by(product_id=product.id).one().version > 1
