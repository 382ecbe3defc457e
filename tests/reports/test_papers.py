"""Official reports at the desk: begun, written, signed by a second person, frozen, corrected."""

import hashlib
import json
import threading
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from complaints.actions.inspections import record_decision
from core import audit, clock, storage
from core.actor import Actor
from core.db import committing, db, new_id
from core.errors import BadInput, Conflict, NotAllowed
from reports.actions.papers import begin_report, sign_report, write_words
from reports.models import OfficialReport, ReportWords, SignedReport
from reports.queries.papers import list_changed, paper_of
from tests.complaints.public.test_on_postgres import run_threads
from tests.factories.accounts import make_unit
from tests.factories.complaints import commune, make_report, province
from tests.factories.inspections import make_branch_and_teams, make_inspection

COMPILER, SIGNER = Actor("officer", new_id(), "mttq"), Actor("officer", new_id(), "lanh_dao")
YEAR = {"form": "annual", "issuer": "front", "from_day": date(2026, 1, 1), "to_day": date(2026, 12, 31)}


@pytest.fixture
def report(session) -> OfficialReport:
    """A report of Thái Nguyên with one inspection in its year."""
    _branch, team, _other = make_branch_and_teams(session)
    make_inspection(session, unit=team)
    made = begin_report(
        session, **YEAR, place="19", province_id=province(session).id, actor=COMPILER, now=clock.now()
    )  # fmt: skip
    session.commit()
    return made


def sign(session, report, **values) -> SignedReport:
    given = {"number": "30", "on": clock.today(), "signer": "Nguyễn Văn Mẫu", "reason": "", "actor": SIGNER} | values
    return sign_report(session, report=report, now=clock.now(), **given)


def said(signed: SignedReport) -> str:
    return " ".join(text for part in json.loads(signed.content)["parts"] for text in part["sentences"])


def test_what_was_signed_is_frozen_and_a_correction_is_a_new_version_with_its_reason(session, report):
    team = make_unit(session, kind="doi", areas=[commune(session).id])
    decide(session, team)
    first = sign(session, report)
    kept = first.content
    assert "02 vụ" in said(first) and hashlib.sha256(kept.encode()).hexdigest() == first.content_hash
    decide(session, team)
    assert ("Vụ kiểm tra", "02 vụ", "03 vụ") in list_changed(paper_of(session, report), first)
    with pytest.raises(BadInput) as refused:
        sign(session, report)
    assert refused.value.field == "reason"
    second = sign(session, report, reason="thêm một vụ")
    assert (first.seq, second.seq) == (1, 2) and "03 vụ" in said(second) and first.content == kept
    assert list_changed(paper_of(session, report), second) == [] and audit.verify(session) == []


def decide(session, team) -> None:
    """One more inspection with a decision, so that its sentence can be written."""
    row = make_inspection(session, unit=team)
    record_decision(
        session, inspection_id=row.id, decided_on=row.inspected_on, imposed_fine=1_000_000, violation_code="HG-a",
        number=f"{row.number}/QĐ", actor=SIGNER, now=clock.now(),
    )  # fmt: skip


def test_who_began_a_report_does_not_sign_it(session, report):
    with pytest.raises(NotAllowed):
        sign(session, report, actor=COMPILER)
    assert session.query(SignedReport).count() == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [({"number": " "}, "number"), ({"signer": ""}, "signer"), ({"on": clock.today() + timedelta(days=9)}, "signed_on")],
)
def test_a_signing_that_lacks_something_is_refused_with_its_field(session, report, values, field):
    with pytest.raises(BadInput) as refused:
        sign(session, report, **values)
    assert refused.value.field == field and session.query(SignedReport).count() == 0


def test_two_who_write_under_one_heading_are_told(session, report):
    common = {"report": report, "section": "2.4", "actor": COMPILER, "now": clock.now()}
    write_words(session, **common, words="Phối hợp tốt.", version=0)
    session.commit()
    with pytest.raises(Conflict):
        write_words(session, **common, words="Chữ của người sau.", version=0)
    write_words(session, **common, words="Phối hợp tốt, kịp thời.", version=1)
    assert session.scalars(select(ReportWords.words)).one() == "Phối hợp tốt, kịp thời."
    with pytest.raises(BadInput):
        write_words(session, **(common | {"section": "9"}), words="x", version=0)


@pytest.mark.parametrize("wrong", [{"form": "weekly"}, {"issuer": "me"}, {"place": "00"}, {"to_day": date(2025, 1, 1)}])
def test_a_report_that_cannot_be_is_not_begun(session, wrong):
    given = YEAR | {"place": "19"} | wrong
    with pytest.raises(BadInput):
        begin_report(session, **given, province_id=province(session).id, actor=COMPILER, now=clock.now())


def test_the_compiler_writes_and_the_signer_signs_at_the_desk(session, officer_client):
    front = make_unit(session, kind="mttq", areas=[province(session).id])
    make_branch_and_teams(session)
    make_report(session, commune_id=commune(session).id)
    compiler, signer = officer_client("mttq", unit=front), officer_client("lanh_dao", unit=front)
    sent = {"form": "half-year", "issuer": "board", "from_day": "01/01/2026", "to_day": "30/06/2026", "place": ""}
    outside = compiler.post("/desk/papers", data=sent | {"place": "86"})
    assert outside.status_code == 422 and "tỉnh của đơn vị bạn" in outside.text and 'value="86"' in outside.text
    begun = compiler.post("/desk/papers", data=sent)
    at = begun.location
    page = compiler.get(at).text
    assert "6 tháng đầu năm 2026" in page and "Số liệu chưa có" in page and "Ký báo cáo" not in page
    words = {"words": "Hạn chế: thông tin chậm.\nCần nhắc sớm.", "version": "0"}
    assert compiler.post(f"{at}/words/2.2", data=words).status_code == 303
    late = compiler.post(f"{at}/words/2.2", data=words | {"words": "Người sau"})
    assert late.status_code == 422 and "Người sau" in late.text and "thông tin chậm" in late.text
    assert compiler.get(f"{at}/words/9").status_code == 404
    assert compiler.post(f"{at}/sign", data={"signed_on": "24/11/2026"}).status_code == 403
    bare = signer.post(f"{at}/sign", data={"signed_on": "24/11/2026"})
    assert bare.status_code == 422 and "Ghi số báo cáo" in bare.text
    done = {"number": "154", "signer": "Trần Thị Mẫu", "signed_on": "24/11/2026"}
    assert signer.post(f"{at}/sign", data=done).status_code == 303
    assert "số 154" in compiler.get(at).text and "đã ký, bản 1" in compiler.get("/desk/papers").text
    file = compiler.get(f"{at}/signed/1.docx")
    paragraphs = " ".join(p.text for p in Document(BytesIO(file.data)).paragraphs)
    assert "thông tin chậm." in paragraphs and "Cần nhắc sớm." in paragraphs
    assert compiler.get(f"{at}/draft.docx").data[:2] == b"PK" and compiler.get(f"{at}/signed/2.docx").status_code == 404


def test_another_province_and_other_roles_see_no_report(session, report, officer_client):
    far = make_unit(session, kind="mttq", areas=[province(session, "86").id])
    stranger = officer_client("mttq", unit=far)
    for path in ("", "/draft.docx", "/signed/1.docx", "/words/2.4"):
        assert stranger.get(f"/desk/papers/{report.id}{path}").status_code == 404, path
    assert officer_client("doi_truong", unit_kind="doi").get("/desk/papers").status_code == 403


@pytest.mark.services
def test_two_who_sign_at_once_make_two_versions_whose_files_are_what_was_hashed(app_on, postgres_url):
    app = app_on(database_url=postgres_url)
    with app.app_context():
        made = begin_report(
            db.session(), **YEAR, place="19", province_id=province(db.session()).id, actor=COMPILER, now=clock.now()
        )  # fmt: skip
        db.session.commit()
        report_id = made.id
        db.session.remove()
    barrier, found = threading.Barrier(2), []

    def press(number: str) -> None:
        with app.app_context(), committing() as current:
            report = current.get_one(OfficialReport, report_id)
            barrier.wait()
            found.append(sign(current, report, number=number, reason="cùng lúc").seq)

    run_threads([(press, ("30",)), (press, ("31",))])
    assert sorted(found) == [1, 2]
    with app.app_context():
        for row in db.session.scalars(select(SignedReport)):
            assert hashlib.sha256(storage.get(row.file_key)).hexdigest() == row.file_hash
        db.session.remove()
