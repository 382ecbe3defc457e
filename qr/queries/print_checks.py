"""Whose label a read text is, and whether it is exactly what was printed."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from core.keys import keys_of
from qr.links import Fault, parse_link
from qr.queries.batches import find_range, get_labelled_lot
from qr.queries.labels import CodeSpan, make_labels
from qr.serials import Opened, open_serial
from qr.typed import Kind, find_by_typed


@dataclass(frozen=True)
class Checked:
    """The code behind a label: `is_exact` where the link is the one we print for it."""

    opened: Opened
    lot_id: UUID
    batch_id: UUID
    state: str
    is_exact: bool


def find_printed(session: Session, text: str, *, public_url: str) -> Checked | None:
    """The code that a read text names; None for what is not a single code of ours."""
    typed = find_by_typed(text, host=public_url.split("://", 1)[-1].rstrip("/"))
    link = parse_link(typed.value) if typed.kind is Kind.CODE else Fault.SHAPE
    if isinstance(link, Fault) or link.serial is None:
        return None
    opened = open_serial({number: key.secret for number, key in keys_of(session, "serial").items()}, link.serial)
    row = find_range(session, opened) if opened else None
    if opened is None or row is None:
        return None
    span = CodeSpan(opened.generation, opened.number, opened.number, row.pin_key, row.signing_key)
    (label,) = make_labels(session, get_labelled_lot(session, row.lot_id), [span], public_url=public_url)
    is_exact = text == label.link or (not label.is_signed and text == label.link.upper())
    return Checked(opened, row.lot_id, row.batch_id, row.state, is_exact)
