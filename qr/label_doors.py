"""The doors of printing, opened alike for officers and for producers: only whose pages they are differs."""

from collections.abc import Callable, Iterator
from functools import partial
from uuid import UUID

from accounts.guards import requires
from core.db import session
from qr import label_checks, label_pages, label_printers
from qr.label_desk import Desk
from qr.queries.batches import LabelledLot, get_batch_lot
from qr.queries.producer_codes import get_shared

Own = Callable[[Desk, UUID], tuple]


def open_label_doors(blueprint, desk: Desk, right: str) -> None:
    """Add every page about printing but the list of jobs and the ruler, for those who hold the right."""
    doors = [
        *_orders(desk, "/codes/<uuid:key>/labels", ("print_form", "labels"), _of_batch),
        *_orders(desk, "/codes/shared/<uuid:key>/labels", ("shared_form", "shared_labels"), _of_shared),
        *_jobs(desk),
        ("/labels/check", "GET", "check", partial(label_checks.check_page, desk)),
        ("/labels/check", "POST", "check_photo", partial(label_checks.take_photo, desk)),
        ("/labels/printers", "GET", "printers", partial(label_printers.printers_page, desk, {}, {})),
        ("/labels/printers", "POST", "measure_printer", partial(label_printers.take_measures, desk)),
    ]
    for rule, method, endpoint, view in doors:
        blueprint.add_url_rule(rule, endpoint, requires(right)(view), methods=[method])


def _orders(desk: Desk, rule: str, endpoints: tuple[str, str], own: Own) -> Iterator[tuple]:
    """Paper, printer, words for one batch of codes; then its labels at once, or a job for many."""
    yield rule, "GET", endpoints[0], lambda key: label_pages.order_page(desk, *own(desk, key), {}, {})
    yield rule, "POST", endpoints[1], lambda key: label_pages.send_order(desk, *own(desk, key))


def _jobs(desk: Desk) -> Iterator[tuple]:
    """How far a job is; stop it or go on after a failure; its document."""
    rule = "/labels/jobs/<uuid:job_id>"
    yield rule, "GET", "label_job", lambda job_id: label_pages.job_page(desk, label_pages.get_own_job(desk, job_id))
    yield f'{rule}/<any("cancel", "resume"):step>', "POST", "change_job", partial(label_pages.change_job, desk)
    yield f"{rule}/file", "GET", "job_file", partial(label_pages.send_job_file, desk)


def _of_batch(desk: Desk, batch_id: UUID) -> tuple[LabelledLot, UUID]:
    return desk.own_lot(get_batch_lot(session(), batch_id)), batch_id


def _of_shared(desk: Desk, issue_id: UUID) -> tuple:
    """Labels with one code for the whole lot or the product."""
    issue = get_shared(session(), issue_id)
    return desk.own_lot(issue.lot_id), issue
