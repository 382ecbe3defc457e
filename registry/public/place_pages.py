"""Doors for everybody: one place, and where a product is sold."""

from flask import Response, request
from sqlalchemy import select

from areas.queries import list_provinces
from core import clock
from core.db import session
from core.errors import NotFound
from core.i18n import lazy
from core.pages import page
from registry import queries
from registry.models import SalePoint
from registry.places import MANAGEMENT, METHODS, QUALIFIERS, WORKS, directions, say_km
from registry.products import PUBLIC
from registry.public.frame import blueprint
from registry.public.map import read_asked, unkept, without_position
from registry.queries.drawing import draw_whole
from registry.queries.listings import list_homes, list_members, list_sold_at
from registry.queries.outlets import list_where
from registry.queries.places import find_commune_today, find_place_kind, list_facts

NAMES = {"methods": METHODS, "qualifiers": QUALIFIERS, "works": WORKS, "management": MANAGEMENT}


@blueprint.get("/places/<string:slug>")
def show_place(slug: str) -> Response:
    """One place: what it is, what is sold or made there, the way to it."""
    on, place = clock.today(), session().scalar(select(SalePoint).filter_by(slug=slug))
    if place is None:
        raise NotFound(lazy("Không có nơi này."))
    kind = find_place_kind(session(), place.kind, min(place.closed_on or on, on))
    words = queries.today_words(session(), [place.commune_id], on)
    unit = find_commune_today(session(), place.commune_id, on)
    provinces = list_provinces(session(), on)
    return page(
        "registry/place.html", style="map", place=place, kind=kind, where=words[place.commune_id], today=on,
        way=directions(place.lat, place.lon, place.name) if place.lat is not None else None,
        goods=list_sold_at(session(), place, on), members=list_members(session(), place.id, on),
        **list_facts(session(), place.id),
        locator=draw_whole(session(), provinces, on, unit.parent.code if unit and unit.parent else ""), **NAMES,
    )  # fmt: skip


@blueprint.route("/products/<string:slug>/where-to-buy", methods=["GET", "POST"])
def where_to_buy(slug: str) -> Response:
    """Where a product is sold, nearest first where somebody says where they are, and where it is made."""
    if "near" in request.args:
        return without_position()
    on, asked = clock.today(), read_asked()
    product = queries.find_product_by_slug(session(), slug)
    if product is None or product.state not in PUBLIC:
        raise NotFound(lazy("Không có sản phẩm này trong sổ."))
    near = asked.stand.point if asked.stand else None
    answer = page(
        "registry/where_to_buy.html", style="map", status=422 if asked.errors else 200, product=product, asked=asked,
        values=asked.values, errors=asked.errors, outlets=list_where(session(), product.id, near, on),
        homes=list_homes(session(), product.producer_id, on), say_km=say_km,
    )  # fmt: skip
    return unkept(answer)
