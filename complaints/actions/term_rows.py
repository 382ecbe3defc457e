"""The administrator reads a term against its document and confirms it, or gives it another length from a day on."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from complaints.queries.term_rows import get_term, read_row
from complaints.term_words import LENGTHS, TOLD
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.db import new_id
from core.errors import BadInput, Conflict
from core.i18n import lazy

STREAM = "terms"


def confirm_term(session: Session, *, table: str, term_id: UUID, words: str, actor: Actor, now: datetime) -> None:
    """Say by which document the row was checked; from then on its dates are told to citizens.

    Raises NotFound, BadInput without words, Conflict for a row that was confirmed.
    """
    row = get_term(session, table, term_id)
    if not words.strip():
        raise BadInput(lazy("Ghi văn bản đã đối chiếu"), field="words")
    if row.is_confirmed:
        raise Conflict(lazy("Thời hạn này đã được xác nhận."), field="words")
    row.is_confirmed = True
    facts = {"table": table, "term": str(term_id), "document": words.strip()}
    audit.append(session, stream=STREAM, kind="term.confirmed", actor=actor, at=now, facts=facts)


def change_term(
    session: Session, *, table: str, term_id: UUID, length: int, from_day: date, source: str, actor: Actor,
    now: datetime,
) -> UUID:  # fmt: skip
    """Another length from a day on, by a document that the administrator has read; what was promised before stays.

    The id of the new row. Raises BadInput for a day that has passed, no source or the same length, Conflict for a
    row that has ended.
    """
    row = get_term(session, table, term_id)
    old = read_row(table, row)
    if not source.strip():
        raise BadInput(lazy("Ghi văn bản, điều khoản của thời hạn mới"), field="source")
    if from_day < legal_date(now) or from_day <= old.valid_from:
        raise BadInput(lazy("Thời hạn mới bắt đầu từ hôm nay trở đi và sau ngày của dòng cũ"), field="from_day")
    if length == old.length:
        raise BadInput(lazy("Thời hạn mới cần khác thời hạn cũ"), field="length")
    if row.valid_to is not None:
        raise Conflict(lazy("Dòng này đã hết hiệu lực."), field="length")
    model, copied = type(row), {attr.key: getattr(row, attr.key) for attr in inspect(type(row)).column_attrs}
    row.valid_to = from_day - timedelta(days=1)
    copied |= {"id": new_id(), LENGTHS[table]: length, "valid_from": from_day, "valid_to": None, "is_confirmed": True}
    copied["article" if table == TOLD else "source"] = source.strip()
    session.add(model(**copied))
    facts = {"table": table, "term": str(term_id), "length": length, "from": str(from_day), "was": old.length}
    audit.append(session, stream=STREAM, kind="term.changed", actor=actor, at=now, facts=facts | {"source": source})
    return copied["id"]
