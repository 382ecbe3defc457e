"""What is done about clocks: officers start, stop and lengthen those of the law; the watch warns and tells above."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.queries import unit_on
from areas.queries.calendar import get_calendar
from complaints.actions.routing import raise_flag
from complaints.actions.steps import add_step, lock_case, set_promise
from complaints.clocks import (
    BEGIN,
    DONE,
    EXTEND,
    LEGAL,
    LEVELS,
    PAUSE,
    RESUME,
    Clock,
    is_late,
    share_used,
)
from complaints.models import ClockWarning, Complaint, LegalStep
from complaints.queries.clocks import list_clocks, list_rules
from complaints.queries.routing import unit_above
from complaints.workflow import CLOSED
from core import jobs
from core.actor import SYSTEM, Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy

BATCH = 500
OVER = 101  # the level under which an overrun was told to the unit above
MOST_DAYS = 90
STEP_WORDS = {
    BEGIN: lazy("Bắt đầu tính"),
    DONE: lazy("Đã làm xong"),
    PAUSE: lazy("Tạm dừng theo luật"),
    RESUME: lazy("Tính tiếp"),
    EXTEND: lazy("Gia hạn"),
}


def step_clock(
    session: Session, *, complaint_id: UUID, code: str, kind: str, on_date: date, actor: Actor, now: datetime,
    days: int = 0, article: str = "", note: str = "", version: int | None = None,
) -> LegalStep:  # fmt: skip
    """Start, end, stop, go on with or lengthen a clock of the law, on the day of the paper.

    Raises BadInput for an unknown clock, a day to come or before the report, a pause or an extension without
    its article; Conflict when the clock does not stand so that this can be done.
    """
    complaint = lock_case(session, complaint_id, version=version)
    rule = {rule.code: rule for rule in list_rules(session) if rule.clock == LEGAL}.get(code)
    if rule is None:
        raise BadInput(lazy("Chọn thời hạn trong danh sách"), field="code")
    if not legal_date(complaint.filed_at) <= on_date <= legal_date(now):
        raise BadInput(lazy("Chọn ngày từ lúc nhận phản ánh đến hôm nay"), field="on_date")
    if kind in (PAUSE, EXTEND) and not article.strip():
        raise BadInput(lazy("Ghi điều luật cho phép: điều, khoản, tên văn bản"), field="article")
    if kind == EXTEND and not 1 <= days <= MOST_DAYS:
        raise BadInput(lazy("Ghi số ngày gia hạn, từ 1 đến %(most)s", most=MOST_DAYS), field="days")
    _check_order(_newest(session, complaint, code), kind, on_date)
    seq = session.scalars(select(func.max(LegalStep.seq)).filter_by(complaint_id=complaint_id)).one() or 0
    step = LegalStep(
        complaint_id=complaint_id, seq=seq + 1, code=code, kind=kind, on_date=on_date, at=now, actor=str(actor),
        days=days if kind == EXTEND else 0, article=article.strip(), note=note.strip(),
    )  # fmt: skip
    session.add(step)
    words = ". ".join(part for part in (f"{rule.name}: {STEP_WORDS[kind]}", step.article, step.note) if part)
    facts = {"clock": code, "step": kind, "on": on_date.isoformat(), "days": step.days}
    add_step(session, complaint, kind="clock", actor=actor, now=now, note=words, facts=facts)
    return step


def _newest(session: Session, complaint: Complaint, code: str) -> Clock | None:
    found = [clock for clock in list_clocks(session, [complaint])[complaint.id] if clock.rule.code == code]
    return found[-1] if found else None


def _check_order(clock: Clock | None, kind: str, on_date: date) -> None:
    running = clock is not None and clock.ended_on is None
    paused = bool(running and clock and clock.paused_on)
    fits = {BEGIN: not running, DONE: running, PAUSE: running and not paused, RESUME: paused, EXTEND: running}
    if not fits.get(kind, False):
        raise Conflict(lazy("Thời hạn này đang không ở bước làm được việc đó; xem lại danh sách thời hạn."))
    newest = max(filter(None, (clock.started_on, clock.paused_on))) if running and clock else date.min
    if on_date < newest:
        raise BadInput(lazy("Ngày này trước bước đã ghi của thời hạn"), field="on_date")


@jobs.job("complaints.watch_clocks", every=timedelta(hours=1))
def watch_clocks(session: Session, payload: dict, now: datetime) -> None:
    """Write promises that a changed calendar moved, warn at 50, 80 and 100 percent, tell overruns of the law above.

    Run twice it finds nothing the second time.
    """
    last: UUID | None = None
    while True:
        query = select(Complaint).where(Complaint.state != CLOSED).order_by(Complaint.id).limit(BATCH)
        cases = session.scalars(query.where(Complaint.id > last) if last else query).all()
        if not cases:
            return
        _watch(session, list(cases), now)
        last = cases[-1].id


def _watch(session: Session, cases: list[Complaint], now: datetime) -> None:
    today, calendar, clocks = legal_date(now), get_calendar(session), list_clocks(session, cases)
    rows = select(ClockWarning.complaint_id, ClockWarning.code, ClockWarning.started_on, ClockWarning.level)
    given = {tuple(row) for row in session.execute(rows.where(ClockWarning.complaint_id.in_(clocks)))}
    for case in cases:
        for clock in clocks[case.id]:
            if clock.ended_on is not None:
                continue
            share = share_used(clock, today, calendar)
            levels = [level for level in LEVELS if share >= level] + ([OVER] if is_late(clock, today) else [])
            for level in levels:
                if (case.id, clock.rule.code, clock.started_on, level) not in given:
                    _warn(session, case, clock, level, now)
        _mend_promise(session, case, clocks[case.id], now)


def _warn(session: Session, case: Complaint, clock: Clock, level: int, now: datetime) -> None:
    session.add(ClockWarning(
        complaint_id=case.id, code=clock.rule.code, started_on=clock.started_on, level=level, at=now
    ))  # fmt: skip
    if level != OVER or clock.rule.clock != LEGAL:
        return
    unit = unit_on(session, case.unit_id, legal_date(now))
    try:
        above = unit_above(session, unit, legal_date(now))
    except NotFound:
        above = unit  # nobody stands above: its own leader sees it
    raise_flag(session, case, unit_id=above.unit_id, kind="late_law", now=now)
    facts = {"clock": clock.rule.code, "due": clock.due_on.isoformat(), "unit": str(above.unit_id)}
    add_step(session, case, kind="late_law", actor=SYSTEM, now=now, note=clock.rule.name, facts=facts)


def _mend_promise(session: Session, case: Complaint, clocks: list[Clock], now: datetime) -> None:
    answers = [clock for clock in clocks if clock.rule.code == "answer"]
    if answers and answers[-1].due_on != case.promised_on:
        before = case.promised_on
        set_promise(session, case)
        facts = {"from": before.isoformat(), "to": case.promised_on.isoformat()}
        add_step(session, case, kind="promise_moved", actor=SYSTEM, now=now, facts=facts)
