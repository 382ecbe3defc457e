"""Doors for anybody: find a commune while typing, look up what an old name is called today."""

from datetime import date
from uuid import UUID

from flask import Response, current_app, jsonify, request

from areas.models import COMMUNE, PROVINCE
from areas.queries import Hit, find_authority, find_place, list_provinces, search_units
from core import clock
from core.db import session
from core.http import public_blueprint
from core.pages import facts, page

blueprint = public_blueprint("areas", __name__)

LONGEST = 100
SUGGESTIONS = 8
ROWS = 30
KEPT_SECONDS = 3600


@blueprint.get("/areas")
def look_up() -> Response:
    """The page "Tra địa danh cũ – mới": today's places and former ones of a name, in two groups."""
    text, province = _asked()
    hits = _find(text, province, ROWS)
    return page(
        "areas/look_up.html",
        style="form",
        values={"q": text, "province": province},
        provinces=[(unit.code, unit.full_name) for unit in list_provinces(session())],
        hits=hits,
        is_full=len(hits) == ROWS,
    )


@blueprint.get("/areas/search")
def suggest() -> Response:
    """Suggestions for a typed commune: `[{"words", "units": [{"id", "code", "name"}], "former"}]`."""
    text, province = _asked()
    hits = _find(text, province, SUGGESTIONS, levels=(COMMUNE,))
    response = jsonify([_shape(hit) for hit in hits])
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.add_etag()
    return response.make_conditional(request)


def _asked() -> tuple[str, str]:
    """What was typed and the chosen province's code; longer texts are cut, no place is that long."""
    province = request.args.get("province", "")[:2]
    return request.args.get("q", "").strip()[:LONGEST], province


def _find(text: str, province: str, limit: int, levels: tuple[int, ...] = (PROVINCE, COMMUNE)) -> list[Hit]:
    if not text:
        return []
    place = find_place(session(), province, clock.today()) if province else None
    chosen: UUID | None = place.id if place else None
    hits: list[Hit] = []
    for level in levels:
        if level == COMMUNE or chosen is None:
            hits += search_units(session(), text, province_id=chosen, level=level, limit=limit)
    return hits[:limit]


def _shape(hit: Hit) -> dict:
    units = [{"id": str(unit.id), "code": unit.code, "name": unit.full_name} for unit in hit.units]
    return {"words": hit.words, "units": units, "former": hit.former.full_name if hit.former else None}


def authority_facts() -> dict:
    """The default authority's words, read once a day per process."""
    today = clock.today()
    held: tuple[date, dict] | None = current_app.extensions.get("authority_facts")
    if held is None or held[0] != today:
        authority = find_authority(session(), None, today)
        said = {} if authority is None else {
            "hotline": authority.hotline, "controller": authority.controller, "header": authority.header,
        }  # fmt: skip
        held = today, {name: words for name, words in said.items() if words}
        current_app.extensions["authority_facts"] = held
    return {"site": dict(held[1])}


facts.append(authority_facts)
