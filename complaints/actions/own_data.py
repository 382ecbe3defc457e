"""A reporter's own data: see, correct, withdraw, erase; and the term of keeping, which needs nobody to ask.

Counts stay: a report without its words, files and contact keeps its number, kind, place and dates.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from complaints.actions.steps import add_step, lock_case
from complaints.contacts import read_email, read_phone
from complaints.models import CaseRating, Complaint, ComplaintEvent, ContactCode, DataStep, Evidence, Message
from complaints.queries.following import KEEP, has_inspection, list_case_terms
from complaints.searching import words_of
from complaints.workflow import CLOSED
from core import jobs, personal, storage
from core.actor import CITIZEN, SYSTEM, Actor
from core.clock import legal_date
from core.db import after_commit
from core.errors import BadInput
from core.i18n import lazy

CONTACT, WORDS, FILES = "contact", "words", "files"
BATCH = 200
READERS = {"phone": read_phone, "email": read_email}


def see_contact(session: Session, *, complaint_id: UUID, now: datetime) -> dict[str, str]:
    """The contact that the reporter gave, shown to the reporter; the reading is logged like any other."""
    complaint = lock_case(session, complaint_id)
    if complaint.person_id is None:
        return {}
    given = {}
    for field in personal.list_fields(session, complaint.person_id):
        value = personal.reveal(
            session, person_id=complaint.person_id, field=field, actor=CITIZEN, reason="own data", now=now
        )
        given |= {field: value} if value else {}
    _add(session, complaint, "see", [CONTACT], now=now)
    return given


def correct_contact(session: Session, *, complaint_id: UUID, phone: str, email: str, now: datetime) -> None:
    """Other phone number or e-mail address, or one where there was none; an empty one is taken away.

    Raises BadInput for what is no number or no address.
    """
    complaint = lock_case(session, complaint_id)
    values = {"phone": _read("phone", phone), "email": _read("email", email)}
    session.execute(delete(ContactCode).where(ContactCode.complaint_id == complaint_id))  # what was confirmed is gone
    if complaint.person_id is None or not _has_key(session, complaint.person_id):
        if not any(values.values()):
            raise BadInput(lazy("Ghi số điện thoại hoặc thư điện tử"), field="phone")
        complaint.person_id = personal.store_person(session, values=values, now=now)
    else:
        personal.correct_person(
            session, person_id=complaint.person_id, values=values, actor=CITIZEN, now=now
        )  # fmt: skip
    _add(session, complaint, "correct", [CONTACT], now=now)
    add_step(session, complaint, kind="data", actor=CITIZEN, now=now, facts={"correct": CONTACT})


def withdraw_report(session: Session, *, complaint_id: UUID, now: datetime) -> None:
    """The reporter takes the report back: the contact goes at once, the officer is told and decides the rest.

    Doing it twice changes nothing more.
    """
    complaint = lock_case(session, complaint_id)
    if has_withdrawn(session, complaint_id):
        return
    _erase_contact(session, complaint, CITIZEN, now)
    _add(session, complaint, "withdraw", [CONTACT], now=now)
    note = str(lazy("Người phản ánh rút lại phản ánh và không muốn được liên hệ."))
    add_step(session, complaint, kind="withdrawn", actor=CITIZEN, now=now, note=note)


def erase_own_data(session: Session, *, complaint_id: UUID, now: datetime) -> DataStep:
    """Erase what may be erased: the contact always, words and files when no official file holds them.

    What stays is named in the row that is returned; the page says the reason.
    """
    complaint = lock_case(session, complaint_id)
    kept = [WORDS, FILES] if must_keep(session, complaint) else []
    _erase_contact(session, complaint, CITIZEN, now)
    if not kept:
        erase_content(session, complaint, [WORDS, FILES])
    gone = [CONTACT] if kept else [CONTACT, WORDS, FILES]
    step = _add(session, complaint, "erase", gone, kept=kept, now=now)
    add_step(session, complaint, kind="data", actor=CITIZEN, now=now, facts={"erase": " ".join(gone)})
    return step


def must_keep(session: Session, complaint: Complaint) -> bool:
    """Whether words and files belong to a file that the law keeps: open, inspected, or a violation was found."""
    return (
        complaint.state != CLOSED or complaint.outcome == "violation" or has_inspection(session, complaint.id)
    )


def has_withdrawn(session: Session, complaint_id: UUID) -> bool:
    """Whether the reporter took the report back."""
    rows = select(DataStep.seq).filter_by(complaint_id=complaint_id, kind="withdraw")
    return session.scalars(rows).first() is not None


def erase_content(session: Session, complaint: Complaint, what: Iterable[str]) -> None:
    """Take the reporter's words or files out of a report. Hashes and sizes of files stay, as do all counts."""
    if WORDS in what:
        complaint.details = complaint.place_as_written = ""
        complaint.search_words = words_of(complaint)
        for message in session.scalars(select(Message).filter_by(complaint_id=complaint.id, is_from_desk=False)):
            message.text = ""
        for event in session.scalars(select(ComplaintEvent).filter_by(complaint_id=complaint.id, actor="citizen")):
            event.note = ""
        rating = session.get(CaseRating, complaint.id)
        if rating:
            rating.words = ""
    if FILES in what:
        for photo in session.scalars(select(Evidence).filter_by(complaint_id=complaint.id)):
            _drop_files(session, [photo.sealed_key, photo.clean_key])
            photo.sealed_key = photo.clean_key = ""


@jobs.job("complaints.keep_terms", every=timedelta(days=1))
def end_terms(session: Session, payload: dict, now: datetime) -> None:
    """Erase what reports closed long ago no longer need, each kind by its own term; some at a time."""
    terms = list_case_terms(session, legal_date(now))
    for what, code in KEEP.items():
        if code not in terms:
            continue
        done = select(DataStep.complaint_id).where(DataStep.kind == "term", DataStep.what == what)
        old = select(Complaint).where(
            Complaint.closed_at < now - timedelta(days=terms[code]), Complaint.id.not_in(done)
        )
        for complaint in session.scalars(old.order_by(Complaint.closed_at).limit(BATCH)):
            if what == CONTACT:
                _erase_contact(session, complaint, SYSTEM, now)
            else:
                erase_content(session, complaint, [what])
            _add(session, complaint, "term", [what], now=now)
            add_step(session, complaint, kind="data", actor=SYSTEM, now=now, facts={"term": what})


def _erase_contact(session: Session, complaint: Complaint, actor: Actor, now: datetime) -> None:
    if complaint.person_id is not None:
        personal.erase_person(session, person_id=complaint.person_id, actor=actor, now=now)
        complaint.person_id = None


def _has_key(session: Session, person_id: UUID) -> bool:
    person = session.get(personal.PersonKey, person_id)
    return person is not None and person.wrapped is not None


def _read(field: str, text: str) -> str:
    if not text.strip():
        return ""
    try:
        return READERS[field](text.strip())
    except ValueError:
        words = {
            "phone": lazy("Số điện thoại cần 10 số, bắt đầu bằng 0"),
            "email": lazy("Địa chỉ thư điện tử cần có dạng ten@noi.vn"),
        }
        raise BadInput(words[field], field=field) from None


def _add(session, complaint: Complaint, kind: str, what: list[str], *, now: datetime, kept=()) -> DataStep:
    last = session.scalars(select(func.max(DataStep.seq)).filter_by(complaint_id=complaint.id)).one() or 0
    step = DataStep(
        complaint_id=complaint.id, seq=last + 1, kind=kind, what=" ".join(what), kept=" ".join(kept), at=now
    )  # fmt: skip
    session.add(step)
    session.flush()
    return step


def _drop_files(session: Session, keys: list[str]) -> None:
    """Delete files once the rows that named them are committed."""
    for key in keys:
        if key:
            after_commit(session, lambda key=key: storage.delete(key) if storage.exists(key) else None)
