"""Files in pieces: announced, sent piece by piece after every cut, read when they are whole.

A file belongs to a form by its key: while the draft stands it becomes one of its photos, once the report is
sent it becomes evidence of the case. Each step may be cut off and asked again.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from complaints.actions.dialogue import refuse_addition, reply_as_reporter
from complaints.actions.drafts import change_photos, offer_from_photo
from complaints.actions.photos import add_late_photo, delete_photos, keep_photo, limits, reserve_budget
from complaints.drafts import Photo
from complaints.models import Complaint, Upload
from complaints.photos import not_whole, too_big, too_many
from complaints.pieces import DONE, KEPT, MOST_OPEN, OPEN, REFUSED, Announced, gone, wrong_offset
from complaints.queries.filing import find_sent_by_mark
from core import jobs, storage
from core.errors import BadInput, Conflict
from core.images import hash_bytes
from core.photo_facts import read_photo_facts


def begin_upload(
    session: Session, *, announced: Announced, mark: str, network: str, now: datetime, draft_hash: str = "",
    complaint_id: UUID | None = None,
) -> Upload:  # fmt: skip
    """Wait for a file. The same file announced again for the same form is the same upload.

    Raises BadInput for a file that would never be taken, PhotoLater when files must wait, Conflict for a report
    that takes nothing more.
    """
    if complaint_id is not None:
        refuse_addition(session, session.get_one(Complaint, complaint_id), now)
    if announced.size > limits().most_bytes:
        raise too_big(announced.name, announced.size)
    known = _find_announced(session, announced, mark)
    if known is not None:
        return known
    if _count_begun(session, mark) >= MOST_OPEN:
        raise too_many()
    reserve_budget(session, size=announced.size, network=network, now=now)
    upload = Upload(
        id=uuid4(), mark=mark, draft_hash=draft_hash, complaint_id=complaint_id, name=announced.name,
        size=announced.size, received=0, sha256=announced.sha256, media=announced.media, state=OPEN,
        created_at=now, expires_at=now + KEPT,
    )  # fmt: skip
    session.add(upload)
    offer_from_photo(session, draft_hash=draft_hash, place=announced.place, day=announced.day, now=now)
    session.flush()
    return upload


def add_piece(session: Session, *, upload_id: UUID, mark: str, offset: int, data: bytes, now: datetime) -> Upload:
    """Keep one piece; its bytes lie in the store before the row says so.

    Raises WrongOffset when it does not begin where the file ends, NotFound when no such file is waited for.
    """
    upload = _lock_upload(session, upload_id, mark, now)
    if upload.state != OPEN and offset == upload.size and not data:
        return upload
    if offset != upload.received or upload.state != OPEN:
        raise wrong_offset()
    if offset + len(data) > upload.size:
        raise too_big(upload.name, offset + len(data))
    if data:
        storage.put(_piece_key(upload.id, offset), data)
        upload.received += len(data)
    return upload


def finish_upload(session: Session, *, upload_id: UUID, mark: str, now: datetime) -> Upload:
    """Read a whole file and add it to its draft or its case; what cannot be taken is remembered with its sentence.

    Done again it changes nothing: the photo carries the id of the upload.
    """
    upload = _lock_upload(session, upload_id, mark, now)
    if upload.state != OPEN or upload.received < upload.size:
        return upload
    try:
        data = _whole_file(upload)
        photo = keep_photo(session, name=upload.name, data=data, media=upload.media, photo_id=upload.id)
        _add_to_owner(session, upload, photo, data, now)
        upload.state = DONE
    except (BadInput, Conflict) as refused:
        upload.state, upload.refusal = REFUSED, str(refused.message)[:300]
    storage.delete_under(_folder(upload.id))
    return upload


def remove_upload(session: Session, *, upload_id: UUID, mark: str, now: datetime) -> None:
    """The person takes a file back; what is evidence of a report already stays. Raises NotFound."""
    upload = _lock_upload(session, upload_id, mark, now)
    storage.delete_under(_folder(upload.id))
    draft = change_photos(session, draft_hash=upload.draft_hash)
    taken = [photo for photo in draft.answers.photos if photo.id == upload.id] if draft else []
    change_photos(session, draft_hash=upload.draft_hash, remove=taken)
    delete_photos(session, taken)
    session.delete(upload)


def drop_uploads(session: Session, *, draft_hash: str) -> None:
    """Forget the files under way of a draft that is thrown away."""
    for upload in session.scalars(select(Upload).filter_by(draft_hash=draft_hash)) if draft_hash else ():
        storage.delete_under(_folder(upload.id))
        session.delete(upload)


@jobs.job("complaints.sweep_uploads", every=timedelta(hours=1))
def sweep_uploads(session: Session, payload: dict, now: datetime) -> None:
    """Forget files whose missing pieces never came, and the traces of those that were read."""
    for upload in session.scalars(select(Upload).where(Upload.expires_at <= now)):
        storage.delete_under(_folder(upload.id))
        session.delete(upload)


def _add_to_owner(session: Session, upload: Upload, photo: Photo, data: bytes, now: datetime) -> None:
    """The draft while it stands, then the case that came of it; to a followed case it is an answer like any other.

    Raises BadInput for a sixth photo, Conflict for a report that takes nothing more.
    """
    if upload.complaint_id is None and _add_to_draft(session, upload, photo, data, now):
        return
    sent = find_sent_by_mark(session, upload.mark) if upload.complaint_id is None else None
    try:
        if upload.complaint_id is not None:
            reply_as_reporter(
                session, complaint_id=upload.complaint_id, text="", photos=(photo,), form_key=f"upload-{upload.id}",
                now=now,
            )  # fmt: skip
        elif sent is not None:
            add_late_photo(session, complaint_id=sent.id, photo=photo, now=now)
        else:
            raise BadInput(gone().message)
    except (BadInput, Conflict):
        delete_photos(session, [photo])
        raise


def _add_to_draft(session: Session, upload: Upload, photo: Photo, data: bytes, now: datetime) -> bool:
    try:
        draft = change_photos(session, draft_hash=upload.draft_hash, add=[photo])
    except BadInput:
        delete_photos(session, [photo])
        raise
    if draft is None:
        return False
    facts = read_photo_facts(data)
    place = (facts.lat, facts.lon) if facts.lat is not None and facts.lon is not None else None
    offer_from_photo(session, draft_hash=upload.draft_hash, place=place, day=facts.day, now=now)
    return True


def _whole_file(upload: Upload) -> bytes:
    """The pieces in order. Raises BadInput when the hash is another than was announced."""
    keys = sorted(storage.list_under(_folder(upload.id)))
    data = bytearray()
    for key in keys:
        if int(key.rsplit("/", 1)[1]) == len(data):
            data += storage.get(key)
    if len(data) != upload.size or (upload.sha256 and hash_bytes(bytes(data)) != upload.sha256):
        raise not_whole(upload.name)
    return bytes(data)


def _lock_upload(session: Session, upload_id: UUID, mark: str, now: datetime) -> Upload:
    upload = session.get(Upload, upload_id, with_for_update=True, populate_existing=True)
    if upload is None or upload.mark != mark or upload.expires_at <= now:
        raise gone()
    return upload


def _find_announced(session: Session, announced: Announced, mark: str) -> Upload | None:
    rows = select(Upload).filter_by(mark=mark, size=announced.size, sha256=announced.sha256)
    return session.scalars(rows.where(Upload.state != REFUSED)).first() if announced.sha256 else None


def _count_begun(session: Session, mark: str) -> int:
    return session.scalar(select(func.count()).select_from(Upload).filter_by(mark=mark)) or 0


def _folder(upload_id: UUID) -> str:
    return f"uploads/{upload_id}"


def _piece_key(upload_id: UUID, offset: int) -> str:
    return f"{_folder(upload_id)}/{offset:012d}"
