"""What was done to codes: the steps of a range and of a single code, and the rules for taking one back."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.queries import holds
from qr.code_states import Rule, Step
from qr.models import CodeEvent, CodeMark, CodeRange, RangeEvent, UndoRule
from qr.serials import Opened

CLEARED = "cleared"
"""State of a mark that was taken back: the code is what its batch is."""


def list_range_events(session: Session, row: CodeRange) -> list[RangeEvent]:
    """The events that all codes of a range have seen, oldest first."""
    events = select(RangeEvent).where(
        RangeEvent.batch_id == row.batch_id, RangeEvent.first_number <= row.first_number,
        RangeEvent.last_number >= row.last_number,
    )  # fmt: skip
    return list(session.scalars(events.order_by(RangeEvent.seq)))


def list_code_events(session: Session, code: Opened) -> list[CodeEvent]:
    """What was done to a single code, oldest first."""
    events = select(CodeEvent).filter_by(generation=code.generation, number=code.number)
    return list(session.scalars(events.order_by(CodeEvent.seq)))


def state_of(row: CodeRange, mark: CodeMark | None) -> str:
    """What a code is: its mark, or its batch where it has none."""
    return row.state if mark is None or mark.state == CLEARED else mark.state


def steps_of(events: list) -> list[Step]:
    """The events as the rules of states read them."""
    return [
        Step(event.seq, event.state, event.hand, event.at, event.undoes, event.reason, event.authority)
        for event in events
    ]


def undo_rules_on(session: Session, on: date) -> list[Rule]:
    """Who may take which change back on a day."""
    rows = session.scalars(select(UndoRule).where(holds(UndoRule, on)))
    return [Rule(row.state, row.hand, row.days) for row in rows]
