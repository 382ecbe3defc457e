"""Papers of an OCOP application: a picture made anew, a PDF as it came, or only named."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, storage
from core.actor import Actor
from core.db import new_id
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import lazy
from core.images import ImageRefused, clean_image, hash_bytes
from registry.assessing import OPEN_FOR_PAPERS
from registry.models import OcopApplication, OcopPaper
from registry.queries.assessing import get_application, get_ocop_paper

MEGABYTE = 1024 * 1024
MOST_BYTES = 15 * MEGABYTE
MOST_PAPERS = 60


def add_ocop_paper(
    session: Session, *, application_id: UUID, name: str, detail: str = "", data: bytes = b"",
    actor: Actor, now: datetime,
) -> OcopPaper:  # fmt: skip
    """A paper while the file is being written or completed. Raises BadInput for files that are neither."""
    application = _open(session, application_id)
    count = session.scalar(select(func.count()).select_from(OcopPaper).filter_by(application_id=application.id)) or 0
    if count >= MOST_PAPERS:
        raise BadInput(lazy("Hồ sơ đã có %(most)s giấy tờ; gộp bớt lại", most=MOST_PAPERS), field="name")
    name = clean_text(name)
    if not name:
        raise BadInput(lazy("Ghi “%(label)s”", label=lazy("Tên giấy tờ")), field="name")
    paper = OcopPaper(id=new_id(), application_id=application.id, name=name, detail=clean_text(detail), added_at=now)
    if data:
        _keep(paper, data)
    session.add(paper)
    session.flush()
    facts = {"paper": str(paper.id), "name": name, "sha256": paper.sha256}
    audit.append(session, stream=f"ocop:{application.id}", kind="ocop.paper", actor=actor, at=now, facts=facts)
    return paper


def remove_ocop_paper(session: Session, *, application_id: UUID, paper_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a paper out of a draft; of a file once handed in nothing is removed. Raises Conflict then."""
    application = get_application(session, application_id)
    if application.state != "draft":
        raise Conflict(lazy("Hồ sơ đã nộp nên không bỏ giấy tờ ra được."))
    paper = get_ocop_paper(session, application_id, paper_id)
    if paper.file_key:
        storage.delete(paper.file_key)
    session.delete(paper)
    facts = {"paper": str(paper.id), "name": paper.name}
    audit.append(session, stream=f"ocop:{application_id}", kind="ocop.paper_out", actor=actor, at=now, facts=facts)


def _open(session: Session, application_id: UUID) -> OcopApplication:
    application = get_application(session, application_id)
    if application.state not in OPEN_FOR_PAPERS:
        raise Conflict(lazy("Hồ sơ đã nộp; chỉ thêm giấy tờ khi được yêu cầu bổ sung."))
    return application


def _keep(paper: OcopPaper, data: bytes) -> None:
    if len(data) > MOST_BYTES:
        size = -(-len(data) // MEGABYTE)
        raise BadInput(lazy("Tệp nặng %(size)s MB, tối đa 15 MB", size=size), field="file")
    paper.sha256 = hash_bytes(data)
    if data.startswith(b"%PDF-"):
        kept, paper.media_type = data, "application/pdf"
    else:
        try:
            kept, paper.media_type = clean_image(data).data, "image/jpeg"
        except ImageRefused:
            told = lazy("Tệp này không phải PDF hay ảnh mở được; gửi PDF, JPG, PNG, HEIC hoặc WebP")
            raise BadInput(told, field="file") from None
    paper.file_key, paper.size = f"ocop/{paper.application_id}/{paper.id}", len(kept)
    storage.put(paper.file_key, kept)
