"""Officers' desk: a recall that is over."""

from uuid import UUID

from flask import Response

from accounts.guards import requires
from core.db import committing, session
from core.errors import NotFound
from core.i18n import lazy
from registry import actions, queries
from registry.desk.frame import back, blueprint, by, inside


@blueprint.post("/products/<uuid:product_id>/recalls/<uuid:recall_id>/end")
@requires("products.approve")
def end_recall(product_id: UUID, recall_id: UUID) -> Response:
    """The goods may be sold again; the public warning ends with the recall."""
    found = inside(product_id)
    if recall_id not in {row.id for row in queries.list_open_recalls(session(), found.id)}:
        raise NotFound(lazy("Không có lần thu hồi này."))
    with committing() as current:
        actions.end_recall(current, recall_id=recall_id, **by())
    return back(product_id)
