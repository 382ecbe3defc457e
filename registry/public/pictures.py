"""A picture: for everybody once what it belongs to is public, before that for its producer and its officers."""

from uuid import UUID

from flask import Response, request

from accounts.guards import current_officer
from core import clock, storage
from core.db import session
from core.errors import NotFound
from core.i18n import lazy
from registry import queries
from registry.models import Picture
from registry.public.frame import blueprint
from registry.queries.pictures import Owner, find_owner, find_picture

FOR_ALL = "public, max-age=300"  # what is suspended now is gone from caches in five minutes
FOR_SOME = "private, no-store"


@blueprint.get("/pictures/<uuid:picture_id>")
def picture(picture_id: UUID) -> Response:
    """The clean copy."""
    found = find_picture(session(), picture_id)
    owner = find_owner(session(), found) if found else None
    if found is None or owner is None or not (owner.is_public or _may_see(owner)):
        raise NotFound(lazy("Không có ảnh này."))
    return _answer(found, FOR_ALL if owner.is_public else FOR_SOME)


def _may_see(owner: Owner) -> bool:
    """Whether the asker is a member of the producer, or an officer of its commune."""
    person, on = current_officer(), clock.today()
    if person is None:
        return False
    if person.may("products.read") and owner.commune_id:
        return owner.commune_id in queries.communes_of_unit(session(), person.unit_id, on)
    own = queries.find_producer_of(session(), person.user_id, on) if person.may("producer.write") else None
    return own is not None and own.id == owner.producer_id


def _answer(found: Picture, caching: str) -> Response:
    """The bytes with their type; a file that is gone is not there."""
    try:
        data = storage.get(found.key)
    except FileNotFoundError:
        raise NotFound(lazy("Không có ảnh này.")) from None
    response = Response(data, mimetype=found.media_type)
    response.headers["Cache-Control"] = caching
    response.set_etag(found.sha256)
    return response.make_conditional(request)
