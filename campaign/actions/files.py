"""Keeping and removing pictures and papers: pictures are made anew, PDFs stay as they came."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.models import CampaignFile
from campaign.queries.files import get_file
from core import audit, storage
from core.actor import Actor
from core.db import after_commit, new_id
from core.errors import BadInput
from core.fields import clean_text
from core.i18n import lazy
from core.images import ImageRefused, clean_image, hash_bytes

MEGABYTE = 1024 * 1024
MOST_BYTES, MOST_FILES = 15 * MEGABYTE, 20


def add_file(
    session: Session, *, owner_kind: str, owner_id: UUID, data: bytes, name: str, actor: Actor, now: datetime
) -> CampaignFile:
    """Keep a PDF or a picture beside something. Raises BadInput (field "file") for anything else."""
    kept, media_type = _clean(data)
    wanted = select(func.count(), func.max(CampaignFile.position)).where(CampaignFile.owner_id == owner_id)
    count, last = session.execute(wanted).one()
    if count >= MOST_FILES:
        raise BadInput(lazy("Đã có %(most)s tệp; bỏ bớt rồi thêm", most=MOST_FILES), field="file")
    file_id = new_id()
    row = CampaignFile(
        id=file_id, owner_kind=owner_kind, owner_id=owner_id, position=(last or 0) + 1,
        name=clean_text(name)[:150] or str(lazy("tệp")), key=f"campaign/{owner_kind}/{file_id}", media_type=media_type,
        size=len(kept), sha256=hash_bytes(data), added_at=now, actor=str(actor)[:60],
    )  # fmt: skip
    storage.put(row.key, kept)
    session.add(row)
    session.flush()
    facts = {"file": str(row.id), "sha256": row.sha256}
    audit.append(session, stream=f"{owner_kind}:{owner_id}", kind="file.added", actor=actor, at=now, facts=facts)
    return row


def remove_file(session: Session, *, owner_id: UUID, position: int, actor: Actor, now: datetime) -> None:
    """Take a file away; the store forgets it once that is certain."""
    row = get_file(session, owner_id, position)
    facts = {"file": str(row.id), "sha256": row.sha256}
    stream = f"{row.owner_kind}:{owner_id}"
    audit.append(session, stream=stream, kind="file.removed", actor=actor, at=now, facts=facts)
    key = row.key
    session.delete(row)
    after_commit(session, lambda: storage.delete(key))


def _clean(data: bytes) -> tuple[bytes, str]:
    if len(data) > MOST_BYTES:
        raise BadInput(lazy("Tệp nặng %(size)s MB, tối đa 15 MB", size=-(-len(data) // MEGABYTE)), field="file")
    if data.startswith(b"%PDF-"):
        return data, "application/pdf"
    try:
        return clean_image(data).data, "image/jpeg"
    except ImageRefused:
        told = lazy("Tệp này không phải PDF hay ảnh mở được; gửi PDF, JPG, PNG, HEIC hoặc WebP")
        raise BadInput(told, field="file") from None
