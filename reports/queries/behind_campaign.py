"""The rows behind the figures of the campaign: activities, totals and books, funds, tasks."""

from core.errors import NotFound
from core.i18n import lazy
from reports.queries import books, duties, events, opinions
from reports.queries.keeping import Found, keep_all
from reports.scope import Scope


def event_rows(scope: Scope, row_id: str, part: str) -> Found:
    """Figures of activities, units' totals and lines of books that make one id."""
    if row_id.partition(".")[0] not in events.list_rows():
        raise NotFound(lazy("Không có chỉ số này."))
    return events.measures_done(scope), lambda row: events.measure_id(row) == row_id, "value"


def fund_rows(scope: Scope, row_id: str, part: str) -> Found:
    """Funds and purchases of a year; other parts of G9 are those of activities."""
    if row_id in books.SUMS:
        sheet, amount = books.SUMS[row_id]
        return getattr(books, sheet)(scope), keep_all, amount
    if row_id in books.MEANS or row_id in ("G7.bodies", "G9.agencies"):
        return (books.funds if row_id.startswith("G7") else books.purchases)(scope), keep_all, ""
    return event_rows(scope, row_id, part)


def duty_rows(scope: Scope, row_id: str, part: str) -> Found:
    """Tasks and returns that were due."""
    if part and part not in duties.PARTS:
        raise NotFound(lazy("Không có chỉ số này."))
    rows, _unit = duties.DUTIES[row_id.partition(".")[0]]
    return rows(scope), duties.PARTS.get(part, keep_all), ""


def opinion_rows(scope: Scope, row_id: str, part: str) -> Found:
    """Votes and documents."""
    if part:
        raise NotFound(lazy("Không có chỉ số này."))
    rows, amount = opinions.SHEETS[row_id]
    return rows(scope), keep_all, amount


FAMILIES = {
    **dict.fromkeys(opinions.SHEETS, opinion_rows),
    **dict.fromkeys(duties.DUTIES, duty_rows),
    **dict.fromkeys(("G7", "G9"), fund_rows),
}
