"""Askings and returns of units."""

from datetime import date

from sqlalchemy.orm import Session

from areas.queries import get_unit_by_code, list_communes
from campaign.actions.returns import Given, Item, ask_for_returns, write_return
from campaign.models import ReturnForm, UnitReturn
from campaign.queries.returns import list_items, list_returns
from core import clock
from core.actor import SYSTEM
from tests.factories.accounts import make_unit

ITEMS = [Item("D13", "", "phiên chợ"), Item("D13", "lượt khách", "lượt khách")]


def by() -> dict:
    return {"actor": SYSTEM, "now": clock.now()}


def make_units(session: Session, code: str = "19") -> tuple:
    """The Front, the department and one commune's committee of a province."""
    province = get_unit_by_code(session, code, clock.today())
    commune = list_communes(session, province.id, clock.today())[0]
    return (
        make_unit(session, kind="mttq", areas=[province.id]),
        make_unit(session, kind="so_cong_thuong", areas=[province.id]),
        make_unit(session, kind="ubnd_xa", areas=[commune.id]),
    )


def ask(session: Session, front, units: list, **changes) -> ReturnForm:
    """An asking for the markets of the first half of 2026."""
    usual = {
        "title": "Báo cáo 6 tháng", "from_day": date(2026, 1, 1), "to_day": date(2026, 6, 30),
        "due_on": date(2026, 7, 5), "items": ITEMS,
    }  # fmt: skip
    province = get_unit_by_code(session, "19", clock.today())
    return ask_for_returns(
        session, **(usual | changes), province_id=province.id, unit_id=front.id,
        unit_ids=[unit.id for unit in units], **by(),
    )  # fmt: skip


def answer_of(session: Session, form: ReturnForm, unit) -> UnitReturn:
    return next(each for each in list_returns(session, form.id) if each.unit_id == unit.id)


def fill(session: Session, form: ReturnForm, unit, *given: Given, is_sent: bool = True) -> UnitReturn:
    """Write a unit's figures, in the order of the items, and send them."""
    answer = answer_of(session, form, unit)
    told = dict(zip([item.id for item in list_items(session, form.id)], given, strict=True))
    return write_return(
        session, return_id=answer.id, version=answer.version, given=told, last_source="", is_sent=is_sent, **by()
    )
