"""What the officers' doors of reports share: the blueprint and the province."""

from accounts.guards import signed_in
from areas.models import AdminUnit
from areas.queries import former_members
from campaign.queries.units import home_province
from core import clock
from core.db import session
from core.home import register_desk_tab
from core.http import desk_blueprint
from core.i18n import lazy

blueprint = desk_blueprint("reports", __name__)
WRITE, SIGN = "reports.write", "reports.sign"
register_desk_tab(60, lazy("Số liệu"), "/desk/reports/tally", right="reports.read")
register_desk_tab(62, lazy("Báo cáo"), "/desk/papers", right=WRITE)


def home() -> AdminUnit:
    """The province that the signed-in officer's unit works in."""
    return home_province(session(), signed_in().unit_id, clock.today())


def home_ids() -> set:
    """That province with the former ones it is made of."""
    return {home().id} | {member.unit.id for member in former_members(session(), home())}
