"""A tally: every figure of a period and place, named, dated and marked."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from complaints.models import Complaint, Inspection
from registry.models import Producer
from reports.counted import Counted
from reports.demo.documented import is_documented
from reports.figures import Figure
from reports.indicators import EVENTS, STOCKS, Line, name_line, sort_lines
from reports.queries.assessments import count_assessments
from reports.queries.books import count_books
from reports.queries.cases import count_cases
from reports.queries.chain import count_chain
from reports.queries.codes import count_codes
from reports.queries.disputes import count_disputes
from reports.queries.duties import count_duties
from reports.queries.enforcement import count_enforcement
from reports.queries.events import count_events
from reports.queries.issuing import count_issuing
from reports.queries.lists import count_lists
from reports.queries.opinions import count_opinions
from reports.queries.outlets import count_outlets
from reports.queries.ratings import count_ratings
from reports.queries.register import count_register
from reports.queries.selling import count_selling
from reports.queries.traces import count_traces
from reports.queries.warnings import count_warnings
from reports.scope import Scope

FAMILIES = (
    count_codes,
    count_issuing,
    count_register,
    count_assessments,
    count_lists,
    count_selling,
    count_enforcement,
    count_cases,
    count_disputes,
    count_chain,
    count_ratings,
    count_events,
    count_outlets,
    count_warnings,
    count_traces,
    count_duties,
    count_books,
    count_opinions,
)


OF_REPORTS = (count_cases, count_disputes, count_chain, count_ratings)
"""Counts that rest on what citizens sent."""


def list_figures(session: Session, scope: Scope, *, of_reports: Scope | None = None) -> list[Line]:
    """Every figure of the scope in the order of the report outline; those of reports of another, where one is given."""
    is_sample = holds_samples(session)
    lines = []
    for count in FAMILIES:
        chosen = (of_reports or scope) if count in OF_REPORTS else scope
        lines += [_line(number, chosen, is_sample) for number in count(session, chosen)]
    return sort_lines(lines)


def holds_samples(session: Session) -> bool:
    """Whether this database holds sample rows; then it holds no others."""
    rows = [exists().where(model.is_sample.is_(True)) for model in (Producer, Inspection, Complaint)]
    return any(session.scalar(select(row)) for row in rows)


def _line(counted: Counted, scope: Scope, is_sample: bool) -> Line:
    name, source, family = name_line(counted)
    rests_on_rows = is_sample and family != EVENTS and counted.value > 0
    is_generated = rests_on_rows and not is_documented(counted.id, counted.value, scope)
    return Line(counted.id, name, _figure(counted, family, scope), source, family, is_generated)


def _figure(counted: Counted, family: str, scope: Scope) -> Figure:
    if family == STOCKS:
        return Figure(counted.value, counted.unit, counted.qualifier, as_of=scope.to_day)
    first, last = counted.days or (scope.from_day, scope.to_day)
    return Figure(counted.value, counted.unit, counted.qualifier, from_day=first, to_day=last)
