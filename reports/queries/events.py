"""Figures of the campaign's activities, summed by row of the report outline."""

from sqlalchemy import Select, and_, case, literal, or_, select, true, union_all
from sqlalchemy.orm import Session

from areas.models import AdminUnitFlag
from campaign.models import CampaignEvent, EventMeasure
from campaign.words import FLAG_WORDS, figure_id, list_rows
from reports.counted import Counted
from reports.figures import combine
from reports.queries.books import book_lines
from reports.queries.opinions import survey_lines
from reports.queries.shared import in_period
from reports.queries.totals import in_a_total, totals_told
from reports.queries.warnings import UNITS
from reports.scope import Scope


def measures_done(scope: Scope) -> Select:
    """One row per figure of what was done and ended in the period: of activities, units' totals, lines of books."""
    more = [totals_told(scope), _marked(scope), *book_lines(scope), *survey_lines(scope)]
    lines = union_all(_activities(scope), *more).subquery()
    return select(lines).order_by(lines.c.ends_on, lines.c.event, lines.c.position)


def _activities(scope: Scope) -> Select:
    return (
        select(
            CampaignEvent.indicator.label("row"),
            CampaignEvent.name.label("event"),
            CampaignEvent.starts_on.label("starts_on"),
            CampaignEvent.ends_on.label("ends_on"),
            EventMeasure.position.label("position"),
            EventMeasure.name.label("measure"),
            EventMeasure.value.label("value"),
            EventMeasure.unit.label("unit"),
            EventMeasure.qualifier.label("qualifier"),
            or_(EventMeasure.is_per_unit, EventMeasure.counting == "distinct").label("is_per_unit"),
            EventMeasure.counting.label("counting"),
        )
        .join(EventMeasure, EventMeasure.event_id == CampaignEvent.id)
        .where(CampaignEvent.state == "done", in_period(scope, CampaignEvent.ends_on), happened(scope))
        .where(~_counted_elsewhere(), ~in_a_total(scope))
    )


def _marked(scope: Scope) -> Select:
    """The main figure of an activity once more for each mark that its commune carried on its last day."""
    on = CampaignEvent.ends_on
    carried = and_(
        AdminUnitFlag.unit_id == CampaignEvent.commune_id, AdminUnitFlag.valid_from <= on,
        or_(AdminUnitFlag.valid_to.is_(None), AdminUnitFlag.valid_to >= on),
    )  # fmt: skip
    return (
        select(
            CampaignEvent.indicator, CampaignEvent.name, CampaignEvent.starts_on, CampaignEvent.ends_on, literal(2),
            case(FLAG_WORDS, value=AdminUnitFlag.flag), EventMeasure.value, EventMeasure.unit,
            EventMeasure.qualifier, EventMeasure.is_per_unit, literal(""),
        )
        .join(EventMeasure, and_(EventMeasure.event_id == CampaignEvent.id, EventMeasure.position == 1))
        .join(AdminUnitFlag, carried)
        .where(CampaignEvent.state == "done", in_period(scope, CampaignEvent.ends_on), happened(scope))
    )  # fmt: skip


def happened(scope: Scope):
    """That an activity lies in the scope's place: in its province, or in the very commune."""
    if scope.unit_ids is None:
        return true()
    return CampaignEvent.province_id.in_(scope.unit_ids) | CampaignEvent.commune_id.in_(scope.unit_ids)


def _counted_elsewhere():
    """The main figures that `reports.queries.warnings` counts together with the register's own rows."""
    own = [and_(CampaignEvent.indicator == row, EventMeasure.unit == unit) for row, unit in UNITS.items()]
    return and_(EventMeasure.position == 1, or_(*own))


def count_events(session: Session, scope: Scope) -> list[Counted]:
    """The figures of every row: those of one unit are added, those per market or issue stand as they are."""
    found: dict[tuple[str, str], list] = {}
    for line in session.execute(measures_done(scope)):
        found.setdefault((measure_id(line), line.unit), []).append(line)
    order = list(list_rows())
    whole = [_sum(row_id, unit, lines) for (row_id, unit), lines in found.items()]
    return sorted(whole, key=lambda counted: (order.index(counted.id.split(".")[0]), "." in counted.id))


def measure_id(line) -> str:
    """D5 for the main figure of an activity, D5.stalls for the others."""
    return figure_id(line.row, line.position == 1, line.measure, line.unit, line.counting)


def whole_of(lines: list) -> int:
    """What lines of one figure come to: per market, and distinct ones, are not added; the largest stands."""
    return max(line.value for line in lines) if lines[0].is_per_unit else sum(line.value for line in lines)


def _sum(row_id: str, unit: str, lines: list) -> Counted:
    value = whole_of(lines)
    qualifier = combine(line.qualifier for line in lines)
    name = (lines[0].measure or lines[0].unit) if "." in row_id else ""
    days = min(line.starts_on for line in lines), max(line.ends_on for line in lines)
    return Counted(row_id, value, unit, qualifier, names=(name, ""), days=days)
