"""What every page of this desk needs: the blueprint, the province, who acts and when."""

from datetime import date
from typing import Any
from uuid import UUID

from accounts.guards import signed_in
from areas.queries import former_members
from campaign.queries.units import home_province
from core import clock
from core.db import session
from core.errors import NotFound
from core.home import register_desk_tab
from core.http import desk_blueprint
from core.i18n import lazy

RECORD, COMPILE = "campaign.record", "campaign.compile"

blueprint = desk_blueprint("campaign", __name__)
register_desk_tab(55, lazy("Hoạt động"), "/desk/events", right=RECORD)
register_desk_tab(57, lazy("Kế hoạch"), "/desk/plans", right=RECORD)
register_desk_tab(58, lazy("Sổ"), "/desk/books", right=RECORD)
register_desk_tab(59, lazy("Khảo sát"), "/desk/surveys", right=RECORD)
register_desk_tab(60, lazy("Văn bản"), "/desk/documents", right=RECORD)
register_desk_tab(61, lazy("Bình chọn"), "/desk/votes", right=COMPILE)
register_desk_tab(56, lazy("Báo cáo kỳ"), "/desk/returns", right=RECORD)


def by() -> dict[str, Any]:
    """Who acts and when, as every action wants them."""
    return {"actor": signed_in().actor, "now": clock.now()}


def home_id() -> UUID:
    """The province that the signed-in officer's unit works in."""
    return home_province(session(), signed_in().unit_id, clock.today()).id


def home_ids() -> set[UUID]:
    """That province with the former ones it is made of."""
    home = home_province(session(), signed_in().unit_id, clock.today())
    return {home.id} | {member.unit.id for member in former_members(session(), home)}


def is_compiler() -> bool:
    """Whether the officer brings the figures of the province together."""
    return signed_in().may(COMPILE)


def check_seen(province_id: UUID, unit_id: UUID) -> None:
    """Raise NotFound unless it is the officer's own unit's, or of the province whose figures the officer compiles."""
    if unit_id == signed_in().unit_id:
        return
    if not (is_compiler() and province_id in home_ids()):
        raise NotFound(lazy("Không có mục này trong địa bàn của đơn vị bạn."))


def day_words(day: date | None) -> str:
    """A day as it is typed."""
    return f"{day:%d/%m/%Y}" if day else ""
