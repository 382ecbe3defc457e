"""Which communes a unit answers for: kept by the process, and never older than the places and the unit's areas."""

from datetime import date

from accounts.models import UnitArea
from areas.models import AdminUnit
from core import clock
from registry.queries import communes_of_unit
from tests.factories.accounts import make_unit
from tests.factories.complaints import commune, province
from tests.statements import statements_of


def test_a_new_area_and_a_new_commune_are_seen_at_once_and_what_is_known_costs_one_statement(session):
    home, today = province(session), clock.today()
    unit = make_unit(session, kind="doi", areas=[commune(session).id])
    assert home.id not in communes_of_unit(session, unit.id, today)
    before = communes_of_unit(session, unit.id, today)
    session.add(UnitArea(unit_id=unit.id, admin_unit_id=home.id, valid_from=today))
    session.flush()
    wide = communes_of_unit(session, unit.id, today)
    assert before < wide and len(wide) > 90
    like = commune(session)
    values = {column.key: getattr(like, column.key) for column in AdminUnit.__table__.columns if column.key != "id"}
    fresh = AdminUnit(**(values | {"code": "99998", "valid_from": date(2026, 11, 1)}))
    session.add(fresh)
    session.flush()
    assert communes_of_unit(session, unit.id, today) - wide == {fresh.id}
    assert len(statements_of(lambda: communes_of_unit(session, unit.id, today))) == 1
