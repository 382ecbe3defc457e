"""Printers as they were measured, and prints as they were checked."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from qr.labels.printers import Printer
from qr.models import PrintCheck, PrinterProfile
from qr.print_check import Seen
from qr.queries.label_jobs import MILLION
from qr.queries.print_checks import Checked


def record_printer(
    session: Session, *, name: str, printer: Printer, producer_id: UUID | None = None, unit_id: UUID | None = None,
    actor: Actor, now: datetime,
) -> PrinterProfile:  # fmt: skip
    """Keep a measurement; a second one under the same name is the one in force."""
    row = PrinterProfile(
        name=name, producer_id=producer_id, unit_id=unit_id, dpi=printer.dpi, right_um=round(printer.right * 1000),
        down_um=round(printer.down * 1000), stretch_x_ppm=round(printer.stretch_x * MILLION),
        stretch_y_ppm=round(printer.stretch_y * MILLION), measured_at=now, actor=str(actor),
    )  # fmt: skip
    session.add(row)
    return row


def record_check(
    session: Session, *, checked: Checked, seen: Seen, is_good: bool, actor: Actor, now: datetime
) -> PrintCheck:
    """Keep what a printed label was like; a good one unlocks activation of its batch."""
    row = PrintCheck(
        batch_id=checked.batch_id, generation=checked.opened.generation, number=checked.opened.number, is_good=is_good,
        version=seen.version, level=seen.level, unused=seen.unused, contrast=seen.contrast,
        module_um=round(seen.module * 1000) if seen.module else None, actor=str(actor), at=now,
    )  # fmt: skip
    session.add(row)
    facts = {"good": is_good, "contrast": seen.contrast, "level": seen.level, "unused": seen.unused}
    stream = f"batch:{checked.batch_id}"
    audit.append(session, stream=stream, kind="codes.print_checked", actor=actor, at=now, facts=facts)
    return row
