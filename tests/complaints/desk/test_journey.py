"""A report from the citizen's hand to the result, through the pages themselves."""

import re
from uuid import UUID

from complaints.models import Complaint, MoneyRow
from complaints.queries.tracking import track
from core import audit, clock
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams


def test_a_report_goes_from_the_right_queue_to_a_result_that_its_reporter_sees(app, session, officer_client):
    _branch, first, second = make_branch_and_teams(session)
    case, _code = make_report(session, commune_id=commune(session).id, goods_name="Chè búp mẫu 200 g", verdict="V2")
    inspector = officer_client("kiem_tra_vien", unit=first)
    stranger = officer_client("kiem_tra_vien", unit=second)
    assert "Chè búp mẫu" in inspector.get("/desk/cases").text
    assert "Chè búp mẫu" not in stranger.get("/desk/cases?view=all").text
    at = f"/desk/cases/{case.id}"
    assert stranger.get(at).status_code == 404
    assert inspector.post(f"{at}/take", data={"version": version(session, case.id)}).status_code == 303
    inspector.post(f"{at}/notes", data={"note_text": "Đã gọi chợ"})
    asked = {"message_text": "Bạn còn giữ bao bì không?", "is_question": "yes", "version": version(session, case.id)}
    assert inspector.post(f"{at}/messages", data=asked).status_code == 303
    assert track(session, session.get(Complaint, case.id), clock.now()).stage == "S3"
    inspection = record_everything(inspector, case.id)
    closed = {"outcome": "violation", "answer": "Đã xử phạt cơ sở bán.", "version": version(session, case.id)}
    assert inspector.post(f"{at}/close", data=closed).status_code == 303
    seen = track(session, session.get(Complaint, case.id), clock.now())
    assert (seen.stage, seen.complaint.answer) == ("S5", "Đã xử phạt cơ sở bán.")
    assert sum(session.scalars(session.query(MoneyRow.amount).statement)) == 7_000_000
    page = inspector.get(at)
    assert page.status_code == 200 and "Đã gọi chợ" in page.text and str(inspection) in page.text
    assert audit.verify(session) == []
    assert app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0


def record_everything(inspector, case_id) -> UUID:
    """An inspection of the case, a decision of 7.5 million, 7 million received."""
    form = inspector.get(f"/desk/inspections/new?case={case_id}").text
    place = re.search(r'<option value="([0-9a-f-]{36})" selected', form)[1]
    sent = {"source": "citizens", "inspected_on": "20/11/2026", "commune_id": place, "outcome": "verifying",
            "ground_number": "12/QĐ", "ground_on": "19/11/2026"}  # fmt: skip
    answer = inspector.post(f"/desk/inspections/new?case={case_id}", data=sent)
    assert answer.status_code == 303, answer.text
    at = answer.headers["Location"]
    assert inspector.post(f"{at}/outcome", data={"conclusion": "violation"}).status_code == 303
    decision = {"number": "34/QĐ-XPHC", "decided_on": "21/11/2026", "violation_code": "HG-e", "imposed_fine": "7,5tr"}
    assert inspector.post(f"{at}/decisions", data=decision).status_code == 303
    for amount in ("6 triệu", "7 triệu"):
        row = {"money_kind": "fine_received", "amount": amount, "money_on": "22/11/2026"}
        assert inspector.post(f"{at}/money", data=row).status_code == 303
    wrong = re.search(r'action="([^"]+/money/[^"]+/reverse)"', inspector.get(at).text)[1]
    assert inspector.post(wrong, data={"reason": ""}).status_code == 422
    assert inspector.post(wrong, data={"reason": "gõ nhầm"}).status_code == 303
    assert inspector.post(wrong, data={"reason": "gõ nhầm"}).status_code == 422
    page = inspector.get(at).text
    assert "7.500.000 đồng" in page and "-6.000.000 đồng" in page
    assert inspector.get("/desk/inspections?first=01/11/2026&last=30/11/2026").text.count("34/QĐ") == 0
    return UUID(at.rsplit("/", 1)[1])


def version(session, case_id) -> int:
    """The version that a page opened now would carry."""
    return session.get(Complaint, case_id).version
