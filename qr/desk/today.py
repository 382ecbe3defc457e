"""What codes put on an officer's first page: requests to answer, copies to decide on."""

from sqlalchemy.orm import Session

from accounts.queries import Officer
from core import clock
from core.home import Duty, register_today
from core.i18n import _
from qr.queries.alerts import count_alerts
from qr.queries.requests import count_asked
from registry.queries import communes_of_unit


def load_codes(session: Session, officer: Officer) -> dict:
    """Producers' requests for codes, and codes that look copied and wait for a decision within the hour."""
    communes, duties = communes_of_unit(session, officer.unit_id, clock.today()), []
    if officer.may("codes.issue"):
        number = count_asked(session, communes, is_waiting=True)
        duties.append(Duty(number, _("yêu cầu mã chờ trả lời"), "/desk/codes/requests"))
    if officer.may("codes.confirm"):
        duties.append(Duty(count_alerts(session, communes), _("mã nghi bị sao chép, cần quyết định"), "/desk/alerts"))
    return {"duties": duties}


register_today(50, ("codes.issue", "codes.confirm"), load_codes)
