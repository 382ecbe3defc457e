"""An OCOP application the whole way: commune, council, supplements, decision, certificate, end, assessed again."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from core import clock, jobs, storage
from core.errors import BadInput, Conflict, NotAllowed
from registry import queries
from registry.actions import assessing, deciding, judging, ocop_papers
from registry.actions.producers import add_member
from registry.actions.recognitions import revoke_recognition
from registry.models import OcopEvent, OcopReminder, ProducerNotice, Recognition
from registry.queries import count_recognised
from registry.queries.assessing import find_assessment, get_file, sheet_totals
from tests.factories.ocop import (
    COMMUNE,
    MAKER,
    MINISTRY,
    PROVINCE,
    decide,
    make_application,
    make_draft,
    make_member,
    make_set,
    report,
    send_sheet,
    step,
)
from tests.factories.registry import make_product, recognise

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
UNIT_NAME = {"recogniser_name": "UBND tỉnh Thái Nguyên"}


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def at(day: date):
    """The clock held at ten in the morning of a day in Vietnam."""
    return clock.freeze(datetime(day.year, day.month, day.day, 3, tzinfo=UTC))


def steps_of(session, application):
    return [row.step for row in session.query(OcopEvent).filter_by(application_id=application.id).order_by("seq")]


def ask_and_answer(session, application):
    """The council asks for a paper, the producer adds it, the file is the council's again."""
    deciding.ask_supplement(session, reason="Bổ sung phiếu kiểm nghiệm", **step(application, PROVINCE))
    paper = {"name": "Phiếu kiểm nghiệm", "actor": MAKER, "now": clock.now()}
    ocop_papers.add_ocop_paper(session, application_id=application.id, **paper)
    assessing.answer_supplement(session, reason="Đã gửi phiếu", **step(application, MAKER))
    assert application.state == "council"


def test_a_product_goes_from_filing_to_its_end_and_is_assessed_again_in_time(session):
    make_set(session)
    product = make_product(session)
    members = [make_member(session) for _number in range(3)]
    application = make_draft(session, product)
    assessing.file_application(session, **step(application, MAKER))
    assert (application.state, application.filed_on, application.due_on) == (
        "filed", date(2026, 11, 24), date(2026, 11, 27)
    )  # fmt: skip
    judging.receive_application(session, **step(application, COMMUNE))
    report(session, application, points=120)
    judging.forward_application(session, **step(application, COMMUNE))
    send_sheet(session, application, members[0], 70)

    ask_and_answer(session, application)
    send_sheet(session, application, members[1], 80)
    with pytest.raises(BadInput, match="Có 2 phiếu đã gửi, cần ít nhất 3"):
        deciding.decide_application(session, decided_on=clock.today(), **step(application, PROVINCE))
    send_sheet(session, application, members[2], 90)
    deciding.decide_application(session, decided_on=clock.today(), **step(application, PROVINCE))
    assert (application.score_a, application.score_b, application.score_c) == (320, 199, 280), "the mean to a tenth"
    deciding.certify_application(session, issued_on=clock.today(), **UNIT_NAME, **step(application, PROVINCE))
    first = session.get(Recognition, application.recognition_id)
    assert (first.stars, first.recogniser_level, first.valid_until) == (4, "tinh", date(2029, 11, 23))
    assert steps_of(session, application) == [
        "begin", "file", "receive", "report", "forward", "ask", "answer_council", "decide", "certify"
    ]  # fmt: skip

    with at(date(2029, 10, 1)):
        again = make_application(session, product, state="council")
        assert get_file(session, again.id).is_in_time and again.previous_id == first.id
    with at(date(2029, 11, 24)):
        assert count_recognised(session, clock.today()) == {}, "filing in time does not prolong a certificate"
        decide(session, again, 60)
        deciding.certify_application(session, issued_on=clock.today(), **UNIT_NAME, **step(again, PROVINCE))
        assert count_recognised(session, clock.today()) == {3: 1}
    assert count_recognised(session, date(2029, 11, 23)) == {4: 1}


def test_ninety_points_go_to_the_ministry_and_wait_as_potential_five(session):
    application = make_application(session, state="council")
    decide(session, application, 95)
    with pytest.raises(BadInput, match="đề nghị Bộ"):
        deciding.certify_application(session, issued_on=clock.today(), **UNIT_NAME, **step(application, PROVINCE))
    deciding.propose_application(session, issued_on=clock.today(), **UNIT_NAME, **step(application, PROVINCE))
    waiting = session.get(Recognition, application.recognition_id)
    assert (application.state, waiting.stars, waiting.is_potential_five) == ("ministry", 4, True)
    five = {"scores": (380, 240, 300), "issued_on": clock.today(), "recogniser_name": "Bộ Nông nghiệp và Môi trường"}
    deciding.record_central(session, **five, **step(application, MINISTRY))
    given = session.get(Recognition, application.recognition_id)
    assert (application.state, given.stars, given.recogniser_level) == ("certified", 5, "trung_uong")
    assert count_recognised(session, clock.today()) == {5: 1}, "the waiting class ends where five stars begin"


def test_less_than_ninety_at_the_ministry_comes_back_to_the_province_with_those_points(session):
    application = make_application(session, state="council")
    decide(session, application, 95)
    deciding.propose_application(session, issued_on=clock.today(), **UNIT_NAME, **step(application, PROVINCE))
    less = {"scores": (350, 220, 300), "issued_on": clock.today(), "recogniser_name": "Bộ"}
    deciding.record_central(session, **less, **step(application, MINISTRY))
    with pytest.raises(BadInput, match="Bộ đã xét"):
        deciding.propose_application(session, issued_on=clock.today(), **UNIT_NAME, **step(application, PROVINCE))
    deciding.certify_application(session, issued_on=clock.today(), **UNIT_NAME, **step(application, PROVINCE))
    row = session.get(Recognition, application.recognition_id)
    assert (row.stars, row.is_potential_five, row.score_a) == (4, False, 350)
    assert count_recognised(session, clock.today()) == {4: 1}


def test_below_three_stars_is_refused_with_its_reason_and_never_certified(session):
    application = make_application(session, state="council")
    with pytest.raises(BadInput, match="dưới 3 sao"):
        decide(session, application, 49)
    deciding.refuse_application(session, reason="48 điểm", **step(application, PROVINCE))
    assert application.state == "refused" and session.query(Recognition).count() == 0
    told = session.query(ProducerNotice).order_by(ProducerNotice.at.desc(), ProducerNotice.id.desc()).first()
    assert "48 điểm" in told.body


def test_a_member_of_the_producer_or_with_a_conflict_cannot_judge_and_a_sheet_sent_before_does_not_count(session):
    application = make_application(session, state="council")
    own, aside, free = (make_member(session) for _number in range(3))
    producer_id = get_file(session, application.id).producer.id
    add_member(session, producer_id=producer_id, user_id=own.id, actor=PROVINCE, now=clock.now())
    with pytest.raises(NotAllowed):
        send_sheet(session, application, own)
    for member in (aside, free):
        send_sheet(session, application, member)
    assert len(sheet_totals(session, application.id)) == 2
    assessing.declare_conflict(
        session, application_id=application.id, user_id=aside.id, reason="Người nhà", actor=PROVINCE, now=clock.now()
    )
    assert len(sheet_totals(session, application.id)) == 1
    with pytest.raises(NotAllowed):
        send_sheet(session, application, aside)


def test_a_sheet_is_locked_once_sent_and_keeps_points_within_each_criterion(session):
    make_set(session)
    application = make_application(session, state="council")
    member = make_member(session)
    criteria = get_file(session, application.id).criteria
    sheet = {"application_id": application.id, "user_id": member.id, "actor": PROVINCE, "now": clock.now()}
    with pytest.raises(BadInput, match="A1 cần từ 0 đến 15, không phải 15,1"):
        judging.save_sheet(session, points={criteria[0].id: 151}, **sheet)
    judging.save_sheet(session, points={criteria[0].id: 150}, **sheet)
    with pytest.raises(BadInput, match="Ghi điểm tiêu chí A2"):
        judging.save_sheet(session, points={criteria[0].id: 150}, is_sent=True, **sheet)
    send_sheet(session, application, member)
    with pytest.raises(Conflict, match="đã gửi"):
        send_sheet(session, application, member)


def test_the_commune_reports_on_each_topic_and_on_its_own_criteria_before_it_forwards(session):
    make_set(session)
    application = make_application(session, state="commune_check")
    with pytest.raises(BadInput, match="báo cáo"):
        judging.forward_application(session, **step(application, COMMUNE))
    blank = {"remarks": {}, "points": {}, "conclusion": "Đủ"}
    with pytest.raises(BadInput, match="A1"):
        judging.report_commune(session, **blank, **step(application, COMMUNE))
    report(session, application)
    report(session, application, points=90)
    assert find_assessment(session, application.id).seq == 2
    file = get_file(session, application.id)
    assert [row.points for row in file.remarks if row.criterion_id] == [90] and len(file.remarks) == 5


def test_the_commune_may_ask_for_more_and_the_answer_comes_back_to_it(session):
    application = make_application(session, state="commune_check")
    deciding.ask_supplement(session, reason="Thiếu tờ khai", **step(application, COMMUNE))
    assert application.due_on == date(2026, 12, 15)
    assessing.answer_supplement(session, reason="Đã gửi", **step(application, MAKER))
    assert application.state == "commune_check"


def test_two_officers_at_once_the_second_is_told_where_it_stands(session):
    application = make_application(session)
    seen = step(application, COMMUNE)
    judging.receive_application(session, **seen)
    with pytest.raises(assessing.ApplicationChanged, match="Xã đang xem"):
        judging.receive_application(session, **seen)


def test_papers_are_pictures_made_anew_or_pdfs_and_nothing_is_removed_after_filing(session):
    out = BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG")
    application = make_draft(session, papers=0)
    by = {"application_id": application.id, "actor": MAKER, "now": clock.now()}
    with pytest.raises(BadInput, match="ít nhất một giấy tờ"):
        assessing.file_application(session, version=1, **by)
    picture = ocop_papers.add_ocop_paper(session, name="Ảnh", data=out.getvalue(), **by)
    paper = ocop_papers.add_ocop_paper(session, name="Phiếu", data=b"%PDF-1.7 mau", **by)
    assert storage.get(picture.file_key)[:3] == b"\xff\xd8\xff" and storage.get(paper.file_key) == b"%PDF-1.7 mau"
    with pytest.raises(BadInput, match="PDF hay ảnh"):
        ocop_papers.add_ocop_paper(session, name="Lạ", data=b"MZ...", **by)
    ocop_papers.remove_ocop_paper(session, paper_id=picture.id, **by)
    assessing.file_application(session, version=1, **by)
    with pytest.raises(Conflict):
        ocop_papers.remove_ocop_paper(session, paper_id=paper.id, **by)
    with pytest.raises(Conflict):
        ocop_papers.add_ocop_paper(session, name="Muộn", **by)


def run_reminders(session, day: date) -> list[int]:
    """The steps that were sent on a day."""
    before = {row.id for row in session.query(OcopReminder)}
    with at(day):
        jobs.kinds["ocop.remind"](session, {}, clock.now())
    session.flush()
    return [row.days for row in session.query(OcopReminder) if row.id not in before]


def test_a_producer_is_reminded_180_90_and_30_days_before_once_each(session):
    product = make_product(session)
    ends = recognise(session, product, issued_on=date(2026, 1, 1)).valid_until
    sent = {left: run_reminders(session, ends - timedelta(days=left)) for left in (181, 180, 120, 90, 89, 30, 1, 0, -1)}
    assert {left: days for left, days in sent.items() if days} == {180: [180], 90: [90], 30: [30]}
    told = session.query(ProducerNotice).order_by(ProducerNotice.at).all()
    assert len(told) == 3 and "31/12/2028" in told[0].subject and "còn 180 ngày" in told[0].body


def test_nobody_is_reminded_of_what_is_on_its_way_withdrawn_or_passed_while_nothing_ran(session):
    product = make_product(session)
    ends = recognise(session, product, issued_on=date(2024, 1, 1)).valid_until
    assert run_reminders(session, ends - timedelta(days=20)) == [30]
    running, withdrawn = make_product(session), make_product(session)
    for each in (running, withdrawn):
        row = recognise(session, each, issued_on=date(2024, 1, 1))
    make_application(session, running)
    why = {"on": date(2026, 11, 1), "reason": "mẫu", "actor": PROVINCE, "now": clock.now()}
    revoke_recognition(session, recognition_id=queries.find_newest_ocop(session, withdrawn.id).id, **why)
    assert row.valid_until == ends and run_reminders(session, ends - timedelta(days=30)) == []

