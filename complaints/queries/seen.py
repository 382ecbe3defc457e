"""Reports named by an officer, as far as that officer sees them."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from complaints.models import Complaint
from complaints.queries.queue import Desk, visible
from core.errors import BadInput
from core.i18n import lazy


def list_seen(session: Session, desk: Desk, ids: Iterable[str], number: str = "") -> list[UUID]:
    """The reports with these ids or this number. Raises BadInput (field "number" or "cases") for any other."""
    wanted = {_uuid(each) for each in ids}
    number = number.strip().upper()
    query = select(Complaint.id, Complaint.number).where(visible(desk))
    rows = session.execute(query.where(or_(Complaint.id.in_(wanted), Complaint.number == number))).all()
    if number and number not in {row.number for row in rows}:
        raise BadInput(lazy("Đơn vị của bạn không có phản ánh số “%(number)s”", number=number[:30]), field="number")
    if not wanted <= {row.id for row in rows}:
        raise BadInput(lazy("Chọn phản ánh trong danh sách"), field="cases")
    return [row.id for row in rows]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadInput(lazy("Chọn phản ánh trong danh sách"), field="cases") from None
