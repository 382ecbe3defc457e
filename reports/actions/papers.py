"""Beginning an official report, adding words under its headings, signing it and correcting what was signed."""

import hashlib
import json
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core import audit, storage
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotAllowed
from core.i18n import lazy
from reports.drafts import Paper
from reports.models import OfficialReport, ReportWords, SignedReport
from reports.outline import FORMS, list_headings
from reports.papers import Signing, draw_docx
from reports.queries.official import list_issuers
from reports.queries.papers import figures_of, list_signed, list_words, paper_of
from reports.queries.places import open_scope


def begin_report(
    session: Session, *, form: str, issuer: str, from_day: date, to_day: date, place: str, province_id: UUID,
    actor: Actor, now: datetime,
) -> OfficialReport:  # fmt: skip
    """Begin a report of a period. Raises BadInput for an unknown form, issuer or place, or days out of order."""
    if form not in FORMS:
        raise BadInput(lazy("Chọn loại báo cáo"), field="form")
    if issuer not in list_issuers():
        raise BadInput(lazy("Chọn nơi ban hành"), field="issuer")
    open_scope(session, from_day, to_day, place)
    report = OfficialReport(
        form=form, issuer=issuer, from_day=from_day, to_day=to_day, place=place, province_id=province_id, begun_at=now,
        actor=str(actor),
    )  # fmt: skip
    session.add(report)
    session.flush()
    facts = {"form": form, "issuer": issuer, "from": str(from_day), "to": str(to_day), "place": place}
    _log(session, report.id, "begun", actor, now, facts)
    return report


def write_words(
    session: Session, *, report: OfficialReport, section: str, words: str, version: int, actor: Actor, now: datetime
) -> None:
    """Put words of one's own under a heading. Raises BadInput for a heading of another form, Conflict when a
    colleague wrote there meanwhile.
    """  # fmt: skip
    if section not in {heading.section for heading in list_headings(report.form)}:
        raise BadInput(lazy("Không có mục này trong báo cáo"), field="words")
    _hold(session, report)
    row = session.get(ReportWords, (report.id, section), populate_existing=True)
    if (row.version if row else 0) != version:
        raise Conflict(lazy("Mục này vừa được người khác sửa. Chữ của bạn còn nguyên ở dưới."), field="words")
    if row is None:
        row = ReportWords(report_id=report.id, section=section)
        session.add(row)
    row.words, row.at, row.actor = words.strip(), now, str(actor)
    digest = hashlib.sha256(row.words.encode()).hexdigest()
    _log(session, report.id, "words", actor, now, {"section": section, "sha256": digest})


def sign_report(
    session: Session, *, report: OfficialReport, number: str, on: date, signer: str, reason: str, actor: Actor,
    now: datetime,
) -> SignedReport:  # fmt: skip
    """Freeze the report as it stands: later figures change it no more. Signing again is a correction with a reason.

    Raises NotAllowed for the person who began it, BadInput for a day to come, a missing number or name (a sample has
    neither) or a correction without a reason.
    """
    if str(actor) == report.actor:
        raise NotAllowed(lazy("Người lập báo cáo không ký báo cáo đó: cần người thứ hai."))
    _hold(session, report)
    paper, before = paper_of(session, report), list_signed(session, report.id)
    _check_signing(paper, number, on, signer, reason, is_correction=bool(before), today=legal_date(now))
    seq = len(before) + 1
    own = {section: row.words for section, row in list_words(session, report.id).items()}
    content = json.dumps(_content(paper, own, seq), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    signing = Signing("", None, "") if paper.is_sample else Signing(number.strip(), on, signer.strip())
    file = draw_docx(paper, signing=signing, own=own)
    file_hash = hashlib.sha256(file).hexdigest()
    row = SignedReport(
        report_id=report.id, seq=seq, number=signing.number, signed_on=on, signer=signing.name, reason=reason.strip(),
        content=content, content_hash=hashlib.sha256(content.encode()).hexdigest(),
        file_key=f"reports/{report.id}/{file_hash}.docx", file_hash=file_hash, at=now, actor=str(actor),
    )  # fmt: skip
    storage.put(row.file_key, file)
    session.add(row)
    facts = {"seq": seq, "number": row.number, "content": row.content_hash, "file": row.file_hash}
    _log(session, report.id, "signed", actor, now, facts)
    session.flush()
    return row


def _hold(session: Session, report: OfficialReport) -> None:
    """One at a time writes or signs a report, until the commit."""
    session.refresh(report, with_for_update=True)


def _check_signing(
    paper: Paper, number: str, on: date, signer: str, reason: str, *, is_correction: bool, today: date
) -> None:
    if on > today:
        raise BadInput(lazy("Ngày ký phải là hôm nay hoặc trước đó"), field="signed_on")
    if not paper.is_sample and not number.strip():
        raise BadInput(lazy("Ghi số báo cáo"), field="number")
    if not paper.is_sample and not signer.strip():
        raise BadInput(lazy("Ghi người ký"), field="signer")
    if is_correction and not reason.strip():
        raise BadInput(lazy("Ghi lý do đính chính"), field="reason")


def _content(paper: Paper, own: dict[str, str], seq: int) -> dict:
    return {
        "version": seq, "form": paper.form, "issuer": paper.issuer.code, "title": paper.title,
        "place": paper.scope.place, "from": paper.scope.from_day.isoformat(), "to": paper.scope.to_day.isoformat(),
        "grounds": paper.grounds, "figures": figures_of(paper),
        "parts": [
            {"heading": part.heading.text, "sentences": [one.text for one in part.written],
             "words": own.get(part.heading.section, "")}
            for part in paper.parts
        ],
    }  # fmt: skip


def _log(session: Session, report_id: UUID, kind: str, actor: Actor, now: datetime, facts: dict) -> None:
    audit.append(session, stream=f"report:{report_id}", kind=f"report.{kind}", actor=actor, at=now, facts=facts)
