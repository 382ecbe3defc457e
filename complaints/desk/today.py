"""What reports, flags, identities and disputes put on an officer's first page."""

from sqlalchemy.orm import Session

from accounts.queries import Officer, list_units_below
from complaints.deadlines import say_left
from complaints.queries import today as counting
from complaints.queries.queue import Desk
from core import clock
from core.home import Duty, register_today
from core.i18n import _


def load_reports(session: Session, officer: Officer) -> dict:
    """Late, due and new reports with the most urgent of them; what was raised, identities, disputes."""
    today = clock.today()
    desk = Desk(list_units_below(session, officer.unit_id, today), officer.user_id, today)
    found = counting.count_today(session, desk, officer.unit_id)
    others = {
        "cases.flags": [Duty(found.flags, _("việc báo lên, chưa ai xem"), "/desk/flags")],
        "contact.approve": [Duty(found.identities, _("đề nghị xem danh tính, chờ người thứ hai"), "/desk/identities")],
        "disputes.settle": [
            Duty(found.disputes, _("yêu cầu hoàn tiền chưa nhận"), "/desk/money-requests"),
            Duty(found.sessions, _("buổi thương lượng hôm nay"), "/desk/money-requests"),
        ],
    }
    duties = [duty for right, some in others.items() if officer.may(right) for duty in some]
    if not officer.may("cases.read"):
        return {"duties": duties}
    shown = {
        "duties": _of_cases(found), "urgent": counting.list_urgent(session, desk), "now": clock.now(),
        "say_left": say_left, "officer": officer,
    }  # fmt: skip
    return {"duties": duties, "shown": shown}


def _of_cases(found: counting.Counts) -> list[Duty]:
    return [
        Duty(found.late, _("trễ hẹn"), "/desk/cases?view=late"),
        Duty(found.today, _("đến hạn hôm nay"), "/desk/cases?view=today"),
        Duty(found.due, _("trễ hoặc sắp trễ"), "/desk/cases?view=due"),
        Duty(found.new, _("mới, chưa ai nhận"), "/desk/cases?view=new"),
        Duty(found.mine, _("của tôi, đang mở"), "/desk/cases?view=mine"),
        Duty(found.held, _("cần xem trước"), "/desk/held"),
    ]


RIGHTS = ("cases.read", "cases.flags", "contact.approve", "disputes.settle")
register_today(10, RIGHTS, load_reports, "complaints/desk/today.html")
