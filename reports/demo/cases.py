"""Reports in each stage with their dialogue, inspections, and the campaign's activities from the documents."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from areas.queries import get_unit_by_code
from campaign.actions.events import Measured, record_event
from complaints.actions import dialogue, handling, inspections, reviews
from complaints.actions.filing import file_complaint
from complaints.drafts import Answers
from complaints.models import Complaint
from core.actor import SYSTEM, Actor
from core.clock import legal_date
from reports.demo.disputes import ask_money_back
from reports.demo.facts import read_facts
from reports.demo.people import People
from reports.demo.routing import pass_on

GENERATED = "mọi trường"


def load_cases(session: Session, people: People, now: datetime) -> None:
    """The reports and the inspections of data/reports.json."""
    facts = read_facts("reports")
    for report in facts["reports"]:
        _load_report(session, people, report, now)
    for row in facts["inspections"]:
        _load_inspection(session, people, row, now)


def place_of(people: People, row: dict):
    """An unnamed commune of the first team of the province."""
    teams = read_facts("people")["provinces"][row["province"]]["teams"]
    return people.communes[row["province"]][row["place"] * teams]


def _load_report(session: Session, people: People, report: dict, now: datetime) -> None:
    filed_at = now - timedelta(hours=report["hours"])
    commune = place_of(people, report)
    answers = Answers(
        kind_code=report["kind"], place_kind="shop", commune_id=commune.id, place_as_written=commune.full_name,
        goods_name=report["goods"], seller=report["seller"], details=report["details"],
    )  # fmt: skip
    complaint, _code = file_complaint(session, answers=answers, form_key=report["key"], now=filed_at, is_sample=True)
    if report["stage"] != "received":
        _work_on(session, people, complaint, report, filed_at)
    if "money" in report:
        ask_money_back(session, people, complaint, report, filed_at)


def _work_on(session: Session, people: People, complaint: Complaint, report: dict, filed_at: datetime) -> None:
    """The steps that officers took, an hour after each other."""
    officer, chief = people.actors[f"tiepnhan.{report['province']}"], people.actors[f"lanhdao.{report['province']}"]
    hour = timedelta(hours=1)
    handling.take_case(session, complaint_id=complaint.id, actor=officer, now=filed_at + hour)
    case = {"complaint_id": complaint.id}
    if "ask" in report:
        dialogue.ask_reporter(session, text=report["ask"], actor=officer, now=filed_at + 2 * hour, **case)
    if "reply" in report:
        dialogue.reply_as_reporter(
            session, text=report["reply"], form_key=f"{report['key']}-reply", now=filed_at + 3 * hour, **case
        )
    if report["stage"] == "passed":
        pass_on(session, complaint, reason=report["public"], actor=officer, now=filed_at + 4 * hour)
    if "fine" in report:
        _inspect(session, people, report, complaint, chief, filed_at + 20 * hour)
    if "answer" in report:
        words = {"outcome": report["stage"], "answer": report["answer"]}
        handling.close_case(session, **words, actor=chief, now=filed_at + 40 * hour, **case)
    if "score" in report:
        reviews.rate_case(session, score=report["score"], words="", now=filed_at + 42 * hour, **case)


def _inspect(session, people, report: dict, complaint: Complaint, actor: Actor, at: datetime) -> None:
    row = {"source": "citizens", "outcome": "violation", "party": "Cơ sở kinh doanh (mẫu) D"} | report
    _record(session, people, row, legal_date(at), actor, at, complaint_id=complaint.id)


def _load_inspection(session: Session, people: People, row: dict, now: datetime) -> None:
    on = legal_date(now) - timedelta(days=row["days"])
    _record(session, people, row, on, people.actors[f"lanhdao.{row['province']}"], now)


def _record(session, people, row: dict, on: date, actor: Actor, at: datetime, **more: object) -> None:
    """An inspection; where it led to a fine, the decision of that day and its payment."""
    inspection = inspections.record_inspection(
        session, unit_id=people.units[f"{row['province']}-doi-1"], source=row["source"], inspected_on=on,
        commune_id=place_of(people, row).id, outcome=row["outcome"], party=row["party"], is_sample=True,
        generated=GENERATED, actor=actor, now=at, **more,
    )  # fmt: skip
    if "fine" in row:
        decision = inspections.record_decision(
            session, inspection_id=inspection.id, decided_on=on, imposed_fine=row["fine"],
            violation_code=row["violation"], generated=GENERATED, actor=actor, now=at,
        )  # fmt: skip
        inspections.record_money(
            session, inspection_id=inspection.id, decision_id=decision.id, kind="fine_received",
            amount=row["fine"], on=on, actor=actor, now=at,
        )  # fmt: skip


def load_events(session: Session, people: People, now: datetime) -> None:
    """The activities that the two documents report, each with its figures as printed."""
    facts = read_facts("events")
    for event in facts["events"]:
        if "by" in event:  # a total of a unit: a figure of its return
            continue
        source = facts["sources"][event["source"]]
        day = {name: date.fromisoformat(event.get(name, source[name])) for name in ("from", "to")}
        if "as_of" in event:
            day = dict.fromkeys(day, date.fromisoformat(event["as_of"]))
        province = get_unit_by_code(session, source["place"], day["to"])
        record_event(
            session, row_id=event["row"], kind=event["kind"], name=event["name"],
            unit_id=people.units["tn-mttq" if event["source"] == "TN" else "vl-mttq"], province_id=province.id,
            starts_on=day["from"], ends_on=day["to"], place=event.get("place_text", ""),
            state="planned" if event.get("planned") else "done", is_total="from" not in event,
            source=f"{source['document']}, mục {event['part']}", is_sample=True, actor=SYSTEM, now=now,
            measures=[
                Measured(name, value, unit, qualifier, is_per_unit="/" in unit)
                for name, value, unit, qualifier in event["measures"]
            ],
        )  # fmt: skip
