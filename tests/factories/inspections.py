"""Teams with communes, and inspections, for tests."""

from datetime import date

from sqlalchemy.orm import Session

from accounts.models import Unit
from complaints.actions.inspections import record_inspection
from complaints.models import Inspection
from core import clock
from core.actor import Actor
from core.db import new_id
from tests.factories.accounts import make_unit
from tests.factories.complaints import commune, province

OFFICER = Actor("officer", None, "kiem_tra_vien")


def make_branch_and_teams(session: Session) -> tuple[Unit, Unit, Unit]:
    """A Chi cục of Thái Nguyên and two Đội: the first holds Tân Cương, the second Phú Bình."""
    branch = make_unit(session, kind="chi_cuc", name="Chi cục QLTT mẫu", areas=[province(session).id])
    first = make_unit(
        session, kind="doi", name="Đội QLTT số 1", parent=branch, areas=[commune(session, "Tân Cương").id]
    )
    second = make_unit(
        session, kind="doi", name="Đội QLTT số 2", parent=branch, areas=[commune(session, "Phú Bình").id]
    )
    return branch, first, second


def make_inspection(session: Session, *, unit: Unit, **given: object) -> Inspection:
    """A recorded inspection that found a violation."""
    values = {
        "source": "sudden", "inspected_on": date(2026, 11, 20), "outcome": "violation",
        "commune_id": commune(session).id, "party": "Cơ sở mẫu", "actor": Actor("officer", new_id(), "kiem_tra_vien"),
        "now": clock.now(),
    }  # fmt: skip
    return record_inspection(session, unit_id=unit.id, **(values | given))
