"""The marks of a report are written after it was sent, beside its way: nobody outside can notice them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from areas.models import AdminUnit
from complaints.likeness import Mark, digest, hash_picture, mark_picture, mark_words
from complaints.models import CaseLikeness, Complaint, Evidence
from core import storage
from core.db import committing
from core.images import ImageRefused, open_picture
from core.jobs import enqueue, job
from core.personal import find_mark
from core.text import fold
from qr.links import Fault, parse_link
from registry.models import Product
from registry.shop_addresses import address_key

AT_ONCE = 500
SMALL = 256
LEAST_ADDRESS = 4
READ = "read"
JOB = "complaints.mark"


def ask_marks(session: Session, complaint: Complaint, now: datetime) -> None:
    """Have the report marked once it is written; its sender does not wait for that."""
    enqueue(session, kind=JOB, payload={"case": str(complaint.id)}, run_at=now, family_id=complaint.id)


@job(JOB, by_itself=True)
def mark_sent(session: Session, payload: dict, _now: datetime) -> None:
    """Mark one report; its pictures are read before anything is locked."""
    complaint = session.get(Complaint, UUID(payload["case"]))
    if complaint is not None:
        marks = list_marks(session, complaint)
        with committing() as current:
            write_marks(current, complaint.id, marks)


@job("complaints.mark_missed", every=timedelta(days=1), by_itself=True)
def mark_missed(session: Session, _payload: dict, now: datetime) -> None:
    """Reports without marks, such as those of before there were any."""
    marked = exists().where(CaseLikeness.complaint_id == Complaint.id)
    for case_id in session.scalars(select(Complaint.id).where(~marked).limit(AT_ONCE)).all():
        mark_sent(session, {"case": str(case_id)}, now)


def write_marks(session: Session, complaint_id: UUID, marks: Iterable[Mark]) -> None:
    """Write the marks anew: they follow from the report and are no part of its history."""
    session.execute(delete(CaseLikeness).where(CaseLikeness.complaint_id == complaint_id))
    rows = dict.fromkeys([*marks, Mark(READ, "-")])
    session.add_all(CaseLikeness(complaint_id=complaint_id, **vars(mark)) for mark in rows)
    session.flush()


def list_marks(session: Session, case: Complaint) -> list[Mark]:
    """Place, brand, seller, link, phone, code, photos and words, as far as the report has them."""
    here = str(case.commune_id or case.province_id or "")
    texts = [
        ("seller", f"{here}|{fold(case.seller)}" if len(case.seller) > 3 else ""),
        ("place", _address(session, case, here)),
        ("link", address_key(case.online_address) if case.online_address else ""),
        ("brand", _brand(session, case)),
        ("gtin", str(case.product_id or "")),
        ("serial", _serial(case.code_path)),
        ("phone", (find_mark(session, case.person_id, "phone") or "") if case.person_id else ""),
    ]
    marks = [Mark(kind, digest(kind, text)) for kind, text in texts if text]
    return marks + mark_words(case.details) + _photos(session, case.id)


def _address(session: Session, case: Complaint, here: str) -> str:
    """The address as written, without the commune's own name: that alone is no address."""
    words = fold(case.place_as_written)
    commune = session.get(AdminUnit, case.commune_id) if case.commune_id else None
    for name in (commune.full_name, commune.name) if commune else ():
        words = words.replace(fold(name), "")
    words = words.strip(" ,.-")
    return f"{here}|{words}" if len(words) >= LEAST_ADDRESS else ""


def _brand(session: Session, case: Complaint) -> str:
    product = session.get(Product, case.product_id) if case.product_id else None
    return str(product.producer_id) if product else fold(case.goods_name)


def _serial(path: str) -> str:
    link = parse_link(path)
    return "" if isinstance(link, Fault) else link.serial or ""


def _photos(session: Session, complaint_id: UUID) -> list[Mark]:
    query = select(Evidence.clean_key).filter_by(complaint_id=complaint_id).where(Evidence.clean_key != "")
    return [mark for key in session.scalars(query) for mark in _photo(key)]


def _photo(key: str) -> list[Mark]:
    """The marks of a clean copy; none when the store has lost it, which is somebody else's alarm."""
    try:
        return mark_picture(hash_picture(open_picture(storage.get(key), SMALL)))
    except (FileNotFoundError, ImageRefused):
        return []
