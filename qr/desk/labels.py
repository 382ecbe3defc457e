"""Printing for officers: labels of lots in the unit's communes, jobs, printers, checks of prints."""

from uuid import UUID

from flask import Response, request

from accounts.guards import requires, signed_in
from core.db import session
from qr import label_pages, label_printers
from qr.desk.frame import blueprint, get_own_lot, own_communes
from qr.label_desk import Desk
from qr.label_doors import open_label_doors
from qr.queries.batches import LabelledLot
from qr.queries.label_jobs import list_label_jobs

RIGHT = "codes.issue"


def own_lot(lot_id: UUID) -> LabelledLot:
    """A lot in the unit's communes; others are not there."""
    return get_own_lot(lot_id)


def owner() -> dict[str, UUID]:
    """Whose printers these are."""
    return {"unit_id": signed_in().unit_id}


DESK = Desk("/desk", own_lot, owner)


@blueprint.get("/labels")
@requires(RIGHT)
def label_jobs() -> Response:
    """What was printed lately."""
    return label_pages.jobs_page(DESK, list_label_jobs(session(), commune_ids=own_communes()))


@blueprint.get("/labels/ruler")
@requires(RIGHT)
def ruler() -> Response:
    """The page with crosses and millimetres."""
    return label_printers.send_ruler(DESK, request.args.get("sheet", ""), request.args.get("printer", ""))


open_label_doors(blueprint, DESK, RIGHT)
