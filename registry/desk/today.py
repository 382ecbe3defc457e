"""What producers' applications put on an officer's first page."""

from sqlalchemy.orm import Session

from accounts.queries import Officer
from core import clock
from core.home import Duty, register_today
from core.i18n import _
from registry.queries import communes_of_unit
from registry.queries.applications import count_late, count_waiting


def load_applications(session: Session, officer: Officer) -> dict:
    """Applications that wait, those late, and those that this unit must answer."""
    today = clock.today()
    communes = communes_of_unit(session, officer.unit_id, today)
    duties = [
        Duty(count_late(session, communes, today), _("hồ sơ sản phẩm quá hạn"), "/desk/applications"),
        Duty(
            count_waiting(session, communes, unit_id=officer.unit_id), _("hồ sơ sản phẩm đơn vị phải trả lời"),
            "/desk/applications?held=mine",
        ),
    ]  # fmt: skip
    return {"duties": duties}


register_today(40, ("products.approve",), load_applications)
