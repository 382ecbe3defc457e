"""Photos and recordings into the store and into a case.

Files are written before any row: an orphan file is harmless, a row without its file is not.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from complaints.actions.marking import ask_marks
from complaints.actions.steps import add_step, lock_case
from complaints.drafts import Photo
from complaints.models import Complaint, Evidence, PhotoBudget
from complaints.photos import MEGABYTE, Limits, check_room, later, read_file
from complaints.queries.filing import hash_network
from core import storage
from core.actor import CITIZEN
from core.clock import legal_date
from core.config import settings
from core.db import new_id
from core.keys import current_key


def limits() -> Limits:
    """What the settings allow of recordings."""
    wanted = settings()
    return Limits(
        wanted.video_max_mb * MEGABYTE, wanted.video_max_seconds, wanted.voice_max_mb * MEGABYTE,
        wanted.voice_max_seconds, wanted.max_recordings,
    )  # fmt: skip


def reserve_budget(session: Session, *, size: int, network: str, now: datetime) -> None:
    """Count bytes that a network is about to send today; days before are forgotten.

    Counted before the file is read, so that many at once cannot pass the limit together. Raises PhotoLater
    when the budget of the day is spent or the disk is nearly full; text is taken all the same.
    """
    if storage.free_megabytes() < settings().disk_floor_mb:
        raise later()
    session.flush()
    key = (hash_network(session, network, now), legal_date(now))
    row = session.get(PhotoBudget, key, with_for_update=True, populate_existing=True)
    if (row.taken if row else 0) + size > settings().photo_budget_mb * MEGABYTE:
        raise later()
    if row is None:
        session.query(PhotoBudget).filter(PhotoBudget.day < legal_date(now)).delete()
        row = PhotoBudget(network=key[0], day=key[1], taken=0)
        session.add(row)
    row.taken += size


def keep_photo(
    session: Session, *, name: str, data: bytes, held: Iterable[str] = (), media: str = "", photo_id: UUID | None = None
) -> Photo:
    """Read a file and store its sealed original and a photo's clean copy; no row is written yet.

    `held` are the media beside it. Raises BadInput with the sentence for what cannot be taken.
    """
    read, photo_id = read_file(name, data, limits(), media), photo_id or new_id()
    check_room(held, read.media, limits())
    folder, clean = f"evidence/{photo_id}", read.clean
    photo = Photo(
        photo_id, read.received_hash, read.received_size, f"{folder}/sealed", f"{folder}/clean.jpg" if clean else "",
        len(clean.data) if clean else 0, clean.width if clean else 0, clean.height if clean else 0, read.media,
        read.media_type,
    )  # fmt: skip
    storage.put(photo.sealed_key, current_key(session, "sealed").fernet().encrypt(read.sealed))
    if clean:
        storage.put(photo.clean_key, clean.data)
    return photo


def add_evidence(session: Session, *, complaint_id: UUID, photos: Iterable[Photo], now: datetime) -> int:
    """Rows for the photos of a case; returns how many were new. Raises BadInput for a sixth photo."""
    rows = select(Evidence.id, Evidence.media).filter_by(complaint_id=complaint_id)
    have = {found: media for found, media in session.execute(rows)}  # noqa: C416 - rows are no pairs for dict()
    new = [photo for photo in photos if photo.id not in have]
    media = list(have.values())
    for photo in new:
        check_room(media, photo.media, limits())
        media.append(photo.media)
    last = session.scalars(select(func.max(Evidence.position)).filter_by(complaint_id=complaint_id)).one() or 0
    for position, photo in enumerate(new, last + 1):
        session.add(Evidence(
            complaint_id=complaint_id, id=photo.id, position=position, received_at=now, media=photo.media,
            media_type=photo.media_type, received_hash=photo.received_hash, received_size=photo.received_size,
            sealed_key=photo.sealed_key, clean_key=photo.clean_key, clean_size=photo.clean_size, width=photo.width,
            height=photo.height,
        ))  # fmt: skip
    return len(new)


def add_late_photo(session: Session, *, complaint_id: UUID, photo: Photo, now: datetime) -> Complaint:
    """A photo that came after its report: its row and a step that says its hash. Raises BadInput for a sixth."""
    complaint = lock_case(session, complaint_id)
    if add_evidence(session, complaint_id=complaint_id, photos=[photo], now=now):
        add_step(
            session, complaint, kind="photo", actor=CITIZEN, now=now,
            facts={"photo": photo.received_hash, "media": photo.media},
        )  # fmt: skip
        ask_marks(session, complaint, now)
    return complaint


def delete_photos(session: Session, photos: Iterable[Photo]) -> None:
    """Delete the files of photos that no case holds."""
    wanted = {photo.id: photo for photo in photos}
    held = set(session.scalars(select(Evidence.id).where(Evidence.id.in_(wanted))))
    for photo_id in wanted.keys() - held:
        for key in (wanted[photo_id].sealed_key, wanted[photo_id].clean_key):
            if key and storage.exists(key):
                storage.delete(key)
