"""Reports that are one case: found alike, joined and taken out again, one line for a crowd."""

from datetime import timedelta

import pytest
from PIL import Image, ImageDraw
from sqlalchemy import event

from complaints.actions.grouping import join_cases, leave_group
from complaints.actions.marking import list_marks, write_marks
from complaints.likeness import hash_picture, is_same_picture, mark_words, shared_kinds
from complaints.models import Complaint, GroupMember
from complaints.queries.crowds import list_crowds
from complaints.queries.grouping import list_alike
from complaints.queries.queue import Desk, Filters, list_queue
from core import audit, clock
from core.actor import SYSTEM
from core.db import new_id
from core.errors import BadInput, Conflict
from core.text import fold
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams, make_inspection

STORY = "Mua hộp chè ở chợ về pha thấy nước đỏ, mùi hắc, tem ở nắp bóc ra còn nguyên, người bán nói hàng thanh lý"


@pytest.fixture
def desk(session):
    """The desk of the team of Tân Cương."""
    _branch, team, _other = make_branch_and_teams(session)
    return Desk({team.id}, new_id(), clock.today())


def marked(session, **answers):
    """A report with its marks, as the job leaves it."""
    report, _code = make_report(session, commune_id=commune(session).id, **answers)
    write_marks(session, report.id, list_marks(session, report))
    return report


def draw(shift: int = 0) -> Image.Image:
    picture = Image.new("RGB", (400, 300), "#e8e2d0")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60 + shift, 40, 220, 250), fill="#1f7a4d")
    pen.ellipse((230, 90, 370, 230), fill="#7a1f1f")
    return picture


def test_a_picture_stays_itself_when_made_smaller_and_others_do_not():
    whole = hash_picture(draw())
    assert is_same_picture(whole, hash_picture(draw().resize((160, 120))))
    assert not is_same_picture(whole, hash_picture(draw().rotate(180)))


def test_a_story_is_known_again_without_accents_and_with_words_before_it():
    own = mark_words(STORY)
    assert shared_kinds(own, mark_words(f"Xin báo: {fold(STORY)}")) == ["words"]
    assert shared_kinds(own, mark_words("Bánh mì để lâu ngày, có mốc xanh, ăn xong đau bụng cả đêm")) == []


def test_reports_about_one_seller_are_suggested_and_others_are_not(session, desk):
    here = commune(session).full_name
    first = marked(session, seller="Sạp 5 chợ Mẫu", place_as_written=here)
    second = marked(session, seller="sap 5 cho mau")
    marked(session, seller="Tạp hóa Khác", kind_code="expired", place_as_written=here)
    found = list_alike(session, first, desk, clock.now())
    assert [(row.complaint.id, row.kinds) for row in found] == [(second.id, ["seller"])]


def test_joining_is_undone_and_every_step_is_logged(session, desk):
    reports = [marked(session) for _number in range(3)]
    act = {"actor": SYSTEM, "now": clock.now()}
    group = join_cases(session, complaint_ids=[each.id for each in reports], reason="một sạp", **act)
    page = list_queue(session, desk, view="all", filters=Filters(), page=1)
    assert (page.total, page.cases, page.rows[0].group[1]) == (3, 1, 3)
    leave_group(session, complaint_id=reports[0].id, reason="sạp khác", **act)
    page = list_queue(session, desk, view="all", filters=Filters(), page=1)
    assert (page.total, page.cases) == (3, 2)
    again = join_cases(session, complaint_ids=[reports[0].id, reports[1].id], reason="nhìn lại", **act)
    assert again.id == group.id and session.query(GroupMember).filter_by(complaint_id=reports[0].id).count() == 2
    assert audit.verify(session) == []


def test_two_cases_are_not_joined_by_accident(session, desk):
    act = {"actor": SYSTEM, "now": clock.now(), "reason": "một sạp"}
    reports = [marked(session) for _number in range(4)]
    join_cases(session, complaint_ids=[each.id for each in reports[:2]], **act)
    join_cases(session, complaint_ids=[each.id for each in reports[2:]], **act)
    with pytest.raises(Conflict):
        join_cases(session, complaint_ids=[reports[0].id, reports[3].id], **act)
    with pytest.raises(BadInput):
        join_cases(session, complaint_ids=[reports[0].id], **act)


def test_a_campaign_is_one_line_and_gone_once_joined(session, desk):
    at = clock.now() - timedelta(hours=3)
    crowd = [marked(session, seller=f"Quán {n}", details=f"Tin {n}. {STORY}", now=at) for n in range(6)]
    marked(session, seller="Quán yên", details="Bánh mì để lâu ngày có mốc xanh ở mặt dưới")
    found = list_crowds(session, desk, clock.now())
    assert [(len(each.complaints), each.kinds, each.is_burst) for each in found] == [(6, ["words"], True)]
    join_cases(session, complaint_ids=[each.id for each in crowd], reason="một đợt", actor=SYSTEM, now=clock.now())
    assert list_crowds(session, desk, clock.now()) == []


def test_the_pages_join_take_out_and_hide_from_other_teams(session, officer_client):
    _branch, first, second = make_branch_and_teams(session)
    one, other = marked(session), marked(session)
    session.commit()
    browser, stranger = officer_client("doi_truong", unit=first), officer_client("doi_truong", unit=second)
    page = browser.get(f"/desk/cases/{one.id}/alike")
    assert other.number in page.text and "cùng người bán" in page.text
    assert browser.post(f"/desk/cases/{one.id}/join", data={"cases": str(other.id)}).status_code == 422
    made = browser.post(f"/desk/cases/{one.id}/join", data={"cases": str(other.id), "join_reason": "một sạp"})
    group = made.headers["Location"]
    assert "1 vụ, 2 phản ánh" in browser.get(group).text and "1 vụ, 2 phản ánh" in browser.get("/desk/cases").text
    assert stranger.get(group).status_code == 404
    assert stranger.post(f"{group}/leave", data={"report": str(one.id), "reason": "x"}).status_code == 404
    assert browser.post(f"{group}/leave", data={"report": str(one.id)}).status_code == 422
    browser.post(f"{group}/leave", data={"report": str(one.id), "reason": "nhầm"})
    assert "1 vụ, 1 phản ánh" in browser.get(group).text
    assert browser.get("/desk/groups").status_code == 200
    assert browser.post("/desk/groups", data={"cases": "\x00", "join_reason": "x"}).status_code == 422


def test_the_queue_asks_as_often_for_many_cases_as_for_few(session, desk):
    def count() -> int:
        seen = []
        event.listen(session.get_bind(), "before_cursor_execute", lambda *_args: seen.append(1), named=False)
        list_queue(session, desk, view="all", filters=Filters(), page=1)
        return len(seen)

    reports = [marked(session) for _number in range(2)]
    session.flush()
    few = count()
    more = [marked(session) for _number in range(8)]
    join_cases(session, complaint_ids=[each.id for each in more], reason="một", actor=SYSTEM, now=clock.now())
    session.flush()
    assert count() <= 2 * few and session.query(Complaint).count() == len(reports) + len(more)


def test_an_inspection_of_a_case_stands_under_all_its_reports(session, officer_client):
    _branch, team, _other = make_branch_and_teams(session)
    one, other = marked(session), marked(session)
    join_cases(session, complaint_ids=[one.id, other.id], reason="một sạp", actor=SYSTEM, now=clock.now())
    inspection = make_inspection(session, unit=team, complaint_id=one.id)
    session.commit()
    browser = officer_client("doi_truong", unit=team)
    group = browser.get(f"/desk/cases/{one.id}/alike").text.split("/desk/groups/")[1][:36]
    number = session.query(Complaint).filter_by(id=other.id).one().number
    assert browser.post(f"/desk/inspections/{inspection.id}/cases", data={"number": number}).status_code == 303
    assert number in browser.get(f"/desk/inspections/{inspection.id}/file").text
    assert inspection.number in browser.get(f"/desk/groups/{group}").text
