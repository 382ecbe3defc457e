"""Doors for everybody: trusted places, industrial goods made at home, online sellers."""

from datetime import timedelta

from flask import Response, request

from core import clock
from core.db import session
from core.errors import NotFound
from core.fields import clean_text
from core.i18n import lazy
from core.pages import page
from registry import queries
from registry.badges import TRUSTED_KINDS
from registry.industry import say_hs_code
from registry.public.frame import blueprint
from registry.queries.lists import WantedGoods, list_trusted, list_withdrawn, search_industrial
from registry.queries.selling import search_sellers
from registry.sight import BUSINESSES, cut_fields

ON_A_PAGE = 50
REMEMBERED = timedelta(days=365)  # how long a withdrawn place stays readable
STATES = ("published", "proposed")


@blueprint.get("/trusted-places")
def trusted_places() -> Response:
    """Exemplary enterprises and trusted places: who vouches, on what basis, until when; those withdrawn, and why."""
    on = clock.today()
    places, gone = list_trusted(session(), on), list_withdrawn(session(), since=on - REMEMBERED)
    words = queries.today_words(session(), {row.commune_id for row in (*places, *gone)}, on)
    return page("registry/trusted_places.html", places=places, gone=gone, words=words, kinds=TRUSTED_KINDS)


@blueprint.get("/industrial-goods")
def industrial_goods() -> Response:
    """Machinery, equipment, supplies and materials made at home: search by words, HS code, state."""
    asked = {name: clean_text(request.args.get(name, ""))[:100] for name in ("q", "hs", "state")}
    digits = "".join(sign for sign in asked["hs"] if sign.isascii() and sign.isdigit())[:8]
    state = asked["state"] if asked["state"] in STATES else ""
    number, wanted = _number(), WantedGoods(asked["q"], digits, state)
    found, total = search_industrial(session(), wanted, offset=(number - 1) * ON_A_PAGE, limit=ON_A_PAGE)
    pages = max(-(-total // ON_A_PAGE), 1)
    if number > pages:
        raise NotFound(lazy("Không có trang này trong danh mục."))
    return page("registry/industrial_goods.html", goods=found, total=total, values=asked, page=number, pages=pages,
                say_hs=say_hs_code)  # fmt: skip


@blueprint.get("/online-sellers")
def online_sellers() -> Response:
    """Look a shop or seller up; each field as the table of fields allows."""
    words, number = clean_text(request.args.get("q", ""))[:300], _number()
    found = search_sellers(session(), words, offset=(number - 1) * ON_A_PAGE, limit=ON_A_PAGE) if words else []
    rows = [_shown(seller, platform.name) for seller, platform in found[:ON_A_PAGE]]
    return page("registry/online_sellers.html", rows=rows, words=words, page=number, has_more=len(found) > ON_A_PAGE)


def _shown(seller, platform: str) -> dict:
    values = {name: getattr(seller, name) for name in seller.__table__.columns.keys()}  # noqa: SIM118 - no dict
    is_business = seller.kind in BUSINESSES
    return cut_fields("seller", "public", values | {"platform": platform}, is_business=is_business)


def _number() -> int:
    text = request.args.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 5 else 1
