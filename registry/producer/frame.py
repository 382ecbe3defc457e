"""What every page of producers needs: the blueprint, the own facility and products, who acts and when."""

from typing import Any
from uuid import UUID

from accounts.guards import signed_in
from core import clock
from core.db import session
from core.errors import NotFound
from core.home import register_desk_tab
from core.http import producer_blueprint
from core.i18n import lazy
from registry import queries
from registry.models import Producer, Product

blueprint = producer_blueprint("registry", __name__)

register_desk_tab(10, lazy("Sản phẩm của tôi"), "/producer", "producer")


def by() -> dict[str, Any]:
    """Who acts and when, as every action wants them."""
    return {"actor": signed_in().actor, "now": clock.now()}


def own_producer() -> Producer | None:
    """The facility that the signed-in user writes for; None before it is written down."""
    return queries.find_producer_of(session(), signed_in().user_id, clock.today())


def own_product(product_id: UUID) -> Product:
    """A product of the own facility; others are not there."""
    producer, found = own_producer(), queries.get_product(session(), product_id)
    if producer is None or found.producer_id != producer.id:
        raise NotFound(lazy("Không có sản phẩm này."))
    return found
