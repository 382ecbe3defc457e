"""What reports, flags, identities and disputes put on an officer's first page."""

from sqlalchemy.orm import Session

from accounts.queries import Officer, list_units_below
from complaints.deadlines import say_left
from complaints.queries import today as counting
from complaints.queries.queue import Desk
from core import clock
from core.home import Duty, register_today
from core.i18n import _


def load_cases(session: Session, officer: Officer) -> dict:
    """Late, due and new reports, and the most urgent of them."""
    today = clock.today()
    desk = Desk(list_units_below(session, officer.unit_id, today), officer.user_id, today)
    found = counting.count_today(session, desk)
    duties = [
        Duty(found.late, _("trễ hẹn"), "/desk/cases?view=late"),
        Duty(found.today, _("đến hạn hôm nay"), "/desk/cases?view=today"),
        Duty(found.due, _("trễ hoặc sắp trễ"), "/desk/cases?view=due"),
        Duty(found.new, _("mới, chưa ai nhận"), "/desk/cases?view=new"),
        Duty(found.mine, _("của tôi, đang mở"), "/desk/cases?view=mine"),
        Duty(found.held, _("cần xem trước"), "/desk/held"),
    ]
    return {
        "duties": duties, "urgent": counting.list_urgent(session, desk), "now": clock.now(), "say_left": say_left,
        "officer": officer,
    }  # fmt: skip


def load_flags(session: Session, officer: Officer) -> dict:
    """What was raised to the unit."""
    number = counting.count_flags(session, officer.unit_id)
    return {"duties": [Duty(number, _("việc báo lên, chưa ai xem"), "/desk/flags")]}


def load_identities(session: Session, officer: Officer) -> dict:
    """Requests that wait for a second person."""
    units = list_units_below(session, officer.unit_id, clock.today())
    number = counting.count_identity_requests(session, units, officer.user_id)
    return {"duties": [Duty(number, _("đề nghị xem danh tính, chờ người thứ hai"), "/desk/identities")]}


def load_disputes(session: Session, officer: Officer) -> dict:
    """Requests for money back to take, and sessions of today."""
    today = clock.today()
    fresh, sessions = counting.count_disputes(session, list_units_below(session, officer.unit_id, today), today)
    duties = [
        Duty(fresh, _("yêu cầu hoàn tiền chưa nhận"), "/desk/money-requests"),
        Duty(sessions, _("buổi thương lượng hôm nay"), "/desk/money-requests"),
    ]
    return {"duties": duties}


register_today(10, "cases.read", load_cases, "complaints/desk/today.html")
register_today(20, "cases.flags", load_flags)
register_today(25, "contact.approve", load_identities)
register_today(30, "disputes.settle", load_disputes)
