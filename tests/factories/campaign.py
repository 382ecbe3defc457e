"""Activities of the campaign."""

from datetime import date

from sqlalchemy.orm import Session

from areas.queries import get_unit_by_code
from campaign.actions.events import Measured, record_event
from campaign.models import CampaignEvent
from core import clock
from core.actor import SYSTEM
from tests.factories.accounts import make_unit


def make_event(session: Session, *, place: str = "19", **values) -> CampaignEvent:
    """A market day in Thái Nguyên with one exact figure."""
    usual = {
        "row_id": "D13",
        "kind": "market",
        "name": "Phiên chợ mẫu",
        "starts_on": date(2026, 3, 5),
        "ends_on": date(2026, 3, 5),
        "measures": [Measured("phiên chợ", 1, "phiên chợ")],
    }
    unit = make_unit(session, kind="mttq")
    province = get_unit_by_code(session, place, clock.today())
    return record_event(
        session, **(usual | values), unit_id=unit.id, province_id=province.id, actor=SYSTEM, now=clock.now()
    )
