"""A report handed to another body: link or paper, answers, silence. The promise to the reporter runs on."""

import itertools
import json
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from complaints.actions.silence import raise_silent_transfers
from complaints.actions.transfers import answer_transfer, send_transfer
from complaints.models import CaseFlag, Complaint, Transfer
from complaints.queries.routing import find_route
from complaints.queries.tracking import track
from complaints.transfers import ACTS, CHANGES
from core import audit, clock, jobs, personal
from core.actor import Actor
from core.clock import VIETNAM
from core.db import new_id
from core.errors import BadInput, Conflict
from notifications.models import OutboxMessage
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams
from tests.factories.routing import MAILBOX, make_body

MONDAY = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
OFFICER = Actor("officer", new_id(), "tiep_nhan")


@pytest.fixture
def house(session, freeze):
    """A team with a report about food, and two bodies."""
    freeze(MONDAY)
    branch, team, _second = make_branch_and_teams(session)
    case, code = make_report(session, commune_id=commune(session).id, goods_name="Bánh mì", kind_code="poor")
    return {"case": case, "code": code, "team": team, "branch": branch, "body": make_body(session)}


def hand_over(session, house, **values):
    sent = {"is_lead": True, "channel": "link", "reason": "thuộc ngành y tế"} | values
    transfer = send_transfer(
        session, complaint_id=house["case"].id, body_id=house["body"].id, actor=OFFICER, now=clock.now(), **sent
    )  # fmt: skip
    session.commit()
    return transfer


def link_in_the_letter(session) -> str:
    """The path of the link in the newest letter to the body."""
    rows = session.query(OutboxMessage).filter_by(template="case_transfer").order_by(OutboxMessage.created_at).all()
    return json.loads(rows[-1].values)["link"].removeprefix("http://localhost")


def test_an_officer_hands_a_report_over_and_the_reporter_reads_where_it_went(session, house, officer_client):
    case, desk = house["case"], officer_client(unit=house["team"])
    promised = case.promised_on
    page = desk.get(f"/desk/cases/{case.id}/routing").text
    assert "Sở Y tế thử" in page and "Chủ trì" in page
    sent = {"body": house["body"].id, "role": "lead", "channel": "link", "version": case.version}
    at, reason = f"/desk/cases/{case.id}/transfers", {"transfer_reason": "ngành y tế"}
    refused = desk.post(at, data=sent)
    assert refused.status_code == 422 and "Lý do chuyển" in refused.text
    assert desk.post(at, data=sent | reason).status_code == 303
    session.expire_all()
    seen = track(session, case, clock.now())
    assert seen.stage == "S4" and "Sở Y tế thử" in seen.passed_to
    assert "26/11/2026" in seen.passed_to  # the 24th is a day off
    assert case.promised_on == promised and session.query(Transfer).one().number.startswith("PC-2611-")
    again = desk.post(at, data=sent | reason | {"version": case.version})
    assert again.status_code == 409 and "thu hồi phiếu đó trước" in again.text


def test_the_letter_carries_a_link_that_opens_once_on_one_machine(session, house, app):
    hand_over(session, house)
    link, first, second = link_in_the_letter(session), app.test_client(), app.test_client()
    assert first.get(link).status_code == 200  # a mail program that looks uses nothing up
    opened = first.post(link)
    assert opened.status_code == 303 and first.get(opened.location).status_code == 200
    assert "đã được mở" in second.get(link).text
    assert second.post(link).location == link and second.get(opened.location).status_code == 404
    shown = first.get(opened.location).text
    assert "Bánh mì" in shown and "Sạp 12" in shown
    assert second.get("/transfers/khong-co-dau").status_code == 404


@pytest.mark.services
def test_the_letter_leaves_by_smtp(app, session, house, mailbox):
    app.extensions["settings"] = replace(app.extensions["settings"], smtp_url=mailbox.url)
    transfer = hand_over(session, house)
    while jobs.run_due(clock.now()):
        pass
    (letter,) = mailbox.messages
    assert letter["To"] == MAILBOX and transfer.number in letter["Subject"]
    link = re.search(r"http://localhost(/transfers/\S+)", letter.get_content()).group(1)
    assert app.test_client().get(link).status_code == 200


def test_who_used_the_link_up_gets_another_into_the_mailbox_of_the_list(session, house, app):
    hand_over(session, house)
    link, body = link_in_the_letter(session), app.test_client()
    old_door = body.post(link).location
    assert body.post(f"{link}/again").status_code == 200
    fresh = link_in_the_letter(session)
    assert fresh != link and body.get(link).status_code == 404
    other = app.test_client()
    assert other.get(other.post(fresh).location).status_code == 200 and body.get(old_door).status_code == 404


def test_a_body_takes_then_answers_and_the_reporter_reads_both(session, house, app):
    transfer = hand_over(session, house)
    body = app.test_client()
    at = body.post(link_in_the_letter(session)).location
    assert body.post(at, data={"act": "take"}).status_code == 303
    assert body.post(at, data={"act": "answer"}).status_code == 422
    assert body.post(at, data={"act": "answer", "words": "Đã kiểm tra bếp, phạt cảnh cáo."}).status_code == 303
    session.expire_all()
    assert transfer.state == "answered" and house["case"].state == "passed"
    said = [news.text for news in track(session, house["case"], clock.now()).news]
    assert "Sở Y tế thử trả lời: Đã kiểm tra bếp, phạt cảnh cáo." in said and any("đã nhận" in text for text in said)
    late = body.post(at, data={"act": "refuse", "words": "muộn"})
    assert late.status_code == 409 and "không ghi" in late.text


def test_a_refusal_brings_the_report_back_with_its_reason(session, house, app, officer_client):
    hand_over(session, house)
    body = app.test_client()
    at = body.post(link_in_the_letter(session)).location
    bare = body.post(at, data={"act": "refuse", "words": "  "})
    assert bare.status_code == 422 and "Ghi lý do trả lại" in bare.text
    body.post(at, data={"act": "refuse", "words": "Quán do phường quản lý."})
    session.expire_all()
    assert house["case"].state == "reviewing"
    assert "Quán do phường quản lý." in officer_client(unit=house["team"]).get(f"/desk/cases/{house['case'].id}").text
    other = make_body(session, kind="so_nnmt", name="Sở khác", email="")
    with pytest.raises(BadInput, match="phiếu giấy"):
        hand_over(session, house | {"body": other})
    assert hand_over(session, house | {"body": other}, channel="paper").channel == "paper"


def test_only_telling_a_body_changes_nothing_for_the_reporter(session, house, app):
    hand_over(session, house, is_lead=False)
    body = app.test_client()
    body.post(body.post(link_in_the_letter(session)).location, data={"act": "answer", "words": "đã biết"})
    session.expire_all()
    assert house["case"].state == "received" and track(session, house["case"], clock.now()).news == []


def test_a_body_never_sees_the_contact_and_the_mailbox_stands_nowhere_in_clear(session, house, app, officer_client):
    house["case"].person_id = personal.store_person(session, values={"phone": "0912345678"}, now=clock.now())
    hand_over(session, house)
    body = app.test_client()
    assert "0912345678" not in body.get(body.post(link_in_the_letter(session)).location).text
    assert all(MAILBOX not in row.values for row in session.query(OutboxMessage))
    assert MAILBOX not in officer_client("quan_tri", unit_kind="quan_tri").get("/desk/bodies").text


def test_silence_is_raised_one_unit_higher_each_time_and_the_reporter_reads_it(session, house, freeze, officer_client):
    transfer, case = hand_over(session, house), house["case"]
    first_link, promised = link_in_the_letter(session), case.promised_on
    freeze(MONDAY + timedelta(days=3, hours=8))
    raise_silent_transfers(session, {}, clock.now())
    assert session.query(CaseFlag).count() == 0  # the last day is not over
    freeze(MONDAY + timedelta(days=4))
    for _twice in range(2):
        raise_silent_transfers(session, {}, clock.now())
    session.commit()
    flag = session.query(CaseFlag).one()
    assert (flag.kind, flag.unit_id, flag.transfer_id) == ("silent", house["branch"].id, transfer.id)
    assert "chưa trả lời đúng hẹn" in track(session, case, clock.now()).news[0].text
    assert link_in_the_letter(session) != first_link and case.promised_on == promised
    assert case.number in officer_client("lanh_dao", unit=house["branch"]).get("/desk/flags").text


def test_the_report_that_lies_with_a_body_is_late_all_the_same(session, house, freeze):
    hand_over(session, house)
    freeze(MONDAY + timedelta(days=30))
    assert track(session, house["case"], clock.now()).days_late > 0


def test_the_job_that_watches_runs_by_itself():
    assert jobs.periodic["complaints.silent_transfers"] <= timedelta(days=1)


def test_a_slip_of_paper_has_a_number_and_its_answer_is_written_down(session, house, officer_client):
    transfer, desk = hand_over(session, house, channel="paper"), officer_client(unit=house["team"])
    base = f"/desk/cases/{house['case'].id}/transfers/{transfer.id}"
    paper = desk.get(f"{base}/slip").text
    assert transfer.number in paper and "Số 1 phố Thử" in paper and "Bánh mì" in paper
    sent = {"act": "answer", "words": "Đã xử lý.", "their_number": "123/SYT-ATTP"}
    assert desk.post(f"{base}/answer", data=sent).status_code == 303
    assert "123/SYT-ATTP" in desk.get(base).text
    assert desk.post(f"{base}/recall", data={"recall_reason": "muộn"}).status_code == 409


def test_a_transfer_is_taken_back_with_a_reason_and_its_link_is_dead(session, house, app, officer_client):
    transfer, desk = hand_over(session, house), officer_client(unit=house["team"])
    base, link = f"/desk/cases/{house['case'].id}/transfers/{transfer.id}", link_in_the_letter(session)
    assert desk.post(f"{base}/recall").status_code == 422
    assert desk.post(f"{base}/recall", data={"recall_reason": "nhầm cơ quan"}).status_code == 303
    session.expire_all()
    assert house["case"].state == "reviewing" and app.test_client().get(link).status_code == 404


def test_another_team_finds_neither_the_page_nor_the_slip(session, house, officer_client):
    transfer, stranger = hand_over(session, house), officer_client("tiep_nhan")
    base = f"/desk/cases/{house['case'].id}/transfers/{transfer.id}"
    assert {stranger.get(f"{base}{end}").status_code for end in ("", "/slip")} == {404}
    assert {stranger.post(f"{base}/{end}").status_code for end in ("answer", "recall", "mail")} == {404}


def test_a_transfer_changes_along_the_table_or_not_at_all(session, house):
    transfer = hand_over(session, house, is_lead=False)
    for before, act in itertools.product(CHANGES, ACTS):
        transfer.state = before
        session.flush()
        asked = {"complaint_id": house["case"].id, "transfer_id": transfer.id, "act": act, "words": "x"}
        if ACTS[act] in CHANGES[before]:
            assert answer_transfer(session, **asked, actor=OFFICER, now=clock.now()).state == ACTS[act]
        else:
            with pytest.raises(Conflict):
                answer_transfer(session, **asked, actor=OFFICER, now=clock.now())


def test_every_step_of_a_transfer_is_in_the_trail(session, house, app):
    hand_over(session, house)
    body = app.test_client()
    body.post(body.post(link_in_the_letter(session)).location, data={"act": "refuse", "words": "không thuộc"})
    kinds = [entry.kind for entry in audit.list_entries(session, f"case:{house['case'].id}")]
    for kind in ("complaint.transferred", "complaint.transfer_opened", "complaint.transfer_refused"):
        assert kind in kinds
    assert find_route(session, house["case"].id) and session.query(Complaint).count() == 1
