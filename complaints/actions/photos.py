"""Photos into the store and into a case.

Files are written before any row: an orphan file is harmless, a row without its file is not.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from complaints.drafts import MAX_PHOTOS, Photo
from complaints.models import Evidence, PhotoBudget
from complaints.photos import MEGABYTE, later, read_photo, too_many
from complaints.queries.filing import get_budget, hash_network
from core import storage
from core.clock import legal_date
from core.config import settings
from core.db import new_id
from core.keys import current_key


def keep_photo(session: Session, *, name: str, data: bytes, network: str, now: datetime) -> Photo:
    """Read a file as a photo and store its sealed original and its clean copy; no row is written yet.

    Raises BadInput with the sentence for what is no photo, PhotoLater when photos must wait.
    """
    if get_budget(session, network, now) + len(data) > settings().photo_budget_mb * MEGABYTE:
        raise later()
    if storage.free_megabytes() < settings().disk_floor_mb:
        raise later()
    read, photo_id = read_photo(name, data), new_id()
    folder = f"evidence/{photo_id}"
    photo = Photo(
        photo_id, read.received_hash, read.received_size, f"{folder}/sealed", f"{folder}/clean.jpg",
        len(read.clean.data), read.clean.width, read.clean.height,
    )  # fmt: skip
    storage.put(photo.sealed_key, current_key(session, "sealed").fernet().encrypt(read.sealed))
    storage.put(photo.clean_key, read.clean.data)
    return photo


def spend_budget(session: Session, *, photos: Iterable[Photo], network: str, now: datetime) -> None:
    """Count the bytes taken from a network today; days before are forgotten."""
    taken = sum(photo.received_size for photo in photos)
    if not taken:
        return
    key = (hash_network(session, network, now), legal_date(now))
    row = session.get(PhotoBudget, key, with_for_update=True)
    if row is None:
        session.query(PhotoBudget).filter(PhotoBudget.day < legal_date(now)).delete()
        row = PhotoBudget(network=key[0], day=key[1], taken=0)
        session.add(row)
    row.taken += taken


def add_evidence(session: Session, *, complaint_id: UUID, photos: Iterable[Photo], now: datetime) -> int:
    """Rows for the photos of a case; returns how many were new. Raises BadInput for a sixth photo."""
    rows = select(Evidence.id).filter_by(complaint_id=complaint_id)
    have = set(session.scalars(rows))
    new = [photo for photo in photos if photo.id not in have]
    if len(have) + len(new) > MAX_PHOTOS:
        raise too_many()
    last = session.scalars(select(func.max(Evidence.position)).filter_by(complaint_id=complaint_id)).one() or 0
    for position, photo in enumerate(new, last + 1):
        session.add(Evidence(
            complaint_id=complaint_id, id=photo.id, position=position, received_at=now,
            received_hash=photo.received_hash, received_size=photo.received_size, sealed_key=photo.sealed_key,
            clean_key=photo.clean_key, clean_size=photo.clean_size, width=photo.width, height=photo.height,
        ))  # fmt: skip
    return len(new)


def delete_photos(session: Session, photos: Iterable[Photo]) -> None:
    """Delete the files of photos that no case holds."""
    wanted = {photo.id: photo for photo in photos}
    held = set(session.scalars(select(Evidence.id).where(Evidence.id.in_(wanted))))
    for photo_id in wanted.keys() - held:
        for key in (wanted[photo_id].sealed_key, wanted[photo_id].clean_key):
            if storage.exists(key):
                storage.delete(key)
