"""A report leaves as a sealed bundle; whoever changes one byte of it is found, with and without a network."""

import io
import json
import random
import zipfile

import pypdf
import pytest

from complaints.actions.handling import note_case
from complaints.bundles import check, is_signed
from complaints.models import ComplaintEvent
from core import audit, clock
from core.actor import SYSTEM
from core.keys import current_key
from tests.factories.accounts import make_officer
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams

REASON = {"bundle_reason": "Tòa án yêu cầu, công văn mẫu"}


@pytest.fixture
def house(session):
    _branch, team, other = make_branch_and_teams(session)
    case, _code = make_report(session, commune_id=commune(session).id, goods_name="Chè mẫu", details="Nhãn mờ")
    note_case(session, complaint_id=case.id, text="đã gọi", actor=SYSTEM, now=clock.now())
    session.commit()
    return {"case": case, "team": team, "other": other}


@pytest.fixture
def bundle(house, officer_client) -> bytes:
    """What a team leader is given."""
    desk = officer_client("doi_truong", unit=house["team"])
    return desk.post(f"/desk/cases/{house['case'].id}/bundle", data=REASON).data


def public_key(session) -> bytes:
    return current_key(session, "bundle").private().public_key().public_bytes_raw()


def test_a_leader_takes_a_report_out_with_a_reason_and_both_are_written(session, house, officer_client):
    desk, at = officer_client("doi_truong", unit=house["team"]), f"/desk/cases/{house['case'].id}/bundle"
    refused = desk.post(at, data={"bundle_reason": " "})
    assert refused.status_code == 422 and "Ghi lý do xuất hồ sơ" in refused.text
    given = desk.post(at, data=REASON)
    assert given.status_code == 200 and given.mimetype == "application/zip"
    events = session.query(ComplaintEvent).filter_by(complaint_id=house["case"].id, kind="exported").all()
    assert [event.note for event in events] == ["Tòa án yêu cầu, công văn mẫu"]
    kinds = [step.kind for step in audit.list_entries(session, f"case:{house['case'].id}")]
    assert kinds[-2:] == ["complaint.exported", "bundle.sealed"] and audit.verify(session) == []


def test_others_get_no_bundle(house, officer_client):
    at = f"/desk/cases/{house['case'].id}/bundle"
    assert officer_client("doi_truong", unit=house["other"]).post(at, data=REASON).status_code == 404
    assert officer_client("kiem_tra_vien", unit=house["team"]).post(at, data=REASON).status_code == 403


def test_the_bundle_holds_rows_steps_protocol_and_checker_and_no_way_to_the_reporter(session, bundle):
    assert check(bundle, public_key(session)) == []
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        names = archive.namelist()
        case = json.loads(archive.read("case.json"))[0]
        notes = [event["note"] for event in json.loads(archive.read("events.json"))]
        paper = pypdf.PdfReader(io.BytesIO(archive.read("bien-ban.pdf")))
    assert {"nhat-ky.json", "kiem-tra.html", "manifest.json", "inspections.json", "transfers.json"} <= set(names)
    assert case["details"] == "Nhãn mờ" and "đã gọi" in notes
    assert not {"person_id", "tracking_hash", "form_key"} & set(case)
    words = "".join(page.extract_text() for page in paper.pages)
    assert "Biên bản xuất hồ sơ PA-" in words and "events.json" in words


def test_no_byte_of_a_bundle_can_change(session, bundle, tmp_path, app):
    key, draw = public_key(session), random.Random(6)
    assert is_signed(bundle, key)
    places = {0, 1, len(bundle) - 1, len(bundle) - 128, len(bundle) - 129, *draw.sample(range(len(bundle)), 300)}
    for place in places:
        changed = bytearray(bundle)
        changed[place] ^= 1 << draw.randrange(8)
        assert not is_signed(bytes(changed), key), place
    assert not is_signed(bundle + b"0", key) and not is_signed(bundle[:-1], key)
    changed = bytearray(bundle)
    changed[bundle.index("Nhãn mờ".encode())] ^= 1
    assert "case.json: missing or broken" in check(bytes(changed), key)
    (tmp_path / "good.zip").write_bytes(bundle)
    (tmp_path / "bad.zip").write_bytes(bytes(changed))
    run = app.test_cli_runner().invoke
    assert run(args=["cases", "check-bundle", str(tmp_path / "good.zip")]).exit_code == 0
    wrong = run(args=["cases", "check-bundle", str(tmp_path / "bad.zip")])
    assert wrong.exit_code == 1 and "case.json" in wrong.output


@pytest.mark.browser
def test_the_checker_in_the_bundle_works_without_a_network(bundle, tmp_path, browser):
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        (tmp_path / "kiem-tra.html").write_bytes(archive.read("kiem-tra.html"))
    context = browser.new_context(offline=True, java_script_enabled=True)
    page, draw = context.new_page(), random.Random(7)
    page.goto((tmp_path / "kiem-tra.html").as_uri())
    assert "Nguyên vẹn" in say(page, bundle)
    changed = bytearray(bundle)
    changed[bundle.index("Nhãn mờ".encode())] ^= 1
    told = say(page, bytes(changed))
    assert "ĐÃ BỊ SỬA" in told and "case.json" in told and "Chữ ký không khớp" in told
    for place in [0, len(bundle) - 1, len(bundle) - 130, *draw.sample(range(len(bundle)), 20)]:
        changed = bytearray(bundle)
        changed[place] ^= 1 << draw.randrange(8)
        assert "ĐÃ BỊ SỬA" in say(page, bytes(changed)), place
    page.fill("#key", "A" * 43)
    assert "ĐÃ BỊ SỬA" in say(page, bundle)
    context.close()


def say(page, data: bytes) -> str:
    """What the page says of a file."""
    page.evaluate("document.getElementById('bundle-result').replaceChildren()")
    page.set_input_files("#bundle", {"name": "a.zip", "mimeType": "application/zip", "buffer": data})
    page.click("button")
    page.wait_for_selector("#bundle-result h2")
    return page.inner_text("#bundle-result")


def test_anybody_finds_the_checker_and_the_published_roots(session, client):
    make_officer(session)
    assert "Kiểm tra gói hồ sơ" in client.get("/help/check-bundle").text
    assert "Chưa có gốc nào" in client.get("/help/audit-roots").text
    root = audit.seal(session, now=clock.now())
    assert root.root[:32] in client.get("/help/audit-roots").text
