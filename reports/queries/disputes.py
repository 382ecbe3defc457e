"""Requests for money back: asked of traders, and sent on to Sở Công Thương of where the buyer lives."""

from collections.abc import Callable

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from complaints.models import Arrival, Complaint, MoneyRequest
from reports.counted import Counted, part_id
from reports.queries.shared import count_by, happened_inside, in_instants
from reports.scope import Scope

UNIT = "yêu cầu"
SENT_ON, HELPED = "sent-on", "E11.helped"


def requests_made(scope: Scope) -> Select:
    """Reports of the period that ask for money back, by where the buyer lives."""
    return _requests(scope).where(in_instants(scope, Complaint.filed_at)).order_by(Complaint.filed_at)


def requests_sent_on(scope: Scope) -> Select:
    """Those that reached Sở Công Thương in the period."""
    return _requests(scope).where(in_instants(scope, MoneyRequest.requested_at)).order_by(MoneyRequest.requested_at)


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


ROWS = {"E9": requests_made, "E9.sent-on": requests_sent_on, HELPED: reports_helped}


def count_disputes(session: Session, scope: Scope) -> list[Counted]:
    """E9 by what was wanted of the trader, those sent on, and reports filled in by helpers."""
    wishes = count_by(session, requests_made(scope), "wish")
    sent_on = sum(count_by(session, requests_sent_on(scope), "wish").values())
    helped = sum(count_by(session, reports_helped(scope), "helper").values())
    found = [Counted("E9", sum(wishes.values()), UNIT), Counted("E9.sent-on", sent_on, UNIT)]
    found += [Counted(part_id("E9", wish), count, UNIT, part=wish) for wish, count in sorted(wishes.items())]
    return [*found, Counted(HELPED, helped, "phản ánh")]


def find_rows(scope: Scope, row_id: str, part: str) -> tuple[Select, Callable[[object], bool], str]:
    """The rows behind E9 or a part of it, which of them count, and no column to sum."""
    if row_id in ROWS:
        return ROWS[row_id](scope), lambda _row: True, ""
    return requests_made(scope), lambda row: row.wish == part, ""
