"""What is written about the campaign's activities."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from campaign.models import CampaignEvent, EventKind, EventMeasure
from campaign.words import FOLDER, QUALIFIERS, list_rows
from core import audit
from core.actor import Actor
from core.errors import BadInput
from core.i18n import lazy
from core.reference import read_rows, reference

STATES = ("planned", "done")


@dataclass(frozen=True)
class Measured:
    """A figure of an event as reported; `is_per_unit` ones (per market, per issue) are never summed."""

    name: str
    value: int
    unit: str
    qualifier: str = ""
    is_per_unit: bool = False


def record_event(
    session: Session,
    *,
    row_id: str,
    kind: str,
    name: str,
    unit_id: UUID,
    province_id: UUID,
    starts_on: date,
    ends_on: date,
    measures: list[Measured],
    actor: Actor,
    now: datetime,
    **more: object,
) -> CampaignEvent:
    """Keep an activity with its figures, the main figure first.

    `more`: place, partners, note, source (texts), commune_id, is_total, state, is_sample.
    Raises BadInput for an unknown row or kind, days out of order or no figure.
    """
    check_event(session, row_id=row_id, kind=kind, starts_on=starts_on, ends_on=ends_on, measures=measures)
    event = CampaignEvent(
        indicator=row_id, kind_code=kind, name=name, unit_id=unit_id, province_id=province_id,
        starts_on=starts_on, ends_on=ends_on, recorded_at=now, actor=str(actor),
        **{"state": "done", **more},
    )  # fmt: skip
    session.add(event)
    session.flush()
    for position, measured in enumerate(measures, start=1):
        session.add(EventMeasure(event_id=event.id, position=position, **vars(measured)))
    audit.append(
        session, stream=f"event:{event.id}", kind="event.recorded", actor=actor, at=now,
        facts={"row": row_id, "figures": [[m.name, m.value, m.qualifier] for m in measures]},
    )  # fmt: skip
    return event


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
    if any(measured.qualifier and measured.qualifier not in QUALIFIERS for measured in measures):
        raise BadInput(lazy("Chọn chữ đi kèm số trong danh sách."), field="qualifier_1")


@reference("campaign")
def load_event_kinds(session: Session, now: datetime) -> None:
    """Kinds of activity that ship with the product; those already there stay as edited."""
    for row in read_rows(FOLDER / "event-kinds.csv"):
        if session.get(EventKind, row["code"]) is None:
            session.add(EventKind(**{**row, "valid_from": date.fromisoformat(row["valid_from"])}))
