"""Lines of the campaign's books, read."""

from uuid import UUID

from sqlalchemy import String, func, or_, select
from sqlalchemy.orm import Session

from campaign import models
from campaign.books import BOOKS, Book
from core.errors import NotFound
from core.i18n import lazy

TABLES = {
    "promotions": models.SalesPromotion,
    "fairs": models.FairLicence,
    "fair-checks": models.FairCheck,
    "commitments": models.TraderCommitment,
    "purchases": models.PublicPurchase,
    "supervision": models.SupervisionRound,
    "funds": models.CampaignFund,
    "prices": models.PriceProgramme,
    "teams": models.InterAgencyTeam,
    "rewards": models.CampaignReward,
    "macro": models.MacroFigure,
}


def get_book(key: str) -> Book:
    """The book of a key. Raises NotFound."""
    if key not in BOOKS:
        raise NotFound(lazy("Không có sổ này."))
    return BOOKS[key]


def get_line(session: Session, book: Book, line_id: UUID):
    """A line of a book. Raises NotFound."""
    line = session.get(TABLES[book.key], line_id)
    if line is None:
        raise NotFound(lazy("Không có dòng này trong sổ."))
    return line


def search_lines(
    session: Session, book: Book, *, province_ids: set[UUID] | None = None, unit_id: UUID | None = None,
    words: str = "", only_standing: bool = False, offset: int = 0, limit: int | None = 25,
) -> tuple[list, int]:  # fmt: skip
    """A page of a book and how many lines there are, newest first; `words` stand in the name of a line."""
    table = TABLES[book.key]
    wanted = select(table)
    if province_ids is not None:
        wanted = wanted.where(table.province_id.in_(province_ids))
    if unit_id:
        wanted = wanted.where(table.unit_id == unit_id)
    if only_standing:
        wanted = wanted.where(table.withdrawn_reason == "")
    if words:
        wanted = wanted.where(or_(*(column.contains(words, autoescape=True) for column in _texts(book, table))))
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    newest = wanted.order_by(getattr(table, book.day).desc(), table.id.desc())
    return list(session.scalars(newest.offset(offset).limit(limit))), count


def _texts(book: Book, table) -> list:
    """The columns that are searched: names as they were written."""
    return [getattr(table, each.name) for each in book.entries if each.kind == "text" and each.name in book.shown
            and isinstance(getattr(table, each.name).type, String)]  # fmt: skip


def count_lines(session: Session, *, province_ids: set[UUID] | None, unit_id: UUID | None) -> dict[str, int]:
    """How many standing lines each book holds."""
    counts = {}
    for key, book in BOOKS.items():
        counts[key] = search_lines(
            session, book, province_ids=province_ids, unit_id=unit_id, only_standing=True, limit=0
        )[1]
    return counts
