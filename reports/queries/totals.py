"""The totals of periodic returns, in the shape of figures of activities.

A unit's total holds its own activities of the same days, so those are not added to it; of two totals of a unit, the
one whose days lie within the other's is left out; what a unit did jointly and another unit counts is taken off.
"""

from sqlalchemy import Select, and_, case, false, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from accounts.models import UnitVersion
from campaign.models import CampaignEvent, EventMeasure, ReturnForm, ReturnItem, ReturnValue, UnitReturn
from campaign.returns import COUNTED
from reports.queries.shared import in_period
from reports.scope import Scope


def totals_told(scope: Scope) -> Select:
    """One row per figure of a return that its unit stands by and whose period ends in the scope's."""
    inside = ReturnForm.province_id.in_(scope.unit_ids) if scope.unit_ids is not None else true()
    named = (
        select(UnitVersion.name).where(UnitVersion.unit_id == UnitReturn.unit_id)
        .order_by(UnitVersion.valid_from.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    title = case((ReturnItem.label == "", ReturnForm.title), else_=ReturnItem.label)
    return (
        select(
            ReturnItem.indicator.label("row"),
            (title + " – " + func.coalesce(named, "")).label("event"),
            ReturnForm.from_day.label("starts_on"),
            ReturnForm.to_day.label("ends_on"),
            case((ReturnItem.measure == "", 1), else_=2).label("position"),
            ReturnItem.measure.label("measure"),
            (ReturnValue.value - ReturnValue.joint).label("value"),
            ReturnItem.unit.label("unit"),
            ReturnValue.qualifier.label("qualifier"),
            false().label("is_per_unit"),
            literal("").label("counting"),
        )
        .join(UnitReturn, UnitReturn.form_id == ReturnForm.id)
        .join(ReturnValue, ReturnValue.return_id == UnitReturn.id)
        .join(ReturnItem, ReturnItem.id == ReturnValue.item_id)
        .where(_stands(UnitReturn, ReturnValue), in_period(scope, ReturnForm.to_day), inside, ~_within_another(scope))
    )


def in_a_total(scope: Scope):
    """That a figure of an activity is already held by a total of its unit."""
    measure = case((EventMeasure.position == 1, ""), else_=EventMeasure.name)
    return (
        select(ReturnValue.id)
        .join(UnitReturn, UnitReturn.id == ReturnValue.return_id)
        .join(ReturnForm, ReturnForm.id == UnitReturn.form_id)
        .join(ReturnItem, ReturnItem.id == ReturnValue.item_id)
        .where(
            _stands(UnitReturn, ReturnValue), in_period(scope, ReturnForm.to_day),
            UnitReturn.unit_id == CampaignEvent.unit_id, ReturnForm.province_id == CampaignEvent.province_id,
            ReturnItem.indicator == CampaignEvent.indicator, ReturnItem.measure == measure,
            ReturnItem.unit == EventMeasure.unit, ReturnForm.from_day <= CampaignEvent.starts_on,
            ReturnForm.to_day >= CampaignEvent.ends_on,
        )
        .correlate(CampaignEvent, EventMeasure)
        .exists()
    )  # fmt: skip


def _stands(answer, value):
    return and_(answer.state.in_(COUNTED), value.value.is_not(None))


def _within_another(scope: Scope):
    """That a longer return of the unit for the same figure counts in the scope, or a later one of the same days."""
    form, answer, item, value = (aliased(each) for each in (ReturnForm, UnitReturn, ReturnItem, ReturnValue))
    same_days = and_(form.from_day == ReturnForm.from_day, form.to_day == ReturnForm.to_day)
    return (
        select(value.id)
        .join(answer, answer.id == value.return_id)
        .join(form, form.id == answer.form_id)
        .join(item, item.id == value.item_id)
        .where(
            _stands(answer, value), in_period(scope, form.to_day), form.id != ReturnForm.id,
            answer.unit_id == UnitReturn.unit_id, form.province_id == ReturnForm.province_id,
            item.indicator == ReturnItem.indicator, item.measure == ReturnItem.measure, item.label == ReturnItem.label,
            item.unit == ReturnItem.unit, form.from_day <= ReturnForm.from_day, form.to_day >= ReturnForm.to_day,
            or_(~same_days, form.id > ReturnForm.id),
        )
        .correlate(ReturnForm, UnitReturn, ReturnItem)
        .exists()
    )  # fmt: skip
