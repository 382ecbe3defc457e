"""Print jobs, printers and checks as those who print see them."""

import json
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from qr.labels.label import Label
from qr.labels.printers import Printer
from qr.models import LabelJob, LabelRule, PrintCheck, PrinterProfile
from qr.queries.batches import get_labelled_lot
from qr.queries.labels import CodeSpan, Wording, cut_spans, leave_out_void, list_shared_labels, make_labels
from registry.models import Lot, Producer, Product

MILLION = 1_000_000


def get_rule(session: Session, name: str, on: date) -> int:
    """The value of a rule on a day. Raises LookupError when the reference rows were not loaded."""
    in_force = select(LabelRule.value).where(
        LabelRule.name == name, LabelRule.valid_from <= on, or_(LabelRule.valid_to.is_(None), LabelRule.valid_to >= on)
    )
    value = session.scalars(in_force.order_by(LabelRule.valid_from.desc())).first()
    if value is None:
        raise LookupError(f"no label rule {name} on {on}")
    return value


def get_label_job(session: Session, job_id: UUID, *, for_update: bool = False) -> LabelJob:
    """A print job as it stands now, whatever this process has read before. Raises NotFound."""
    job = session.get(LabelJob, job_id, with_for_update=for_update, populate_existing=True)
    if job is None:
        raise NotFound(lazy("Không có lần in này."))
    return job


def list_label_jobs(
    session: Session, *, commune_ids: Collection[UUID] = (), producer_id: UUID | None = None, limit: int = 50
) -> list[tuple[LabelJob, Product, Lot]]:
    """Print jobs of producers in the communes, or of one producer, newest first."""
    rows = select(LabelJob, Product, Lot).join(Lot, Lot.id == LabelJob.lot_id)
    rows = rows.join(Product, Product.id == Lot.product_id).join(Producer, Producer.id == Product.producer_id)
    owned = Producer.id == producer_id if producer_id else Producer.commune_id.in_(commune_ids)
    found = session.execute(rows.where(owned).order_by(LabelJob.asked_at.desc(), LabelJob.id).limit(limit))
    return [(job, product, lot) for job, product, lot in found]


def make_part(session: Session, job: LabelJob, number: int, *, public_url: str) -> list[Label]:
    """The labels of part `number`: always the same codes, without those cancelled since."""
    start = number * job.part_size
    wording = Wording(**json.loads(job.wording))
    if job.batch_id is None:
        count = min(job.part_size, job.count - start)
        labels = list_shared_labels(session, job.lot_id, level=job.level, count=count, public_url=public_url)
        return [wording.put_on(label) for label in labels]
    spans = cut_spans([CodeSpan(*span) for span in json.loads(job.spans)], start, job.part_size)
    spans = leave_out_void(session, job.batch_id, spans)
    labelled = get_labelled_lot(session, job.lot_id)
    return [wording.put_on(label) for label in make_labels(session, labelled, spans, public_url=public_url)]


def list_printers(
    session: Session, *, producer_id: UUID | None = None, unit_id: UUID | None = None
) -> list[PrinterProfile]:
    """The printers of a producer or a unit as they were last measured, by name."""
    owned = PrinterProfile.producer_id == producer_id if producer_id else PrinterProfile.unit_id == unit_id
    rows = session.scalars(select(PrinterProfile).where(owned).order_by(PrinterProfile.measured_at)).all()
    return sorted({row.name: row for row in rows}.values(), key=lambda row: row.name)


def as_printer(profile: PrinterProfile) -> Printer:
    """The measured numbers in mm."""
    stretches = profile.stretch_x_ppm / MILLION, profile.stretch_y_ppm / MILLION
    return Printer(profile.dpi, profile.right_um / 1000, profile.down_um / 1000, *stretches)


def has_good_check(session: Session, batch_id: UUID) -> bool:
    """Whether a printed label of the batch was checked and found good."""
    good = select(PrintCheck.id).where(PrintCheck.batch_id == batch_id, PrintCheck.is_good)
    return session.scalars(good.limit(1)).first() is not None


def list_checks(session: Session, batch_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many good checks each batch has; a batch without is left out."""
    good = select(PrintCheck.batch_id, func.count()).where(PrintCheck.batch_id.in_(batch_ids), PrintCheck.is_good)
    return {row[0]: row[1] for row in session.execute(good.group_by(PrintCheck.batch_id))}
