"""Doors for everybody: a round of sampling with its results."""

from flask import Response

from areas.queries import get_unit, label
from core.db import session
from core.errors import NotFound
from core.i18n import lazy
from core.pages import page
from registry.public.frame import blueprint
from registry.queries.sampling import find_round_by_slug, list_warnings_of_round, public_samples


@blueprint.get("/warnings/sampling/<string:slug>")
def sampling_round(slug: str) -> Response:
    """The results of one round; a trader only with the decision and the article that allow it."""
    found = find_round_by_slug(session(), slug)
    if found is None:
        raise NotFound(lazy("Không có kỳ lấy mẫu này."))
    return page("registry/sampling_round.html", round=found, samples=public_samples(session(), found.id),
                place=label(get_unit(session(), found.province_id)),
                warnings=list_warnings_of_round(session(), found.id))  # fmt: skip
