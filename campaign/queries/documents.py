"""The library, read: search, and "căn cứ" in the order of rank."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from campaign.models import LegalDocument
from core.errors import NotFound
from core.i18n import lazy
from core.text import fold


def get_document(session: Session, document_id: UUID) -> LegalDocument:
    """The document. Raises NotFound."""
    found = session.get(LegalDocument, document_id)
    if found is None:
        raise NotFound(lazy("Không có văn bản này."))
    return found


def get_document_by_slug(session: Session, slug: str) -> LegalDocument:
    """The document by its public address. Raises NotFound."""
    found = session.scalars(select(LegalDocument).where(LegalDocument.slug == slug)).first()
    if found is None:
        raise NotFound(lazy("Không có văn bản này."))
    return found


def search_documents(
    session: Session, *, words: str = "", topic: str = "", kind: str = "", offset: int = 0, limit: int = 25
) -> tuple[list[LegalDocument], int]:
    """A page of documents and how many there are, newest first; every word must stand in number, title or issuer."""
    wanted = select(LegalDocument)
    for word in fold(words).split()[:8]:
        wanted = wanted.where(LegalDocument.folded.contains(word, autoescape=True))
    wanted = wanted.where(LegalDocument.topic == topic) if topic else wanted
    wanted = wanted.where(LegalDocument.kind == kind) if kind else wanted
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    newest = wanted.order_by(LegalDocument.issued_on.desc(), LegalDocument.number)
    return list(session.scalars(newest.offset(offset).limit(limit))), count


def list_grounds(
    session: Session, on: date, province_ids: set[UUID], topics: tuple[str, ...] = ()
) -> list[LegalDocument]:
    """The documents that hold on a day for a province, as "căn cứ" names them: by rank, then by date."""
    document = LegalDocument
    holds = (document.issued_on <= on) & or_(document.valid_to.is_(None), document.valid_to >= on)
    here = or_(document.province_id.is_(None), document.province_id.in_(province_ids))
    query = select(document).where(holds, here, document.is_replaced.is_(False))
    query = query.where(document.topic.in_(topics)) if topics else query
    return list(session.scalars(query.order_by(document.rank, document.issued_on, document.number)))


def list_amending(session: Session, found: LegalDocument) -> tuple[LegalDocument | None, list[LegalDocument]]:
    """What amends or replaces a document, and what it amends itself."""
    by = session.get(LegalDocument, found.amended_by_id) if found.amended_by_id else None
    query = select(LegalDocument).where(LegalDocument.amended_by_id == found.id)
    return by, list(session.scalars(query.order_by(LegalDocument.issued_on)))
