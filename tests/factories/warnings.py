"""Warnings and sampling rounds, as the registry's own actions leave them."""

import itertools

from sqlalchemy.orm import Session

from core import clock
from core.actor import SYSTEM
from registry.actions.warnings import publish_warning
from registry.models import PublicWarning

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
