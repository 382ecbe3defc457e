"""What the campaign did, read."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from campaign.models import CampaignEvent, EventKind, EventMeasure, EventPartner
from core.errors import NotFound
from core.i18n import lazy


def list_kinds(session: Session, on: date) -> list[EventKind]:
    """Kinds of activity in force on a day."""
    rows = session.scalars(select(EventKind).where(EventKind.valid_from <= on).order_by(EventKind.name))
    return [kind for kind in rows if kind.valid_to is None or on <= kind.valid_to]


def get_event(session: Session, event_id: UUID) -> CampaignEvent:
    """The event. Raises NotFound."""
    event = session.get(CampaignEvent, event_id)
    if event is None:
        raise NotFound(lazy("Không có hoạt động này."))
    return event


def get_event_by_slug(session: Session, slug: str) -> CampaignEvent:
    """The event by its public address. Raises NotFound."""
    event = session.scalars(select(CampaignEvent).where(CampaignEvent.slug == slug)).first()
    if event is None:
        raise NotFound(lazy("Không có hoạt động này."))
    return event


def list_partners(session: Session, event_ids: list[UUID]) -> dict[UUID, set[UUID]]:
    """The partner units by event."""
    found: dict[UUID, set[UUID]] = {event_id: set() for event_id in event_ids}
    rows = select(EventPartner.event_id, EventPartner.unit_id).where(EventPartner.event_id.in_(event_ids))
    for event_id, unit_id in session.execute(rows):
        found[event_id].add(unit_id)
    return found


def search_events(
    session: Session, *, province_ids: set[UUID] | None = None, unit_id: UUID | None = None, row_id: str = "",
    kind: str = "", state: str = "", from_day: date | None = None, to_day: date | None = None, soonest: bool = False,
    offset: int = 0, limit: int = 25,
) -> tuple[list[CampaignEvent], int]:  # fmt: skip
    """A page of events and how many there are, newest first or soonest first.

    `unit_id`: those that the unit leads or takes part in. Days: events that touch the span.
    """
    wanted = select(CampaignEvent)
    if province_ids is not None:
        wanted = wanted.where(CampaignEvent.province_id.in_(province_ids))
    if unit_id:
        joined = select(EventPartner.event_id).where(EventPartner.unit_id == unit_id)
        wanted = wanted.where(or_(CampaignEvent.unit_id == unit_id, CampaignEvent.id.in_(joined)))
    for column, value in (("indicator", row_id), ("kind_code", kind), ("state", state)):
        wanted = wanted.where(getattr(CampaignEvent, column) == value) if value else wanted
    wanted = wanted.where(CampaignEvent.ends_on >= from_day) if from_day else wanted
    wanted = wanted.where(CampaignEvent.starts_on <= to_day) if to_day else wanted
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    newest = (CampaignEvent.ends_on.desc(), CampaignEvent.name)
    order = (CampaignEvent.starts_on, CampaignEvent.name) if soonest else newest
    return list(session.scalars(wanted.order_by(*order).offset(offset).limit(limit))), count


def list_events(
    session: Session,
    *,
    province_ids: set[UUID] | None = None,
    row_id: str = "",
    from_day: date | None = None,
    to_day: date | None = None,
) -> list[CampaignEvent]:
    """Events that end in the period, newest first; without a period all of them.

    An event counts in the period in which it ends, so that none is counted twice.
    """
    wanted = select(CampaignEvent).order_by(CampaignEvent.ends_on.desc(), CampaignEvent.name)
    wanted = _within(wanted, from_day, to_day)
    if province_ids is not None:
        wanted = wanted.where(CampaignEvent.province_id.in_(province_ids))
    if row_id:
        wanted = wanted.where(CampaignEvent.indicator == row_id)
    return list(session.scalars(wanted))


def _within(wanted: Select, from_day: date | None, to_day: date | None) -> Select:
    if from_day:
        wanted = wanted.where(CampaignEvent.ends_on >= from_day)
    if to_day:
        wanted = wanted.where(CampaignEvent.ends_on <= to_day)
    return wanted


def list_measures_of(session: Session, event_ids: list[UUID]) -> dict[UUID, list[EventMeasure]]:
    """Figures by event, the main one first."""
    found: dict[UUID, list[EventMeasure]] = {event_id: [] for event_id in event_ids}
    wanted = select(EventMeasure).where(EventMeasure.event_id.in_(event_ids)).order_by(EventMeasure.position)
    for measure in session.scalars(wanted):
        found[measure.event_id].append(measure)
    return found
