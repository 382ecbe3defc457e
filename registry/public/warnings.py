"""Doors for everybody: warnings, one of them, the feed."""

from datetime import UTC
from email.utils import format_datetime
from urllib.parse import urlencode

from flask import Response, render_template, request

from areas.models import AdminUnit
from areas.queries import find_place, label, list_communes, list_provinces, units_inside
from core import clock
from core.config import settings
from core.db import session
from core.errors import NotFound
from core.home import register_home_section, register_menu_item
from core.i18n import lazy
from core.pages import page
from registry import queries
from registry.public.frame import blueprint
from registry.queries.sampling import list_rounds
from registry.queries.warnings import (
    Asked,
    count_warnings,
    find_warning_by_slug,
    list_warnings,
    show_warning,
)
from registry.warnings import KIND_TONES, KINDS

ASKED = ("kind", "place", "commune", "goods")
ON_A_PAGE, IN_FEED, ON_HOME = 20, 50, 3
NAMES = {"kind_names": KINDS, "kind_tones": KIND_TONES}

register_menu_item(30, lazy("Cảnh báo"), "/warnings")


@blueprint.get("/warnings")
def warnings() -> Response:
    """Warnings that hold and those that ended, newest first; by kind, province, kind of goods."""
    values = {name: request.args.get(name, "").replace("\x00", "")[:30] for name in ASKED}
    asked, number = _wanted(values), _page_number()
    total = count_warnings(session(), asked)
    pages = max(-(-total // ON_A_PAGE), 1)
    if number > pages:
        raise NotFound(lazy("Không có trang này."))
    rows = list_warnings(session(), asked, offset=(number - 1) * ON_A_PAGE, limit=ON_A_PAGE)
    around = [_address(values, number + step) if 1 <= number + step <= pages else None for step in (-1, 1)]
    return page("registry/warnings.html", rows=rows, values=values, page=number, pages=pages, previous=around[0],
                next=around[1], total=total, provinces=_provinces(), goods=queries.list_kinds(session()),
                communes=_communes(values["place"]),
                kinds=list(KINDS.items()), rounds=list_rounds(session(), limit=5), **NAMES)  # fmt: skip


@blueprint.get("/warnings/<string:slug>")
def warning(slug: str) -> Response:
    """One warning; an ended one says so."""
    found = find_warning_by_slug(session(), slug)
    if found is None:
        raise NotFound(lazy("Không có cảnh báo này."))
    return page("registry/warning.html", **show_warning(session(), found), **NAMES)


@blueprint.get("/warnings/feed.xml")
def warning_feed() -> Response:
    """RSS 2.0 of the newest warnings, with the same filters as the list."""
    values = {name: request.args.get(name, "").replace("\x00", "")[:30] for name in ASKED}
    rows = list_warnings(session(), _wanted(values, ("published",)), limit=IN_FEED)
    items = [(row, format_datetime(row.published_at.astimezone(UTC), usegmt=True)) for row in rows]
    base = settings().public_url.rstrip("/")
    return Response(
        render_template("registry/warnings_feed.xml", items=items, base=base, query=_query(values), kind_names=KINDS),
        mimetype="application/rss+xml",
    )


def _wanted(values: dict[str, str], states: tuple[str, ...] = ("published", "ended")) -> Asked:
    place = _place(values["place"])
    commune = _place(values["commune"])
    if place and commune and commune.id in units_inside(session(), place):
        place = commune
    inside = units_inside(session(), place) | {place.id} if place else None
    kind = values["kind"] if values["kind"] in KINDS else ""
    return Asked(kind=kind, place_ids=inside, kind_code=values["goods"], states=states)


def _place(code: str) -> AdminUnit | None:
    return find_place(session(), code, clock.today()) if code else None


def _communes(code: str) -> list[tuple[str, str]]:
    """Those of the chosen province, to narrow further."""
    place = _place(code)
    return [(unit.code, unit.full_name) for unit in list_communes(session(), place.id)] if place else []


def _provinces() -> list[tuple[str, str]]:
    return [(unit.code, label(unit)) for unit in list_provinces(session())]


def _page_number() -> int:
    text = request.args.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _query(values: dict[str, str]) -> str:
    kept = urlencode({name: value for name, value in values.items() if value})
    return f"?{kept}" if kept else ""


def _address(values: dict[str, str], number: int) -> str:
    return "/warnings?" + urlencode({**{name: value for name, value in values.items() if value}, "page": number})


def _load_home(current) -> dict:
    return {"rows": list_warnings(current, Asked(states=("published",)), limit=ON_HOME), **NAMES}


register_home_section(15, "registry/warnings_home.html", _load_home)
