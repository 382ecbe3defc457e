"""What reporters thought of the handling, by the day they said it."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from complaints.models import CaseRating, Complaint
from reports.counted import Counted, part_id
from reports.queries.shared import count_by, happened_inside, in_instants
from reports.scope import Scope

RATED = "E11.rated"
UNIT = "phản ánh"


def reports_rated(scope: Scope) -> Select:
    """Reports rated in the period, by where the goods were sold; a report has one rating, its last."""
    place = func.coalesce(Complaint.commune_id, Complaint.province_id)
    query = select(
        Complaint.number.label("number"), CaseRating.at.label("rated_at"), CaseRating.score.label("score"),
        Complaint.outcome.label("outcome"),
    )  # fmt: skip
    query = query.join(CaseRating, CaseRating.complaint_id == Complaint.id).where(happened_inside(scope, place))
    return query.where(in_instants(scope, CaseRating.at)).order_by(CaseRating.at)


def count_ratings(session: Session, scope: Scope) -> list[Counted]:
    """E11.rated and its split by the three faces."""
    scores = count_by(session, reports_rated(scope), "score")
    parts = [
        Counted(part_id(RATED, f"score_{score}"), count, UNIT, part=f"score_{score}")
        for score, count in sorted(scores.items(), reverse=True)
    ]
    return [Counted(RATED, sum(scores.values()), UNIT), *parts]


def keep_score(row_id: str):
    """Which rated reports count for E11.rated or for one face of it."""
    score = row_id.removeprefix(RATED).removeprefix(".score-")
    return lambda row: not score or str(row.score) == score
