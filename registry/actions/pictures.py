"""Adding and taking away pictures: decoded and made anew, so that nothing but the picture is kept."""

import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, storage
from core.actor import Actor
from core.db import after_commit, new_id
from core.errors import BadInput, NotFound
from core.fields import clean_text
from core.i18n import lazy
from core.images import clean_image
from core.text import format_number
from registry.models import Picture

MOST = 12  # pictures of one owner
MAX_BYTES = 20 * 1024 * 1024
LONGEST_CAPTION = 200


def add_picture(
    session: Session, *, owner_kind: str, owner_id: UUID, data: bytes, caption: str = "", actor: Actor, now: datetime
) -> Picture:
    """Keep a clean copy of a photo: upright, its long side at most 1600 pixels, without metadata.

    Raises BadInput (field "picture") for what is no picture, is too large, or is one too many.
    """
    if len(data) > MAX_BYTES:
        raise BadInput(
            lazy("Ảnh nặng %(sent)s MB, tối đa 20 MB", sent=format_number(len(data) // 2**20)), field="picture"
        )
    if count_pictures(session, owner_kind, owner_id) >= MOST:
        raise BadInput(lazy("Đã có %(most)s ảnh; bỏ bớt một ảnh rồi thêm", most=MOST), field="picture")
    try:
        clean = clean_image(data)
    except BadInput as refused:
        raise BadInput(refused.message, field="picture") from refused
    picture = Picture(
        id=(picture_id := new_id()), owner_kind=owner_kind, owner_id=owner_id, key=f"pictures/{picture_id}",
        caption=clean_text(caption)[:LONGEST_CAPTION], media_type=clean.media_type, width=clean.width,
        height=clean.height, sha256=hashlib.sha256(clean.data).hexdigest(),
        position=_next_position(session, owner_kind, owner_id), added_at=now, actor=str(actor)[:60],
    )  # fmt: skip
    storage.put(picture.key, clean.data)
    session.add(picture)
    session.flush()
    _record(session, picture, "picture.added", actor, now)
    return picture


def remove_picture(session: Session, *, picture_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a picture away; its file goes once the commit stood. Raises NotFound."""
    picture = session.get(Picture, picture_id)
    if picture is None:
        raise NotFound(lazy("Không có ảnh này."))
    key = picture.key
    _record(session, picture, "picture.removed", actor, now)
    session.delete(picture)
    session.flush()
    after_commit(session, lambda: storage.delete(key))


def count_pictures(session: Session, owner_kind: str, owner_id: UUID) -> int:
    """How many pictures the owner has."""
    return session.scalar(select(func.count()).select_from(Picture).filter_by(**_owner(owner_kind, owner_id))) or 0


def _next_position(session: Session, owner_kind: str, owner_id: UUID) -> int:
    last = session.scalar(select(func.max(Picture.position)).filter_by(**_owner(owner_kind, owner_id)))
    return (last or 0) + 1


def _owner(owner_kind: str, owner_id: UUID) -> dict:
    return {"owner_kind": owner_kind, "owner_id": owner_id}


def _record(session: Session, picture: Picture, kind: str, actor: Actor, now: datetime) -> None:
    facts = {"picture": str(picture.id), "sha256": picture.sha256}
    stream = f"{picture.owner_kind}:{picture.owner_id}"
    audit.append(session, stream=stream, kind=kind, actor=actor, at=now, facts=facts)
