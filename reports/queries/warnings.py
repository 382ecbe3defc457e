"""Advice on real goods and fakes (E17) and notices of food-safety sampling (E18), from the rows of the register.

An activity of the campaign that tells the same counts only where the register holds nothing of its province and days.
"""

from sqlalchemy import Select, String, cast, exists, func, literal, or_, select, true, union_all
from sqlalchemy.orm import Session

from areas.models import AdminUnit
from campaign.models import CampaignEvent, EventMeasure
from core.db import whole_sum
from registry.models import PublicWarning, SamplingRound
from reports.counted import Counted
from reports.queries.shared import in_instants, in_period, stands_inside
from reports.scope import Scope

UNITS = {"E17": "bài", "E18": "kỳ"}
COUNTS = {"E18.samples": "taken", "E18.passed": "passed", "E18.failed": "failed"}
SHOWN = ("published", "ended")


def rounds(scope: Scope) -> Select:
    """Rounds announced in the period."""
    return (
        select(
            SamplingRound.number.label("name"), SamplingRound.authority.label("source"),
            SamplingRound.announced_on.label("day"), SamplingRound.taken.label("taken"),
            SamplingRound.passed.label("passed"), SamplingRound.failed.label("failed"),
        )
        .where(in_period(scope, SamplingRound.announced_on), stands_inside(scope, SamplingRound.province_id))
        .order_by(SamplingRound.announced_on, SamplingRound.number)
    )  # fmt: skip


def notices(scope: Scope, row_id: str) -> Select:
    """One row per round or piece of advice and one per activity that tells of others; `value` is summed."""
    if row_id == "E18":
        found = rounds(scope).order_by(None).subquery()
        own = select(found.c.name, found.c.source, literal(1).label("value"))
    else:
        inside = stands_inside(scope, PublicWarning.place_id)
        own = select(
            PublicWarning.title.label("name"), PublicWarning.authority.label("source"), literal(1).label("value")
        ).where(_is_advice(), in_instants(scope, PublicWarning.published_at), inside)
    every = union_all(own, _activities(scope, row_id)).subquery()
    return select(every).order_by(every.c.name)


def _activities(scope: Scope, row_id: str) -> Select:
    inside = CampaignEvent.province_id.in_(scope.unit_ids) if scope.unit_ids is not None else true()
    told = _told_rounds() if row_id == "E18" else _told_advice()
    return (
        select(CampaignEvent.name, CampaignEvent.source, EventMeasure.value)
        .join(EventMeasure, EventMeasure.event_id == CampaignEvent.id)
        .where(
            CampaignEvent.indicator == row_id, CampaignEvent.state == "done", in_period(scope, CampaignEvent.ends_on),
            EventMeasure.position == 1, EventMeasure.unit == UNITS[row_id], inside, ~told,
        )
    )  # fmt: skip


def _told_rounds():
    return exists().where(
        SamplingRound.province_id == CampaignEvent.province_id,
        SamplingRound.announced_on.between(CampaignEvent.starts_on, CampaignEvent.ends_on),
    )


def _told_advice():
    """Both as the text of a day; an instant's day in UTC is near enough to say that they tell the same."""
    day = func.substr(cast(PublicWarning.published_at, String), 1, 10)
    province = select(AdminUnit.id).where(
        AdminUnit.id == PublicWarning.place_id,
        or_(AdminUnit.id == CampaignEvent.province_id, AdminUnit.parent_id == CampaignEvent.province_id),
    )
    days = day.between(cast(CampaignEvent.starts_on, String), cast(CampaignEvent.ends_on, String))
    return exists().where(_is_advice(), days, province.exists())


def _is_advice():
    return (PublicWarning.kind == "advice") & PublicWarning.state.in_(SHOWN)


def count_warnings(session: Session, scope: Scope) -> list[Counted]:
    """E17, E18 and the samples of the rounds."""
    figures = []
    for row_id, unit in UNITS.items():
        found = notices(scope, row_id).order_by(None).subquery()
        value = session.scalar(select(whole_sum(found.c.value))) or 0
        figures += [Counted(row_id, value, unit)] if value else []
    found = rounds(scope).order_by(None).subquery()
    sums = session.execute(select(*(whole_sum(found.c[column]) for column in COUNTS.values()))).one()
    counts = zip(COUNTS, sums, strict=True)
    return figures + [Counted(row_id, value, "mẫu") for row_id, value in counts if sums[0]]
