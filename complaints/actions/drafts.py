"""Keeping and dropping unsent answers."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import nearest_communes
from complaints.actions.photos import delete_photos, limits
from complaints.drafts import HELPED_LIFETIME, LIFETIME, OpenDraft, Photo, change, pack, unpack
from complaints.models import Draft
from complaints.photos import check_room
from complaints.queries.filing import hash_draft_id
from core import jobs
from core.clock import legal_date
from core.keys import current_key, keys_of

OLDEST_DAY = timedelta(days=365)


def new_draft(form_key: str) -> OpenDraft:
    """An empty draft under a fresh random id."""
    return OpenDraft(secrets.token_urlsafe(24), form_key)


def save_draft(session: Session, *, draft: OpenDraft, now: datetime) -> None:
    """Write the answers, encrypted; they stay for 24 hours from now.

    Photos and what they offer are left as they are stored: they arrive beside the questions.
    """
    row = _lock_row(session, hash_draft_id(draft.id))
    if row is None:
        row = Draft(id_hash=hash_draft_id(draft.id))
        session.add(row)
    else:
        held = _open(session, row).answers
        draft = change(
            draft, photos=held.photos, photo_communes=held.photo_communes, photo_day=held.photo_day
        )  # fmt: skip
    _write(session, row, draft)
    row.expires_at = now + (HELPED_LIFETIME if draft.answers.helper else LIFETIME)


def change_photos(
    session: Session, *, draft_hash: str, add: Iterable[Photo] = (), remove: Iterable[Photo] = ()
) -> OpenDraft | None:
    """Add and remove photos of a stored draft, whatever is answered meanwhile; None when the draft is gone.

    Raises BadInput for a sixth photo.
    """
    row = _lock_row(session, draft_hash)
    if row is None:
        return None
    draft = _open(session, row)
    gone = {photo.id for photo in remove}
    have = [photo for photo in draft.answers.photos if photo.id not in gone]
    known = {photo.id for photo in have}
    for photo in (each for each in add if each.id not in known):
        check_room([each.media for each in have], photo.media, limits())
        have.append(photo)
    draft = change(draft, photos=tuple(have))
    _write(session, row, draft)
    return draft


def offer_from_photo(
    session: Session, *, draft_hash: str, place: tuple[float, float] | None, day: date | None, now: datetime
) -> None:
    """Keep what a photo says as an answer to offer: three communes near by and the day. The point itself goes.

    A day in the future, or older than a year, is a clock that was never set.
    """
    row = _lock_row(session, draft_hash)
    if row is None:
        return
    draft, today = _open(session, row), legal_date(now)
    if place:
        near = nearest_communes(session, *place, on=today)
        draft = change(draft, photo_communes=tuple(str(each.unit.id) for each in near))
    if day and today - OLDEST_DAY <= day <= today:
        draft = change(draft, photo_day=day)
    _write(session, row, draft)


def drop_offer(session: Session, *, draft_hash: str, names: Iterable[str]) -> None:
    """Forget what photos offer: `photo_communes`, `photo_day`."""
    row = _lock_row(session, draft_hash)
    if row is not None:
        empty = {"photo_communes": (), "photo_day": None}
        _write(session, row, change(_open(session, row), **{name: empty[name] for name in names}))


def lock_draft(session: Session, draft_id: str) -> OpenDraft | None:
    """The draft as it stands now, held until the commit; None when it is gone."""
    row = _lock_row(session, hash_draft_id(draft_id))
    return _open(session, row) if row is not None else None


def drop_draft(session: Session, *, draft_id: str) -> None:
    """Forget the answers; photos that became evidence are not touched."""
    row = session.get(Draft, hash_draft_id(draft_id))
    if row is not None:
        session.delete(row)


@jobs.job("complaints.sweep_drafts", every=timedelta(hours=1))
def sweep_drafts(session: Session, payload: dict, now: datetime) -> None:
    """Delete drafts past their day, and the photos that were never sent with them."""
    for row in session.scalars(select(Draft).where(Draft.expires_at <= now)):
        delete_photos(session, _open(session, row).answers.photos)
        session.delete(row)


def _lock_row(session: Session, draft_hash: str) -> Draft | None:
    session.flush()
    return session.get(Draft, draft_hash, with_for_update=True, populate_existing=True) if draft_hash else None


def _open(session: Session, row: Draft) -> OpenDraft:
    return unpack("", keys_of(session, "draft")[row.key_number].fernet().decrypt(row.secret))


def _write(session: Session, row: Draft, draft: OpenDraft) -> None:
    key = current_key(session, "draft")
    row.key_number, row.secret = key.number, key.fernet().encrypt(pack(draft))
