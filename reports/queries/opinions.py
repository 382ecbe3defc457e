"""Surveys, quizzes, votes and documents: people and replies apart, counted from what was sent."""

from sqlalchemy import Select, false, func, literal, select, true
from sqlalchemy.orm import Session

from areas.models import AdminUnitChange
from campaign.models import Ballot, LegalDocument, Survey, SurveyReply, VoteCandidate, VoteRound
from core.db import whole_sum
from reports.counted import Counted
from reports.queries.shared import in_instants, in_period
from reports.scope import Scope

PEOPLE = {"survey": ("E19", "", "người"), "quiz": ("E20", "", "lượt người")}


def survey_lines(scope: Scope) -> list[Select]:
    """Per survey or quiz the people who replied in the period; per quiz the replies as well."""
    replies, people = func.count(SurveyReply.id), func.count(SurveyReply.respondent.distinct())
    told = [_of(scope, kind, row_id, measure, unit, people) for kind, (row_id, measure, unit) in PEOPLE.items()]
    return [*told, _of(scope, "quiz", "E20", "lượt làm bài", "lượt", replies)]


def _of(scope: Scope, kind: str, row_id: str, measure: str, unit: str, value) -> Select:
    inside = Survey.province_id.in_(scope.unit_ids) if scope.unit_ids is not None else true()
    return (
        select(
            literal(row_id).label("row"), Survey.title.label("event"), Survey.opens_on.label("starts_on"),
            Survey.closes_on.label("ends_on"), literal(2 if measure else 1).label("position"),
            literal(measure).label("measure"), value.label("value"), literal(unit).label("unit"),
            literal("").label("qualifier"), false().label("is_per_unit"), literal("").label("counting"),
        )
        .join(SurveyReply, SurveyReply.survey_id == Survey.id)
        .where(Survey.kind == kind, in_instants(scope, SurveyReply.at), inside)
        .group_by(Survey.id, Survey.title, Survey.opens_on, Survey.closes_on)
    )  # fmt: skip


def votes_counted(scope: Scope) -> Select:
    """Confirmed votes of the period by candidate."""
    inside = VoteRound.province_id.in_(scope.unit_ids) if scope.unit_ids is not None else true()
    return (
        select(VoteRound.title.label("source"), VoteCandidate.name.label("name"), func.count(Ballot.id).label("count"))
        .join(VoteCandidate, VoteCandidate.id == Ballot.candidate_id)
        .join(VoteRound, VoteRound.id == Ballot.round_id)
        .where(Ballot.state == "counted", in_instants(scope, Ballot.counted_at), inside)
        .group_by(VoteRound.title, VoteCandidate.id, VoteCandidate.name)
        .order_by(VoteRound.title, VoteCandidate.name)
    )


def _of_place(scope: Scope):
    """Of the whole country, of the place, or of a place that went into it."""
    if scope.stock_ids is None:
        return true()
    before = select(AdminUnitChange.old_id).where(AdminUnitChange.new_id.in_(scope.stock_ids))
    place = LegalDocument.province_id
    return place.is_(None) | place.in_(scope.stock_ids) | place.in_(before)


def documents_issued(scope: Scope) -> Select:
    """Documents issued in the period, of the whole country and of the place."""
    return (
        select(LegalDocument.number.label("number"), LegalDocument.title.label("name"),
               LegalDocument.issuer.label("source"), LegalDocument.issued_on.label("issued_on"))
        .where(in_period(scope, LegalDocument.issued_on), _of_place(scope))
        .order_by(LegalDocument.rank, LegalDocument.issued_on)
    )  # fmt: skip


def documents_held(scope: Scope) -> Select:
    """Documents that hold on the last day."""
    day, document = scope.to_day, LegalDocument
    holds = document.valid_to.is_(None) | (document.valid_to >= day)
    return (
        select(document.number.label("number"), document.title.label("name"), document.issuer.label("source"),
               document.issued_on.label("issued_on"))
        .where(document.issued_on <= day, holds, document.is_replaced.is_(False), _of_place(scope))
        .order_by(document.rank, document.issued_on)
    )  # fmt: skip


SHEETS = {"A15": (votes_counted, "count"), "A21": (documents_held, ""), "H1": (documents_issued, "")}


def count_opinions(session: Session, scope: Scope) -> list[Counted]:
    """A15 votes, A21 documents that hold, H1 documents issued."""
    votes = votes_counted(scope).order_by(None).subquery()
    figures = [Counted("A15", session.scalar(select(whole_sum(votes.c.count))) or 0, "phiếu")]
    for row_id, rows in (("A21", documents_held), ("H1", documents_issued)):
        found = rows(scope).order_by(None).subquery()
        figures.append(Counted(row_id, session.scalar(select(func.count()).select_from(found)) or 0, "văn bản"))
    return [each for each in figures if each.value]
