"""A report that was upheld may take a place off the list of the trusted: the officer's own choice."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from complaints.models import Complaint
from complaints.queries.sellers import UPHELD, list_trusted_about
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput
from core.i18n import lazy
from registry.actions.lists import withdraw_trusted_place

FINDING = "Cơ quan kiểm tra kết luận có vi phạm"
"""What everybody reads on the list: the finding, not that somebody reported."""


def withdraw_places(
    session: Session, *, case: Complaint, outcome: str, chosen: Iterable[str], actor: Actor, now: datetime
) -> int:
    """Withdraw the chosen places, of those that the report may be about; gives how many.

    Raises BadInput when places are chosen and no violation was found.
    """
    chosen = set(chosen)
    if chosen and outcome != UPHELD:
        raise BadInput(lazy("Chỉ rút địa chỉ tin cậy khi kết quả là có vi phạm; bỏ chọn địa chỉ"), field="withdraw")
    places = [row for row in list_trusted_about(session, case, legal_date(now)) if str(row.id) in chosen]
    for place in places:
        withdraw_trusted_place(session, place_id=place.id, reason=FINDING, actor=actor, now=now)
    return len(places)
