"""Printing for producers: labels of the own lots, jobs, printers, checks of prints."""

from uuid import UUID

from flask import Response, request

from accounts.guards import requires
from core.db import session
from core.errors import NotFound
from core.home import register_desk_tab
from core.i18n import lazy
from qr import label_pages, label_printers
from qr.label_desk import Desk
from qr.label_doors import open_label_doors
from qr.producer.frame import blueprint, own_producer
from qr.queries.batches import LabelledLot, get_labelled_lot
from qr.queries.label_jobs import list_label_jobs
from qr.queries.producer_codes import list_own_batches, list_own_shared

RIGHT = "producer.write"
register_desk_tab(38, lazy("In tem"), "/producer/labels", "producer")


def own_lot(lot_id: UUID) -> LabelledLot:
    """A lot of the own facility; others are not there."""
    labelled = get_labelled_lot(session(), lot_id)
    if labelled.product.producer_id != own_producer().id:
        raise NotFound(lazy("Không có lô này."))
    return labelled


def owner() -> dict[str, UUID]:
    """Whose printers these are."""
    return {"producer_id": own_producer().id}


DESK = Desk("/producer", own_lot, owner)


@blueprint.get("/labels")
@requires(RIGHT)
def label_jobs() -> Response:
    """What was printed lately."""
    mine = own_producer().id
    codes = [*list_own_batches(session(), mine)], list_own_shared(session(), mine)
    return label_pages.jobs_page(DESK, list_label_jobs(session(), producer_id=mine), codes)


@blueprint.get("/labels/ruler")
@requires(RIGHT)
def ruler() -> Response:
    """The page with crosses and millimetres."""
    return label_printers.send_ruler(DESK, request.args.get("sheet", ""), request.args.get("printer", ""))


open_label_doors(blueprint, DESK, RIGHT)
