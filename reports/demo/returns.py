"""The totals that the two documents print, as the units would have sent them in periodic returns."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from areas.queries import get_unit_by_code
from campaign.actions.returns import Given, Item, ask_for_returns, lock_return, write_return
from campaign.models import ReturnForm
from campaign.queries.returns import list_items, list_returns
from core.actor import SYSTEM
from core.clock import legal_date
from reports.demo.facts import read_facts
from reports.demo.people import People

PROVINCES = {"TN": "tn", "TV": "vl"}
USUAL = (("F8", "", "cuộc"), ("F8", "lượt người dự", "lượt người"), ("D13", "", "phiên chợ"), ("F6", "", "lượt"))


def load_returns(session: Session, people: People, now: datetime) -> None:
    """For each document one return a unit: asked, filled, sent and locked."""
    facts = read_facts("events")
    for key, source in facts["sources"].items():
        sent_at = datetime.combine(date.fromisoformat(source["to"]), time(5), UTC)  # on the last day, in time
        told = [event for event in facts["events"] if event.get("by") and event["source"] == key]
        for unit in sorted({event["by"] for event in told}):
            mine = [event for event in told if event["by"] == unit]
            _load_return(session, people, PROVINCES[key], source, unit, mine, sent_at)
    for province in people.provinces:
        _ask_now(session, people, province, now)


def _ask_now(session: Session, people: People, province: str, now: datetime) -> None:
    """What the Front of a province asks these weeks; nobody has sent yet."""
    today = legal_date(now)
    ask_for_returns(
        session, title=f"Báo cáo năm {today.year} (mẫu)", province_id=people.provinces[province].id,
        unit_id=people.units[f"{province}-mttq"], from_day=date(today.year, 1, 1), to_day=date(today.year, 12, 31),
        due_on=today + timedelta(days=9), items=[Item(*usual) for usual in USUAL], is_sample=True,
        unit_ids=[people.units[f"{province}-{unit}"] for unit in ("sct", "qltt", "nnmt", "xa")],
        note="Mẫu: ghi tổng của cả kỳ, kèm chữ trên, hơn, gần, khoảng khi số không chính xác.", actor=SYSTEM, now=now,
    )  # fmt: skip


def _load_return(session, people: People, province: str, source: dict, unit: str, told: list, now: datetime) -> None:
    unit_id = people.units[f"{province}-{unit}"]
    figures = [(event, place, figure) for event in told for place, figure in enumerate(event["measures"])]
    items = [Item(e["row"], name if place else "", unit, e["name"]) for e, place, (name, _v, unit, _q) in figures]
    form = _ask(session, people, province, source, unit_id, items, now)
    answer = list_returns(session, form.id)[0]
    given = {
        item.id: Given(value, qualifier, note=f"mục {event['part']}")
        for item, (event, _place, (_n, value, _u, qualifier)) in zip(list_items(session, form.id), figures, strict=True)
    }
    by = {"actor": SYSTEM, "now": now}
    write_return(session, return_id=answer.id, version=1, given=given, last_source="", is_sent=True, **by)
    lock_return(session, return_id=answer.id, **by)


def _ask(session, people, province: str, source: dict, unit_id: UUID, items: list[Item], now: datetime) -> ReturnForm:
    first, last = (date.fromisoformat(source[name]) for name in ("from", "to"))
    place = get_unit_by_code(session, source["place"], last)
    return ask_for_returns(
        session, title=f"Số liệu báo cáo từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}", province_id=place.id,
        unit_id=people.units[f"{province}-mttq"], from_day=first, to_day=last, due_on=last, items=items,
        unit_ids=[unit_id], source=source["document"], is_sample=True, actor=SYSTEM, now=now,
    )  # fmt: skip
