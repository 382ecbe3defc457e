"""Doors for everybody: OCOP products on any day, with counts."""

from urllib.parse import urlencode

from flask import Response, request

from core import clock
from core.db import session
from core.errors import NotFound
from core.home import register_menu_item
from core.i18n import lazy
from core.pages import page
from core.text import format_date
from registry import queries
from registry.ocop import CLASS_NAMES, STANDINGS
from registry.products import PRODUCER_KINDS, PUBLIC
from registry.public.frame import blueprint
from registry.queries.asking import asked_day, asked_words, read_asked
from registry.queries.standing import count_standing, list_standing

ON_A_PAGE = 50

register_menu_item(12, lazy("OCOP"), "/ocop")


@blueprint.get("/ocop")
def ocop() -> Response:
    """Certificates as they stood on a day: those good unless another list is asked for."""
    words, number = _words(), _page_number()
    on = asked_day(words, clock.today())
    asked = read_asked(session(), words, on)
    rows, total = list_standing(session(), on, asked, offset=(number - 1) * ON_A_PAGE, limit=ON_A_PAGE)
    pages = max(-(-total // ON_A_PAGE), 1)
    if number > pages:
        raise NotFound(lazy("Không có trang này trong sổ."))
    kept = urlencode({name: value for name, value in words.items() if value})
    groups = queries.list_groups(session(), on) or queries.list_groups(session(), clock.today())
    return page(
        "registry/ocop_public.html", rows=rows, total=total, on=on, counts=count_standing(session(), on, asked),
        values={**words, "on": format_date(on)}, page=number, pages=pages, base=f"/ocop?{kept}&page=",
        places=queries.today_words(session(), {row.commune_id for row in rows}, clock.today()),
        provinces=[(each.code, each.full_name) for each in queries.list_places(session(), clock.today())],
        groups={each.number: each for each in groups}, kinds=PRODUCER_KINDS, standings=STANDINGS,
        class_names=CLASS_NAMES, shown=PUBLIC,
    )  # fmt: skip


def _words() -> dict[str, str]:
    """What was asked for; the certificates still good where no other list was."""
    words = asked_words(request.args)
    return {**words, "state": words["state"] if words["state"] in STANDINGS else "good", "level": ""}


def _page_number() -> int:
    sent = request.args.get("page", "1")
    return max(int(sent), 1) if sent.isascii() and sent.isdigit() and len(sent) < 6 else 1
