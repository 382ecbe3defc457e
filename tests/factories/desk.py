"""A producer's user with a facility, as the desk leaves them."""

from core import clock
from core.actor import SYSTEM, Actor
from registry import actions
from tests.factories.registry import make_producer, make_product


def own_facility(session, browser, **values):
    """The facility of a signed-in producer's user."""
    producer = make_producer(session, **values)
    actions.add_member(session, producer_id=producer.id, user_id=browser.user.id, actor=SYSTEM, now=clock.now())
    return producer


def sent_product(session, producer, user, **values):
    """A product that the producer itself sent in, so that it has a receipt."""
    product = make_product(session, producer=producer, state="draft", **values)
    actor = Actor("producer", user.id, "producer")
    actions.submit_product(session, product_id=product.id, actor=actor, now=clock.now())
    return product
