"""Units are reminded of returns before and after the day, once at each step that the rows give."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from campaign.actions.returns import add_step
from campaign.queries.returns import list_open_returns, list_steps
from campaign.returns import next_reminder
from campaign.words import FOLDER
from core.actor import Actor
from core.clock import legal_date
from core.jobs import job
from core.reference import read_rows

CLOCK = Actor("system", label="campaign.remind")


@job("campaign.remind", every=timedelta(days=1))
def remind_of_returns(session: Session, payload: dict, now: datetime) -> None:
    """One reminder for each open return and step; a step that was passed while nothing ran is not sent late."""
    on = legal_date(now)
    steps = list_reminder_days(on)
    found = list_open_returns(session, on, on + timedelta(days=max(steps, default=0)))
    history = list_steps(session, [each.answer.id for each in found])
    for each in found:
        sent = [step.days for step in history if step.return_id == each.answer.id and step.days is not None]
        left = next_reminder(steps, (each.form.due_on - on).days, sent)
        if left is not None:
            add_step(session, each.answer, "reminded", days=left, actor=CLOCK, now=now)


def list_reminder_days(on: date) -> list[int]:
    """How many days before (or, negative, after) the day a unit is reminded."""
    rows = read_rows(FOLDER / "return-reminders.csv")
    return [int(row["days"]) for row in rows if row["valid_from"] <= str(on) <= (row["valid_to"] or "9999")]
