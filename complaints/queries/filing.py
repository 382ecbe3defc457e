"""What the report form reads: drafts, kinds, the goods behind a code, earlier sendings."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from complaints.drafts import OpenDraft, unpack
from complaints.kinds import SIGNS
from complaints.models import Complaint, ComplaintKind, Draft
from complaints.tracking import hash_form_key
from core.clock import legal_date
from core.keys import current_key, keys_of
from qr.facts import facts_of
from qr.links import Fault, build_path, parse_link
from qr.queries.lookup import find_code
from qr.verdict import judge


@dataclass(frozen=True)
class Goods:
    """What a scanned address stands for; no product when nothing registered answers to it."""

    path: str
    verdict: str
    name: str = ""
    product_id: UUID | None = None
    lot_id: UUID | None = None


def find_goods(path: str, today: date) -> Goods | None:
    """The goods behind a scanned address and its verdict now; None when it cannot be a code."""
    link = parse_link(path)
    if isinstance(link, Fault):
        return None
    row, _ = find_code(link)
    verdict = str(judge(facts_of(link, row, today)).state)
    if row is None:
        return Goods(build_path(link), verdict)
    return Goods(build_path(link), verdict, row.body["name"], row.product_id, row.lot_id)


def hash_draft_id(draft_id: str) -> str:
    """Under which a draft is stored: whoever reads the table cannot open one."""
    return hashlib.sha256(draft_id.encode()).hexdigest()


def find_draft(session: Session, draft_id: str, now: datetime) -> OpenDraft | None:
    """The unsent answers behind an id; None when there are none or they are older than a day."""
    row = session.get(Draft, hash_draft_id(draft_id)) if draft_id else None
    if row is None or row.expires_at <= now:
        return None
    return unpack(draft_id, keys_of(session, "draft")[row.key_number].fernet().decrypt(row.secret))


def find_sent(session: Session, form_key: str) -> Complaint | None:
    """The report that was already sent with this form key."""
    marks = [hash_form_key(key.secret, form_key) for key in keys_of(session, "intake").values()]
    return session.scalars(select(Complaint).where(Complaint.form_key.in_(marks))).first()


def mark_of(session: Session, form_key: str) -> str:
    """The mark by which things of a form key are found: that of its report, once it was sent."""
    sent = find_sent(session, form_key)
    return sent.form_key if sent else hash_form_key(current_key(session, "intake").secret, form_key)


def find_sent_by_mark(session: Session, mark: str) -> Complaint | None:
    """The report that was sent with the form key of this mark."""
    return session.scalars(select(Complaint).filter_by(form_key=mark)).first()


def list_kinds(session: Session, on: date, language: str) -> list[tuple[str, str, str]]:
    """The problems to choose from on a day: code, words, name of the drawing."""
    rows = select(ComplaintKind).where(ComplaintKind.valid_from <= on)
    rows = rows.where(or_(ComplaintKind.valid_to.is_(None), ComplaintKind.valid_to >= on))
    return [
        (kind.code, kind.name_en if language == "en" else kind.name, SIGNS.get(kind.code, "other"))
        for kind in session.scalars(rows.order_by(ComplaintKind.position))
    ]


def hash_network(session: Session, network: str, now: datetime) -> str:
    """A keyed hash of a network and a day: no address is kept, and no day can be tied to another."""
    secret = current_key(session, "device").secret
    return hashlib.blake2b(f"{legal_date(now)}|{network}".encode(), key=secret, digest_size=32).hexdigest()
