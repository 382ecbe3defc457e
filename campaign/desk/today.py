"""What the campaign puts on an officer's first page: the unit's returns."""

from sqlalchemy.orm import Session

from accounts.queries import Officer
from campaign.desk.frame import RECORD
from campaign.queries.returns import list_own_returns
from campaign.returns import OPEN, days_left
from core import clock
from core.home import Duty, register_today
from core.i18n import _


def load_returns(session: Session, officer: Officer) -> dict:
    """Returns that are asked of the unit, and those past their day."""
    today = clock.today()
    asked = [each for each in list_own_returns(session, officer.unit_id) if each.answer.state in OPEN]
    late = [each for each in asked if (days_left(each.form.due_on, each.answer.state, today) or 0) < 0]
    duties = [
        Duty(len(late), _("báo cáo kỳ quá hạn"), "/desk/returns"),
        Duty(len(asked), _("báo cáo kỳ chưa nộp"), "/desk/returns"),
    ]
    return {"duties": duties}


register_today(60, (RECORD,), load_returns)
