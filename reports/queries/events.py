"""Figures of the campaign's activities, summed by row of the report outline."""

from sqlalchemy import Select, and_, or_, select, true, union_all
from sqlalchemy.orm import Session

from campaign.models import CampaignEvent, EventMeasure
from campaign.words import list_rows, measure_key
from reports.counted import Counted
from reports.figures import combine
from reports.queries.shared import in_period
from reports.queries.totals import in_a_total, totals_told
from reports.queries.warnings import UNITS
from reports.scope import Scope


def measures_done(scope: Scope) -> Select:
    """One row per figure of what was done and ended in the period: of activities and of units' totals."""
    lines = union_all(_activities(scope), totals_told(scope)).subquery()
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
            EventMeasure.is_per_unit.label("is_per_unit"),
        )
        .join(EventMeasure, EventMeasure.event_id == CampaignEvent.id)
        .where(CampaignEvent.state == "done", in_period(scope, CampaignEvent.ends_on), happened(scope))
        .where(~_counted_elsewhere(), ~in_a_total(scope))
    )


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
    return line.row if line.position == 1 else f"{line.row}.{measure_key(line.measure)}"


def _sum(row_id: str, unit: str, lines: list) -> Counted:
    value = max(line.value for line in lines) if lines[0].is_per_unit else sum(line.value for line in lines)
    qualifier = combine(line.qualifier for line in lines)
    name = lines[0].measure if "." in row_id else ""
    days = min(line.starts_on for line in lines), max(line.ends_on for line in lines)
    return Counted(row_id, value, unit, qualifier, names=(name, ""), days=days)
