"""Printing for producers: labels of the own lots, jobs, printers, checks of prints."""

from uuid import UUID

from flask import Response, request

from accounts.guards import requires
from core.db import session
from core.errors import NotFound
from core.home import register_desk_tab
from core.i18n import lazy
from qr import label_checks, label_pages, label_printers
from qr.label_desk import Desk
from qr.producer.frame import blueprint, own_producer
from qr.queries.batches import LabelledLot, get_batch_lot, get_labelled_lot
from qr.queries.label_jobs import list_label_jobs
from qr.queries.producer_codes import get_shared, list_own_batches, list_own_shared

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


@blueprint.get("/codes/<uuid:batch_id>/labels")
@requires(RIGHT)
def print_form(batch_id: UUID) -> Response:
    """Paper, printer, words: what the labels of a batch will be."""
    return label_pages.order_page(DESK, own_lot(get_batch_lot(session(), batch_id)), batch_id, {}, {})


@blueprint.post("/codes/<uuid:batch_id>/labels")
@requires(RIGHT)
def labels(batch_id: UUID) -> Response:
    """The labels of a batch at once, or a job for many; the first print marks the batch printed."""
    return label_pages.send_order(DESK, own_lot(get_batch_lot(session(), batch_id)), batch_id)


@blueprint.get("/codes/shared/<uuid:issue_id>/labels")
@requires(RIGHT)
def shared_form(issue_id: UUID) -> Response:
    """The same for labels with one code for the whole lot or the product."""
    issue = get_shared(session(), issue_id)
    return label_pages.order_page(DESK, own_lot(issue.lot_id), issue, {}, {})


@blueprint.post("/codes/shared/<uuid:issue_id>/labels")
@requires(RIGHT)
def shared_labels(issue_id: UUID) -> Response:
    """Print them."""
    issue = get_shared(session(), issue_id)
    return label_pages.send_order(DESK, own_lot(issue.lot_id), issue)


@blueprint.get("/labels/jobs/<uuid:job_id>")
@requires(RIGHT)
def label_job(job_id: UUID) -> Response:
    """How far it is."""
    return label_pages.job_page(DESK, label_pages.get_own_job(DESK, job_id))


@blueprint.post('/labels/jobs/<uuid:job_id>/<any("cancel", "resume"):step>')
@requires(RIGHT)
def change_job(job_id: UUID, step: str) -> Response:
    """Stop it for good, or go on after a failure."""
    return label_pages.change_job(DESK, job_id, step)


@blueprint.get("/labels/jobs/<uuid:job_id>/file")
@requires(RIGHT)
def job_file(job_id: UUID) -> Response:
    """The whole document of a finished job."""
    return label_pages.send_job_file(DESK, job_id)


@blueprint.get("/labels/check")
@requires(RIGHT)
def check() -> Response:
    """Where a printed label is shown before the batch goes out."""
    return label_checks.check_page(DESK)


@blueprint.post("/labels/check")
@requires(RIGHT)
def check_photo() -> Response:
    """What the photo says of the print."""
    return label_checks.take_photo(DESK)


@blueprint.get("/labels/printers")
@requires(RIGHT)
def printers() -> Response:
    """Printers that were measured, and how to measure one."""
    return label_printers.printers_page(DESK, {}, {})


@blueprint.post("/labels/printers")
@requires(RIGHT)
def measure_printer() -> Response:
    """Keep what the ruler page showed."""
    return label_printers.take_measures(DESK)


@blueprint.get("/labels/ruler")
@requires(RIGHT)
def ruler() -> Response:
    """The page with crosses and millimetres."""
    return label_printers.send_ruler(DESK, request.args.get("sheet", ""), request.args.get("printer", ""))
