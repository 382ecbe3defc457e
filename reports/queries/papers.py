"""Official reports of a province: those being written, the words of officials, the signed versions."""

import json
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from reports.drafts import Paper
from reports.models import OfficialReport, ReportWords, SignedReport
from reports.queries.official import write_paper
from reports.queries.places import open_scope
from reports.writing import say_official


@dataclass(frozen=True)
class Listed:
    """A report with how many versions of it were signed."""

    report: OfficialReport
    versions: int


def list_reports(session: Session, province_ids: set[UUID]) -> list[Listed]:
    """The reports of a province, the latest period first: one statement."""
    signed = select(func.count()).where(SignedReport.report_id == OfficialReport.id).scalar_subquery()
    query = select(OfficialReport, signed).where(OfficialReport.province_id.in_(province_ids))
    rows = session.execute(query.order_by(OfficialReport.to_day.desc(), OfficialReport.begun_at.desc()).limit(200))
    return [Listed(report, int(count)) for report, count in rows]


def get_report(session: Session, report_id: UUID, province_ids: set[UUID]) -> OfficialReport:
    """One of them. Raises NotFound."""
    report = session.get(OfficialReport, report_id)
    if report is None or report.province_id not in province_ids:
        raise NotFound(lazy("Không có báo cáo này."))
    return report


def paper_of(session: Session, report: OfficialReport) -> Paper:
    """The report by the figures of this moment."""
    scope = open_scope(session, report.from_day, report.to_day, report.place)
    return write_paper(session, scope, form=report.form, issuer=report.issuer)


def list_words(session: Session, report_id: UUID) -> dict[str, ReportWords]:
    """What officials wrote, by section."""
    return {row.section: row for row in session.scalars(select(ReportWords).filter_by(report_id=report_id))}


def list_signed(session: Session, report_id: UUID) -> list[SignedReport]:
    """The signed versions in their order."""
    return list(session.scalars(select(SignedReport).filter_by(report_id=report_id).order_by(SignedReport.seq)))


def get_signed(session: Session, report_id: UUID, seq: int) -> SignedReport:
    """One version. Raises NotFound."""
    found = session.get(SignedReport, (report_id, seq))
    if found is None:
        raise NotFound(lazy("Không có bản đã ký này."))
    return found


def list_changed(paper: Paper, signed: SignedReport) -> list[tuple[str, str, str]]:
    """Figures of the paper that are not what was signed: name, then, now; for whoever decides about a correction."""
    now = {row["id"]: row for row in figures_of(paper)}
    then = {row["id"]: row for row in json.loads(signed.content)["figures"]}
    return [
        ((now.get(row_id) or then[row_id])["name"], then.get(row_id, {}).get("said", "–"),
         now.get(row_id, {}).get("said", "–"))
        for row_id in sorted(now.keys() | then.keys())
        if now.get(row_id, {}).get("said") != then.get(row_id, {}).get("said")
    ]  # fmt: skip


def figures_of(paper: Paper) -> list[dict]:
    """Every figure that the text names, with its number, time and how it was counted, as it is frozen."""
    named = [row_id for part in paper.parts for one in part.written for row_id in one.named]
    return [_frozen(paper, row_id) for row_id in dict.fromkeys(named)]


def _frozen(paper: Paper, row_id: str) -> dict:
    line = paper.lines[row_id]
    figure = line.figure
    days = {"as_of": figure.as_of, "from": figure.from_day, "to": figure.to_day}
    return {
        "id": row_id, "name": line.name, "value": figure.value, "unit": figure.unit, "qualifier": figure.qualifier,
        "said": say_official(figure), "source": line.source,
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }  # fmt: skip
