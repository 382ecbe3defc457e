"""What codes put on an officer's first page: requests to answer, copies to decide on."""

from sqlalchemy.orm import Session

from accounts.queries import Officer
from core import clock
from core.home import Duty, register_today
from core.i18n import _
from qr.queries.alerts import count_alerts
from qr.queries.requests import count_asked
from registry.queries import communes_of_unit


def load_requests(session: Session, officer: Officer) -> dict:
    """Producers' requests for codes."""
    number = count_asked(session, communes_of_unit(session, officer.unit_id, clock.today()), is_waiting=True)
    return {"duties": [Duty(number, _("yêu cầu mã chờ trả lời"), "/desk/codes/requests")]}


def load_alerts(session: Session, officer: Officer) -> dict:
    """Codes that look copied and wait for a decision within the hour."""
    number = count_alerts(session, communes_of_unit(session, officer.unit_id, clock.today()))
    return {"duties": [Duty(number, _("mã nghi bị sao chép, cần quyết định"), "/desk/alerts")]}


register_today(50, "codes.issue", load_requests)
register_today(52, "codes.confirm", load_alerts)
