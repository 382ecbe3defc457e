"""An official report as it stands today: headings, sentences filled from the tally, grounds, what is still missing."""

from datetime import date
from functools import cache

from sqlalchemy.orm import Session

from campaign.models import LegalDocument
from campaign.queries.documents import list_grounds
from core.config import ROOT
from core.reference import read_rows
from core.text import format_date
from reports.drafts import Issuer, Paper, Part
from reports.outline import ANNUAL, list_headings, list_sentences
from reports.queries.tally import holds_samples, list_figures
from reports.scope import Scope
from reports.writing import write_sentence

TOPICS = ("campaign", "consumer", "smuggling")
CAMPAIGN = "Cuộc vận động “Người Việt Nam ưu tiên dùng hàng Việt Nam”"
HALF = 6


def write_paper(session: Session, scope: Scope, *, form: str, issuer: str) -> Paper:
    """The report of a period and place in the words of an issuer."""
    lines = {line.id: line for line in list_figures(session, scope)}
    figures = {row_id: line.figure for row_id, line in lines.items()}
    parts = []
    for heading in list_headings(form):
        all_of_it = [write_sentence(text, figures) for text in list_sentences(form, heading.section)]
        parts.append(Part(
            heading, tuple(one for one in all_of_it if one.text), tuple(one for one in all_of_it if not one.text)
        ))  # fmt: skip
    grounds = list_grounds(session, scope.to_day, set(scope.unit_ids or ()), TOPICS)
    return Paper(
        form, scope, get_issuer(issuer, scope), _title(form, scope), tuple(_say_ground(each) for each in grounds),
        tuple(parts), lines, holds_samples(session),
    )  # fmt: skip


@cache
def list_issuers() -> dict[str, dict[str, str]]:
    """The issuers by code, as rows with their source."""
    return {row["code"]: row for row in read_rows(ROOT / "reports" / "data" / "issuers.csv")}


def get_issuer(code: str, scope: Scope) -> Issuer:
    """The issuer of a province. Raises KeyError for an unknown code."""
    row = list_issuers()[code]
    return Issuer(
        code, row["over"].replace("{PROVINCE}", scope.place_name.upper()).strip(), row["issuer"], row["suffix"],
        row["authority"], row["signer"], tuple(row["recipients"].split("|")),
    )  # fmt: skip


def _title(form: str, scope: Scope) -> str:
    """ "Kết quả thực hiện Cuộc vận động ... năm 2025, phương hướng, nhiệm vụ năm 2026"."""
    first, last = scope.from_day, scope.to_day
    if form == ANNUAL and (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        span, onward = f"năm {first.year}", f"năm {first.year + 1}"
    elif form != ANNUAL and (first, last) == (date(first.year, 1, 1), date(first.year, HALF, 30)):
        span, onward = f"6 tháng đầu năm {first.year}", f"6 tháng cuối năm {first.year}"
    else:
        span, onward = f"từ ngày {format_date(first)} đến ngày {format_date(last)}", "thời gian tới"
    return f"Kết quả thực hiện {CAMPAIGN} {span}, phương hướng, nhiệm vụ {onward}"


@cache
def _document_kinds() -> dict[str, str]:
    return {row["code"]: row["name"] for row in read_rows(ROOT / "campaign" / "data" / "document-kinds.csv")}


def _say_ground(document: LegalDocument) -> str:
    word = " ".join(_document_kinds()[document.kind].replace(",", " ").split()[:2])
    day = format_date(document.issued_on)
    return f"Căn cứ {word} số {document.number} ngày {day} của {document.issuer}: {document.title};"
