"""Requests for money back: asked of traders, sent on to Sở Công Thương of where the buyer lives, settled or not."""

from collections.abc import Callable

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from complaints.disputes import ANSWERED, END_RESULTS, ENDED, SESSION, SETTLED, TAKEN
from complaints.models import Arrival, Complaint, DisputeStep, MoneyRequest
from reports.counted import Counted, part_id
from reports.queries.keeping import keep_all
from reports.queries.shared import count_by, happened_inside, in_instants
from reports.scope import Scope

UNIT = "yêu cầu"
HELPED, HOTLINE, HOTLINE_CHANNEL = "E11.helped", "E7", "hotline"
STEPS = {"E9.answered": ANSWERED, "E9.held": SESSION}
ENDS = {f"E9.{result}": result for result in END_RESULTS}
AMOUNT = "E9.amount"


def requests_made(scope: Scope) -> Select:
    """Reports of the period that ask for money back, by where the buyer lives."""
    return _requests(scope).where(in_instants(scope, Complaint.filed_at)).order_by(Complaint.filed_at)


def requests_sent_on(scope: Scope) -> Select:
    """Those that reached Sở Công Thương in the period."""
    return _requests(scope).where(in_instants(scope, MoneyRequest.requested_at)).order_by(MoneyRequest.requested_at)


def steps_taken(scope: Scope, kind: str, result: str = "") -> Select:
    """Steps of a kind that hold, by their day and by where the buyer lives; of an end, those with a result."""
    back, amount = aliased(DisputeStep), func.coalesce(DisputeStep.amount, 0)
    gone = select(back.seq).where(
        back.complaint_id == DisputeStep.complaint_id, back.reverses == DisputeStep.seq
    )  # fmt: skip
    query = (
        select(
            Complaint.number.label("number"), DisputeStep.happened_on.label("happened_on"),
            DisputeStep.result.label("result"), amount.label("amount"), DisputeStep.reference.label("reference"),
            Complaint.channel.label("channel"), DisputeStep.minutes_number.label("minutes_number"),
        )
        .join(Complaint, Complaint.id == DisputeStep.complaint_id)
        .join(MoneyRequest, MoneyRequest.complaint_id == DisputeStep.complaint_id)
        .where(DisputeStep.kind == kind, ~gone.exists(), happened_inside(scope, MoneyRequest.province_id))
        .where(DisputeStep.happened_on.between(scope.from_day, scope.to_day))
        .order_by(DisputeStep.happened_on, Complaint.number)
    )  # fmt: skip
    return query.where(DisputeStep.result == result) if result else query


def taken_from_hotline(scope: Scope) -> Select:
    """Requests that Sở Công Thương took with a number of the system of 1800.6838, or that came in by that line."""
    from_line = or_(DisputeStep.reference != "", Complaint.channel == HOTLINE_CHANNEL)
    return steps_taken(scope, TAKEN).where(from_line)


def reports_helped(scope: Scope) -> Select:
    """Reports that somebody filled in or keyed in for another, by where the goods were sold."""
    return (
        select(
            Complaint.number.label("number"), Complaint.filed_at.label("filed_at"), Arrival.helper.label("helper"),
            Complaint.channel.label("channel"),
        )
        .join(Arrival, Arrival.complaint_id == Complaint.id)
        .where(in_instants(scope, Complaint.filed_at), Arrival.helper != "")
        .where(happened_inside(scope, func.coalesce(Complaint.commune_id, Complaint.province_id)))
        .order_by(Complaint.filed_at)
    )  # fmt: skip


def _requests(scope: Scope) -> Select:
    return (
        select(
            Complaint.number.label("number"), Complaint.filed_at.label("filed_at"), MoneyRequest.wish.label("wish"),
            MoneyRequest.asked.label("asked"), MoneyRequest.asked_on.label("asked_on"),
            MoneyRequest.requested_at.label("sent_on_at"),
        )
        .join(MoneyRequest, MoneyRequest.complaint_id == Complaint.id)
        .where(happened_inside(scope, MoneyRequest.province_id))
    )  # fmt: skip


ROWS = {"E9": requests_made, "E9.sent-on": requests_sent_on, HELPED: reports_helped, HOTLINE: taken_from_hotline}


def count_disputes(session: Session, scope: Scope) -> list[Counted]:
    """E9 by what was wanted of the trader, those sent on, and reports filled in by helpers."""
    wishes = count_by(session, requests_made(scope), "wish")
    sent_on = sum(count_by(session, requests_sent_on(scope), "wish").values())
    helped = sum(count_by(session, reports_helped(scope), "helper").values())
    found = [Counted("E9", sum(wishes.values()), UNIT), Counted("E9.sent-on", sent_on, UNIT)]
    found += [Counted(part_id("E9", wish), count, UNIT, part=wish) for wish, count in sorted(wishes.items())]
    return [*found, Counted(HELPED, helped, "phản ánh"), *_count_steps(session, scope)]


def _count_steps(session: Session, scope: Scope) -> list[Counted]:
    """E7, and what became of requests: answered, sessions held, how they ended, the money agreed on."""
    def count(query: Select) -> int:
        return session.scalar(select(func.count()).select_from(query.subquery())) or 0

    ends = steps_taken(scope, ENDED, SETTLED).subquery()
    return [
        Counted(HOTLINE, count(taken_from_hotline(scope)), "vụ"),
        Counted("E9.answered", count(steps_taken(scope, ANSWERED)), "trả lời"),
        Counted("E9.held", count(steps_taken(scope, SESSION)), "buổi"),
        *(Counted(row_id, count(steps_taken(scope, ENDED, result)), UNIT) for row_id, result in ENDS.items()),
        Counted(AMOUNT, int(session.scalar(select(func.coalesce(func.sum(ends.c.amount), 0)))), "đồng"),
    ]


def find_rows(scope: Scope, row_id: str, part: str) -> tuple[Select, Callable[[object], bool], str]:
    """The rows behind E9 or a part of it, which of them count, and no column to sum."""
    if row_id in ROWS:
        return ROWS[row_id](scope), keep_all, ""
    if row_id == AMOUNT:
        return steps_taken(scope, ENDED, SETTLED), keep_all, "amount"
    if row_id in STEPS or row_id in ENDS:
        return steps_taken(scope, STEPS.get(row_id, ENDED), ENDS.get(row_id, "")), keep_all, ""
    return requests_made(scope), lambda row: row.wish == part, ""
