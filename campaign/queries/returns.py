"""Periodic returns, read."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.models import CampaignEvent, ReturnForm, ReturnItem, ReturnStep, ReturnValue, UnitReturn
from campaign.returns import COUNTED, LOCKED, OPEN, Told, sum_told
from core.errors import NotFound
from core.i18n import lazy


@dataclass(frozen=True)
class Asked:
    """A unit's return with the asking that it answers."""

    form: ReturnForm
    answer: UnitReturn


def get_form(session: Session, form_id: UUID) -> ReturnForm:
    """The asking. Raises NotFound."""
    form = session.get(ReturnForm, form_id)
    if form is None:
        raise NotFound(lazy("Không có kỳ báo cáo này."))
    return form


def get_return(session: Session, return_id: UUID) -> Asked:
    """A unit's return. Raises NotFound."""
    answer = session.get(UnitReturn, return_id)
    if answer is None:
        raise NotFound(lazy("Không có báo cáo này."))
    return Asked(get_form(session, answer.form_id), answer)


def list_forms(session: Session, province_ids: set[UUID]) -> list[tuple[ReturnForm, dict[str, int]]]:
    """The askings of provinces, newest first, each with how many returns are in each state."""
    forms = list(session.scalars(
        select(ReturnForm).where(ReturnForm.province_id.in_(province_ids))
        .order_by(ReturnForm.due_on.desc(), ReturnForm.title)
    ))  # fmt: skip
    counts: dict[UUID, dict[str, int]] = {form.id: {} for form in forms}
    by_state = select(UnitReturn.form_id, UnitReturn.state, func.count()).where(UnitReturn.form_id.in_(counts))
    for form_id, state, count in session.execute(by_state.group_by(UnitReturn.form_id, UnitReturn.state)):
        counts[form_id][state] = count
    return [(form, counts[form.id]) for form in forms]


def list_own_returns(session: Session, unit_id: UUID) -> list[Asked]:
    """What is asked of a unit, the nearest day first among what is open, then the rest."""
    rows = session.execute(
        select(ReturnForm, UnitReturn).join(UnitReturn, UnitReturn.form_id == ReturnForm.id)
        .where(UnitReturn.unit_id == unit_id).order_by(ReturnForm.due_on.desc())
    )  # fmt: skip
    found = [Asked(form, answer) for form, answer in rows]
    is_open = [each for each in found if each.answer.state in OPEN]
    return is_open[::-1] + [each for each in found if each.answer.state not in OPEN]


def list_returns(session: Session, form_id: UUID) -> list[UnitReturn]:
    """The returns of every unit that was asked."""
    return list(session.scalars(select(UnitReturn).where(UnitReturn.form_id == form_id).order_by(UnitReturn.id)))


def list_items(session: Session, form_id: UUID) -> list[ReturnItem]:
    """What is asked, in its order."""
    return list(session.scalars(select(ReturnItem).where(ReturnItem.form_id == form_id).order_by(ReturnItem.position)))


def list_values(session: Session, return_ids: list[UUID]) -> dict[UUID, dict[UUID, ReturnValue]]:
    """The figures by return and item."""
    found: dict[UUID, dict[UUID, ReturnValue]] = {return_id: {} for return_id in return_ids}
    for value in session.scalars(select(ReturnValue).where(ReturnValue.return_id.in_(return_ids))):
        found[value.return_id][value.item_id] = value
    return found


def list_steps(session: Session, return_ids: list[UUID]) -> list[ReturnStep]:
    """What happened to the returns, newest first."""
    query = select(ReturnStep).where(ReturnStep.return_id.in_(return_ids))
    return list(session.scalars(query.order_by(ReturnStep.at.desc(), ReturnStep.id.desc())))


def list_sums(
    returns: list[UnitReturn], values: dict[UUID, dict[UUID, ReturnValue]], items: list[ReturnItem]
) -> dict[UUID, tuple[int, str]]:
    """The total of each item over the units that stand by theirs, joint events once."""
    sums = {}
    for item in items:
        told = [values[each.id].get(item.id) for each in returns if each.state in COUNTED]
        given = [row for row in told if row is not None and row.value is not None]
        if given:
            sums[item.id] = sum_told(Told(row.value or 0, row.qualifier, row.joint) for row in given)
    return sums


def list_last_year(session: Session, asked: Asked) -> dict[UUID, tuple[ReturnValue, str]]:
    """By item of an asking: the unit's locked figure of the same days a year before, with the title of that asking."""
    first, last = (_year_before(day) for day in (asked.form.from_day, asked.form.to_day))
    then = (
        select(ReturnItem, ReturnValue, ReturnForm.title)
        .join(ReturnValue, ReturnValue.item_id == ReturnItem.id)
        .join(UnitReturn, UnitReturn.id == ReturnValue.return_id)
        .join(ReturnForm, ReturnForm.id == UnitReturn.form_id)
        .where(UnitReturn.unit_id == asked.answer.unit_id, UnitReturn.state == LOCKED)
        .where(ReturnForm.from_day == first, ReturnForm.to_day == last, ReturnValue.value.is_not(None))
    )
    before = {_key(item): (value, title) for item, value, title in session.execute(then)}
    items = list_items(session, asked.form.id)
    return {item.id: before[_key(item)] for item in items if _key(item) in before}


def _key(item: ReturnItem) -> tuple[str, str, str]:
    return item.indicator, item.measure, item.label


def _year_before(day: date) -> date:
    """The same day a year before; 29 February gives the 28th."""
    return (day - timedelta(days=1)).replace(year=day.year - 1) if (day.month, day.day) == (2, 29) else day.replace(
        year=day.year - 1
    )  # fmt: skip


def list_own_sheets(session: Session, asked: Asked) -> dict[str, int]:
    """How many activities with dates the unit has in the book for the days, by row: its total holds them."""
    form = asked.form
    query = select(CampaignEvent.indicator, func.count()).where(
        CampaignEvent.unit_id == asked.answer.unit_id, CampaignEvent.state == "done",
        CampaignEvent.ends_on.between(form.from_day, form.to_day),
    )  # fmt: skip
    return {row_id: count for row_id, count in session.execute(query.group_by(CampaignEvent.indicator))}  # noqa: C416


def list_open_returns(session: Session, on: date, until: date) -> list[Asked]:
    """Every return not sent whose day is by `until`."""
    query = select(ReturnForm, UnitReturn).join(UnitReturn, UnitReturn.form_id == ReturnForm.id)
    query = query.where(UnitReturn.state.in_(OPEN), ReturnForm.due_on <= until)
    return [Asked(form, answer) for form, answer in session.execute(query.order_by(ReturnForm.due_on, UnitReturn.id))]
