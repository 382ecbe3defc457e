"""Doors for everybody: the list of products and a product."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, jsonify, request

from areas.queries import find_place, units_inside
from core import clock
from core.config import settings
from core.db import session
from core.errors import NotFound
from core.home import register_menu_item
from core.i18n import lazy
from core.pages import page
from registry import queries
from registry.minimum import list_items
from registry.products import ORIGIN_BASES, PUBLIC
from registry.public.frame import blueprint
from registry.queries import Wanted
from registry.queries.finding import COUNTED, list_certificate_names, suggest_products
from registry.queries.market import show_market
from registry.queries.showing import show_product

ON_A_PAGE = 24
LONGEST = 100
FILTERS = ("q", "stars", "group", "kind", "place", "certificate", "sort")
SORT_NAMES = {
    "": lazy("Mới vào sổ"),
    "name": lazy("Tên theo vần A, Ă, Â…"),
    "price": lazy("Giá từ thấp"),
    "stars": lazy("Nhiều sao trước"),
}

register_menu_item(10, lazy("Sản phẩm"), "/products")


@blueprint.get("/products")
def products() -> Response:
    """The register: search, filters, pages."""
    on, values = clock.today(), _asked()
    number = max(_number(request.args.get("page")) or 1, 1)
    found, total = queries.search_products(
        session(), _wanted(values), on=on, sort=values["sort"], offset=(number - 1) * ON_A_PAGE, limit=ON_A_PAGE
    )
    pages = max(-(-min(total, COUNTED) // ON_A_PAGE), 1)
    if number > pages:
        raise NotFound(lazy("Không có trang này trong sổ."))
    addresses = [_address(values, number + step) if 1 <= number + step <= pages else None for step in (-1, 1)]
    return page(
        "registry/products.html", found=found, total=total, most=COUNTED, values=values, page=number, pages=pages,
        previous=addresses[0], next=addresses[1], **_choices(values),
    )  # fmt: skip


@blueprint.get("/products/suggest")
def suggest() -> Response:
    """A few products for the words typed so far, for the list under the search field."""
    found = suggest_products(session(), _asked()["q"], on=clock.today())
    return jsonify([{"name": row.name, "producer": row.producer, "path": f"/products/{row.slug}"} for row in found])


@blueprint.get("/products/<string:slug>")
def product(slug: str) -> Response:
    """One product as buyers see it. Only an approved one has a page."""
    found = queries.find_product_by_slug(session(), slug)
    if found is None or found.state not in PUBLIC:
        raise NotFound(lazy("Không có sản phẩm này trong sổ."))
    shown = show_product(session(), found, clock.today())
    market = show_market(session(), found, shown["producer"], clock.today(), settings().public_url.rstrip("/"))
    return page("registry/product.html", bases_of=ORIGIN_BASES, items=list_items(found, shown), **shown | market)


def _asked() -> dict[str, str]:
    return {name: request.args.get(name, "").replace("\x00", "").strip()[:LONGEST] for name in FILTERS}


def _wanted(values: dict[str, str]) -> Wanted:
    return Wanted(
        words=values["q"],
        stars=_number(values["stars"]),
        group=_number(values["group"]),
        kind=values["kind"],
        commune_ids=_communes(values["place"]),
        certificate=values["certificate"],
    )


def _choices(values: dict[str, str]) -> dict[str, Any]:
    """What the lists of the filters offer."""
    on = clock.today()
    return {
        "kinds": queries.list_kinds(session()),
        "groups": queries.list_groups(session(), on),
        "places": _places(values["place"]),
        "certificates": [(name, name) for name in list_certificate_names(session(), on)],
        "sorts": list(SORT_NAMES.items()),
    }


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else None


def _communes(code: str) -> set[UUID] | None:
    place = find_place(session(), code, clock.today()) if code else None
    return units_inside(session(), place) if place else None


def _places(code: str) -> list[tuple[str, str]]:
    """Provinces with products, and the commune asked for where it is one."""
    places = queries.list_places(session(), clock.today())
    asked = find_place(session(), code, clock.today()) if code else None
    extra = [asked] if asked and asked.id not in {place.id for place in places} else []
    return [(place.code, place.full_name) for place in (*extra, *places)]


def _address(values: dict[str, str], number: int) -> str:
    kept = {name: value for name, value in values.items() if value}
    return "/products?" + urlencode({**kept, "page": number})
