"""What is written about the campaign's activities."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from campaign.models import CampaignEvent, EventKind, EventMeasure, EventPartner
from campaign.queries.events import get_event, list_measures_of
from campaign.words import COUNTING, FOLDER, QUALIFIERS, list_rows
from core import audit
from core.actor import Actor
from core.errors import BadInput, Conflict
from core.i18n import lazy
from core.reference import read_rows, reference
from registry.actions.slugs import free_slug

STATES = ("planned", "done", "cancelled")


@dataclass(frozen=True)
class Measured:
    """A figure of an event as reported; `is_per_unit` ones (per market, per issue) are never summed.

    `counting`: times (lượt), distinct, or empty where nobody said; `planned` is what the plan had.
    """

    name: str
    value: int
    unit: str
    qualifier: str = ""
    is_per_unit: bool = False
    counting: str = ""
    planned: int | None = None


def record_event(
    session: Session, *, row_id: str, kind: str, name: str, unit_id: UUID, province_id: UUID, starts_on: date,
    ends_on: date, measures: list[Measured], partner_ids: Collection[UUID] = (), actor: Actor, now: datetime,
    **more: object,
) -> CampaignEvent:  # fmt: skip
    """Keep an activity with its figures, the main figure first.

    `more`: place, partners, note, source (texts), commune_id, is_total, state, is_sample.
    Raises BadInput for an unknown row or kind, days out of order or no figure.
    """
    check_event(session, row_id=row_id, kind=kind, starts_on=starts_on, ends_on=ends_on, measures=measures)
    event = CampaignEvent(
        indicator=row_id, kind_code=kind, name=name, unit_id=unit_id, province_id=province_id,
        starts_on=starts_on, ends_on=ends_on, recorded_at=now, actor=str(actor)[:60], version=1,
        slug=free_slug(session, CampaignEvent, name, fallback="hoat-dong"), **{"state": "done", **more},
    )  # fmt: skip
    session.add(event)
    session.flush()
    _keep_parts(session, event, measures, partner_ids)
    _record(session, event, "event.recorded", measures, actor, now)
    return event


def change_event(
    session: Session, *, event_id: UUID, version: int, row_id: str, kind: str, measures: list[Measured],
    partner_ids: Collection[UUID], starts_on: date, ends_on: date, actor: Actor, now: datetime, **more: Any,
) -> CampaignEvent:  # fmt: skip
    """The sheet written anew: a plan becomes done, a figure is put right; the audit keeps what stood before.

    Raises BadInput as recording does, Conflict when somebody changed it meanwhile.
    """
    event = get_event(session, event_id)
    if event.version != version:
        raise Conflict(lazy("Người khác vừa sửa hoạt động này. Bản của họ và bản của bạn ở dưới."))
    check_event(session, row_id=row_id, kind=kind, starts_on=starts_on, ends_on=ends_on, measures=measures)
    told = {"indicator": row_id, "kind_code": kind, "starts_on": starts_on, "ends_on": ends_on, **more}
    for name, value in told.items():
        setattr(event, name, value)
    event.version = version + 1
    for part in (EventMeasure, EventPartner):
        session.execute(delete(part).where(part.event_id == event_id))
    _keep_parts(session, event, measures, partner_ids)
    _record(session, event, "event.changed", measures, actor, now)
    return event


def planned_measures(session: Session, event_id: UUID) -> dict[str, int]:
    """What was planned for a sheet, by measure: kept when the plan becomes a result."""
    event = get_event(session, event_id)
    rows = list_measures_of(session, [event_id])[event_id]
    is_plan = event.state == "planned"
    return {row.name: row.value if is_plan else row.planned for row in rows if is_plan or row.planned is not None}


def _keep_parts(
    session: Session, event: CampaignEvent, measures: list[Measured], partner_ids: Collection[UUID]
) -> None:
    for position, measured in enumerate(measures, start=1):
        session.add(EventMeasure(event_id=event.id, position=position, **vars(measured)))
    for unit_id in dict.fromkeys(partner_ids):
        if unit_id != event.unit_id:
            session.add(EventPartner(event_id=event.id, unit_id=unit_id))
    session.flush()


def _record(session, event: CampaignEvent, kind: str, measures: list[Measured], actor: Actor, now: datetime) -> None:
    facts = {"row": event.indicator, "state": event.state, "version": event.version}
    facts["figures"] = [[m.name, m.value, m.qualifier] for m in measures]
    audit.append(session, stream=f"event:{event.id}", kind=kind, actor=actor, at=now, facts=facts)


def check_event(
    session: Session, *, row_id: str, kind: str, starts_on: date, ends_on: date, measures: list[Measured]
) -> None:
    """Raise BadInput, naming the field, when an activity cannot be kept."""
    if row_id not in list_rows():
        raise BadInput(lazy("Chọn dòng báo cáo trong danh sách."), field="row_id")
    if session.get(EventKind, kind) is None:
        raise BadInput(lazy("Chọn loại hoạt động trong danh sách."), field="kind")
    if ends_on < starts_on:
        raise BadInput(lazy("Ngày kết thúc phải bằng hoặc sau ngày bắt đầu."), field="ends_on")
    if not measures:
        raise BadInput(lazy("Ghi ít nhất một số liệu, ví dụ 1 sự kiện."), field="value_1")
    for place, measured in enumerate(measures, start=1):
        if measured.qualifier and measured.qualifier not in QUALIFIERS:
            raise BadInput(lazy("Chọn chữ đi kèm số trong danh sách."), field=f"qualifier_{place}")
        if measured.counting not in COUNTING:
            raise BadInput(lazy("Chọn cách đếm trong danh sách."), field=f"counting_{place}")


@reference("campaign")
def load_event_kinds(session: Session, now: datetime) -> None:
    """Kinds of activity that ship with the product; those already there stay as edited."""
    for row in read_rows(FOLDER / "event-kinds.csv"):
        if session.get(EventKind, row["code"]) is None:
            session.add(EventKind(**{**row, "valid_from": date.fromisoformat(row["valid_from"])}))
