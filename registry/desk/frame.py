"""What every page of this desk needs: the blueprint, whose products they are, who acts and when."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import signed_in
from core import clock
from core.db import session
from core.errors import NotFound
from core.home import register_desk_tab
from core.http import desk_blueprint
from core.i18n import lazy
from registry import queries
from registry.models import Producer, Product
from registry.queries.provinces import provinces_of

blueprint = desk_blueprint("registry", __name__)

register_desk_tab(20, lazy("Sản phẩm"), "/desk/products", "desk", right="products.read")


def by() -> dict[str, Any]:
    """Who acts and when, as every action wants them."""
    return {"actor": signed_in().actor, "now": clock.now()}


def communes() -> set[UUID]:
    """The communes that the signed-in officer's unit answers for."""
    return queries.communes_of_unit(session(), signed_in().unit_id, clock.today())


def inside(product_id: UUID) -> Product:
    """A product of those communes; others are not there."""
    return queries.get_product_inside(session(), product_id, communes())[0]


def inside_producer(producer_id: UUID) -> Producer:
    """A producer of those communes; others are not there."""
    found = queries.get_producer(session(), producer_id)
    if found.commune_id not in communes():
        raise NotFound(lazy("Không có cơ sở này trong địa bàn của đơn vị bạn."))
    return found


def back(product_id: UUID) -> Response:
    """To the page of the product."""
    return redirect(url_for("registry_desk.review", product_id=product_id), 303)


def own_provinces() -> set[UUID]:
    """The provinces in which the unit's communes lie today."""
    return provinces_of(session(), communes(), clock.today())
