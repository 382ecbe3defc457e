"""The labels of a batch, or of a whole lot or product, made from what the codes are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.keys import Key as SecretKey
from core.keys import keys_of, refresh_keys
from qr.labels.label import Label
from qr.links import CodeLink, build_path
from qr.many_serials import make_serials
from qr.models import CodeRange
from qr.pins import format_pin, make_pin
from qr.queries.batches import LabelledLot, get_batch_lot, get_labelled_lot
from qr.serials import format_serial
from qr.signatures import sign_link


class CodeSpan(NamedTuple):
    """Numbers first .. last of a generation with what the batch was issued with."""

    generation: int
    first: int
    last: int
    pin_key: int | None
    signing_key: int | None


@dataclass(frozen=True)
class Wording:
    """What the one who prints chose: a shorter name, the name in Khmer, the link in capitals."""

    name: str = ""
    khmer: str = ""
    capitals: bool = False

    def put_on(self, label: Label) -> Label:
        """The label with these words. A signed link, or one of a lot, stays in small letters: case matters there."""
        link = label.link.upper() if self.capitals and label.serial and not label.is_signed else label.link
        return replace(label, link=link, name=self.name or label.name, khmer=self.khmer)


def list_spans(session: Session, batch_id: UUID) -> list[CodeSpan]:
    """The codes of a batch that are not cancelled, in the order of the counter."""
    rows = select(CodeRange).where(CodeRange.batch_id == batch_id, CodeRange.state != "void")
    ordered = session.scalars(rows.order_by(CodeRange.generation, CodeRange.first_number))
    return [
        CodeSpan(row.generation, row.first_number, row.last_number, row.pin_key, row.signing_key) for row in ordered
    ]


def list_labels(session: Session, batch_id: UUID, *, public_url: str) -> Iterator[Label]:
    """A label for every code of a batch that is not cancelled, in the order of the counter."""
    labelled = get_labelled_lot(session, get_batch_lot(session, batch_id))
    return make_labels(session, labelled, list_spans(session, batch_id), public_url=public_url)


def make_labels(
    session: Session, labelled: LabelledLot, spans: Sequence[CodeSpan], *, public_url: str
) -> Iterator[Label]:
    """A label for every number of the spans."""
    refresh_keys(session)
    keys = {kind: keys_of(session, kind) for kind in ("serial", "pin", "signing")}
    for span in spans:
        serials = make_serials(keys["serial"][span.generation].secret, span.generation, span.first, span.last)
        first = _label(labelled, public_url, serial=serials[0])
        for serial in serials:
            yield _with_options(keys, span, first.of_item(serial))


def cut_spans(spans: Sequence[CodeSpan], start: int, count: int) -> list[CodeSpan]:
    """The numbers start .. start + count of all that the spans hold, one behind the other."""
    cut = []
    for span in spans:
        size = span.last - span.first + 1
        first, last = max(start, 0), min(start + count, size)
        if first < last:
            cut.append(span._replace(first=span.first + first, last=span.first + last - 1))
        start -= size
    return cut


def leave_out_void(session: Session, batch_id: UUID, spans: Sequence[CodeSpan]) -> list[CodeSpan]:
    """The spans without what has been cancelled since."""
    void = select(CodeRange).where(CodeRange.batch_id == batch_id, CodeRange.state == "void")
    left = list(spans)
    for row in session.scalars(void.order_by(CodeRange.first_number)):
        left = [part for span in left for part in _without(span, row)]
    return left


def list_shared_labels(session: Session, lot_id: UUID, *, level: str, count: int, public_url: str) -> list[Label]:
    """`count` equal labels with the code of the whole lot or product: nothing is issued or stored."""
    labelled = get_labelled_lot(session, lot_id)
    return [_label(labelled, public_url, level=level)] * count


def _without(span: CodeSpan, void: CodeRange) -> list[CodeSpan]:
    if span.generation != void.generation or void.last_number < span.first or span.last < void.first_number:
        return [span]
    parts = [(span.first, void.first_number - 1), (void.last_number + 1, span.last)]
    return [span._replace(first=first, last=last) for first, last in parts if first <= last]


def _with_options(keys: dict[str, dict[int, SecretKey]], span: CodeSpan, label: Label) -> Label:
    """The scratch PIN and the signature that the batch was issued with."""
    if span.pin_key is not None:
        label = replace(label, pin=format_pin(make_pin(keys["pin"][span.pin_key].secret, label.serial)))
    if span.signing_key is not None:
        key = keys["signing"][span.signing_key]
        label = replace(label, link=sign_link(key.private(), key.number, label.link))
    return label


def _label(labelled: LabelledLot, public_url: str, *, serial: str = "", level: str = "item") -> Label:
    kind, key = labelled.key
    number = labelled.lot.number
    link = CodeLink(kind, key, number if level == "lot" else None, serial or None)
    return Label(
        link=public_url.rstrip("/") + build_path(link),
        name=labelled.name,
        address=public_url.split("://", 1)[-1].rstrip("/"),
        code=format_serial(serial) if serial else key,
        serial=serial,
        lot="" if level == "product" else number,
        is_sample=labelled.lot.is_sample,
    )
