"""Keeping the library of documents."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import get_unit_by_code
from campaign.documents import TOPICS, list_document_kinds
from campaign.models import LegalDocument
from campaign.queries.documents import get_document
from campaign.words import FOLDER
from core import audit
from core.actor import SYSTEM, Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.i18n import lazy
from core.reference import read_rows, reference
from core.text import fold
from registry.actions.slugs import free_slug

audit.required["document"] = lambda session: session.scalars(select(LegalDocument.id))


def write_document(
    session: Session, *, number: str, kind: str, title: str, issuer: str, issuer_level: str, issued_on: date,
    topic: str, province_id: UUID | None = None, valid_to: date | None = None, link: str = "", source: str = "",
    actor: Actor, now: datetime,
) -> LegalDocument:  # fmt: skip
    """Put a document into the library. Raises BadInput when it is there already or its days are out of order."""
    _check(kind, topic, issued_on, valid_to, link, now)
    if session.scalar(select(LegalDocument.id).filter_by(number=number, issued_on=issued_on)):
        raise BadInput(lazy("Văn bản số “%(sent)s” của ngày này đã có", sent=number), field="number")
    row = LegalDocument(
        number=number, kind=kind, title=title, issuer=issuer, issuer_level=issuer_level, issued_on=issued_on,
        topic=topic, province_id=province_id, valid_to=valid_to, link=link, source=source, version=1,
        folded=fold(f"{number} {title} {issuer}"), rank=int(list_document_kinds()[kind]["rank"]),
        slug=free_slug(session, LegalDocument, number, fallback="van-ban"), recorded_at=now, actor=str(actor)[:60],
    )  # fmt: skip
    session.add(row)
    session.flush()
    _record(session, row, "document.written", actor, now)
    return row


def change_document(
    session: Session, *, document_id: UUID, version: int, number: str, kind: str, title: str, issuer: str,
    issuer_level: str, issued_on: date, topic: str, valid_to: date | None, link: str, amended_by_id: UUID | None,
    is_replaced: bool, actor: Actor, now: datetime,
) -> LegalDocument:  # fmt: skip
    """The document written anew, with what amends or replaces it. Raises Conflict when it was changed meanwhile."""
    row = get_document(session, document_id)
    if row.version != version:
        raise Conflict(lazy("Người khác vừa sửa văn bản này. Bản của họ và bản của bạn ở dưới."))
    _check(kind, topic, issued_on, valid_to, link, now)
    if is_replaced and amended_by_id is None:
        raise BadInput(lazy("Chọn văn bản thay thế"), field="amended_by")
    if amended_by_id and (
        amended_by_id == document_id or get_document(session, amended_by_id).issued_on < issued_on
    ):
        raise BadInput(lazy("Văn bản sửa đổi phải là văn bản khác, ban hành sau"), field="amended_by")
    told = {"number": number, "kind": kind, "title": title, "issuer": issuer, "issuer_level": issuer_level}
    told |= {"issued_on": issued_on, "topic": topic, "valid_to": valid_to, "link": link, "is_replaced": is_replaced}
    told |= {"amended_by_id": amended_by_id, "version": version + 1, "folded": fold(f"{number} {title} {issuer}")}
    for name, value in (told | {"rank": int(list_document_kinds()[kind]["rank"])}).items():
        setattr(row, name, value)
    _record(session, row, "document.changed", actor, now)
    return row


def _check(kind: str, topic: str, issued_on: date, valid_to: date | None, link: str, now: datetime) -> None:
    if kind not in list_document_kinds():
        raise BadInput(lazy("Chọn loại văn bản trong danh sách"), field="kind")
    if topic not in TOPICS:
        raise BadInput(lazy("Chọn chủ đề trong danh sách"), field="topic")
    if issued_on > legal_date(now):
        raise BadInput(lazy("Ngày %(sent)s chưa tới", sent=f"{issued_on:%d/%m/%Y}"), field="issued_on")
    if valid_to and valid_to < issued_on:
        raise BadInput(lazy("Ngày hết hiệu lực đứng trước ngày ban hành"), field="valid_to")
    if link and not link.startswith(("https://", "http://")):
        raise BadInput(lazy("Địa chỉ phải bắt đầu bằng https://"), field="link")


def _record(session: Session, row: LegalDocument, kind: str, actor: Actor, now: datetime) -> None:
    facts = {"number": row.number, "issued": str(row.issued_on), "version": row.version}
    audit.append(session, stream=f"document:{row.id}", kind=kind, actor=actor, at=now, facts=facts)


@reference("campaign.documents")
def load_documents(session: Session, now: datetime) -> None:
    """The documents that the campaign rests on; those already there stay as edited."""
    have = set(session.execute(select(LegalDocument.number, LegalDocument.issued_on)))
    for row in read_rows(FOLDER / "documents.csv"):
        issued_on = date.fromisoformat(row["issued_on"])
        if (row["number"], issued_on) in have:
            continue
        place = get_unit_by_code(session, row["province"], issued_on).id if row["province"] else None
        values = {name: row[name] for name in ("number", "kind", "title", "issuer", "issuer_level", "topic", "source")}
        write_document(session, **values, issued_on=issued_on, province_id=place, actor=SYSTEM, now=now)
