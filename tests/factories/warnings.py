"""Warnings and sampling rounds, as the registry's own actions leave them."""

import itertools

from sqlalchemy.orm import Session

from areas.queries import get_unit_by_code
from core import clock
from core.actor import SYSTEM
from registry.actions.sampling import record_round
from registry.actions.warnings import publish_warning
from registry.models import PublicWarning, SamplingRound

_numbers = itertools.count(1)
NAMED = {"decision_number": "15/QĐ-XPHC", "legal_ground": "Điều 72 Luật Xử lý vi phạm hành chính"}


def make_warning(session: Session, **values) -> PublicWarning:
    """A published warning of the kind other, for everywhere unless a product or place is given."""
    number = next(_numbers)
    values = {
        "kind": "other", "title": f"Cảnh báo mẫu {number}", "body": "Không mua hàng không có nhãn.",
        "actor": SYSTEM, "now": clock.now(),
    } | values  # fmt: skip
    return publish_warning(session, **values)


def make_round(session: Session, *, province: str = "19", **values) -> SamplingRound:
    """A round of today with ten samples, two of which failed."""
    told = {"number": f"Kỳ {next(_numbers)}", "announced_on": clock.today(), "authority": "Chi cục mẫu",
            "goods": "rau, thịt", "taken": 10, "passed": 8, "failed": 2}  # fmt: skip
    place = get_unit_by_code(session, province, clock.today())
    return record_round(session, province_id=place.id, **told | values, actor=SYSTEM, now=clock.now())
