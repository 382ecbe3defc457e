"""After the end: a second look by somebody else, a rating, a late report told above, news that says only that."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from complaints.actions.dialogue import reply_as_reporter
from complaints.actions.handling import close_case, take_case
from complaints.actions.late import tell_late
from complaints.actions.reviews import rate_case
from complaints.models import Assignment, CaseFlag, CaseRating, CaseTerm, Complaint, ComplaintEvent
from complaints.tracking import format_code
from core import audit, clock
from core.actor import Actor
from core.errors import BadInput, Conflict
from reports.queries.behind import rows_behind
from reports.queries.ratings import count_ratings
from reports.scope import Scope
from tests.complaints.public.test_tracking import follow
from tests.factories.accounts import make_officer, make_unit
from tests.factories.complaints import commune, make_report

NOW = clock.now()


@pytest.fixture
def team(unit, session):
    """A team under the Chi cục, and its leader."""
    doi = make_unit(session, kind="doi", name="Đội số 1", parent=unit, areas=[commune(session).id])
    leader = make_officer(session, role="doi_truong", unit=doi)
    session.commit()
    return doi, Actor("officer", leader.id, "doi_truong")


@pytest.fixture
def closed(team, session):
    """A report that the leader closed, and its code."""
    complaint, code = make_report(session, commune_id=commune(session).id, details="Tem mờ", now=NOW)
    take_case(session, complaint_id=complaint.id, actor=team[1], now=NOW)
    close_case(
        session, complaint_id=complaint.id, outcome="no_violation", answer="Hàng đúng.", actor=team[1], now=NOW
    )
    session.commit()
    return complaint, code


def disagree(session, complaint: Complaint, now=NOW) -> None:
    reply_as_reporter(session, complaint_id=complaint.id, text="Tôi còn hóa đơn", disagrees=True, now=now)


def test_a_second_look_goes_to_another_officer_of_the_unit(team, closed, session):
    other = make_officer(session, role="kiem_tra_vien", unit=team[0])
    disagree(session, closed[0])
    assert (closed[0].officer_id, closed[0].unit_id) == (other.id, team[0].id)
    assert session.scalars(select(CaseFlag.kind)).all() == ["review"]


def test_without_another_officer_the_unit_above_takes_it_over(unit, closed, session):
    disagree(session, closed[0])
    assert (closed[0].officer_id, closed[0].unit_id) == (None, unit.id)
    assert session.scalars(select(Assignment.unit_id).order_by(Assignment.seq.desc())).first() == unit.id


def test_who_closed_it_neither_takes_it_again_nor_closes_it(team, closed, session):
    make_officer(session, role="kiem_tra_vien", unit=team[0])
    disagree(session, closed[0])
    step = {"complaint_id": closed[0].id, "actor": team[1], "now": NOW}
    with pytest.raises(Conflict, match="cán bộ khác"):
        take_case(session, **step)
    with pytest.raises(Conflict, match="cán bộ khác"):
        close_case(session, outcome="violation", answer="Xong.", **step)


def test_the_days_for_a_second_look_are_a_dated_row(closed, session):
    session.query(CaseTerm).filter_by(code="review").update({"days": 3})
    with pytest.raises(Conflict, match="còn trong hạn"):
        disagree(session, closed[0], NOW + timedelta(days=4))
    disagree(session, closed[0], NOW + timedelta(days=3))


def test_a_report_stopped_for_want_of_facts_goes_on_when_they_come(reporter, team, session):
    complaint, code = make_report(session, commune_id=commune(session).id)
    take_case(session, complaint_id=complaint.id, actor=team[1], now=NOW)
    close_case(session, complaint_id=complaint.id, outcome="not_enough", answer="Thiếu nơi.", actor=team[1], now=NOW)
    session.commit()
    assert "Bạn có thể gửi thêm đến" in follow(reporter, code)
    page = reporter.press("/complaints/track/reply", text="Sạp 12")
    assert "Đang xem lại" in page and "Đề nghị xem lại" not in page


def test_three_faces_with_words_and_the_last_one_counts(reporter, closed, session):
    page = follow(reporter, closed[1])
    assert all(words in page for words in ("Hài lòng", "Tạm được", "Chưa hài lòng"))
    reporter.press("/complaints/track/rating", score="1", rating_words="Chậm")
    page = reporter.press("/complaints/track/rating", score="3", rating_words="Cảm ơn")
    assert "Đã ghi đánh giá của bạn" in page and "Cảm ơn" in page
    rating = session.scalars(select(CaseRating)).one()
    assert (rating.score, rating.words) == (3, "Cảm ơn") and audit.verify(session) == []
    scope = Scope(clock.today(), clock.today())
    found = {one.id: one.value for one in count_ratings(session, scope)}
    assert found == {"E11.rated": 1, "E11.rated.score-3": 1}
    assert {row_id: rows_behind(session, scope, row_id).value for row_id in found} == found
    assert rows_behind(session, scope, "E11.rated.score-1").value == 0


@pytest.mark.parametrize("score", ["", "0", "4", "x", "9" * 40])
def test_an_unknown_face_gets_a_sentence_and_the_words_stay(reporter, closed, session, score):
    follow(reporter, closed[1])
    page = reporter.press("/complaints/track/rating", score=score, rating_words="Lời của tôi")
    assert reporter.status == 422 and "Lời của tôi" in page
    assert session.scalars(select(CaseRating)).all() == []


def test_a_rating_waits_for_the_end_and_its_term(team, closed, session):
    fresh, _code = make_report(session)
    with pytest.raises(Conflict):
        rate_case(session, complaint_id=fresh.id, score=3, words="", now=NOW)
    with pytest.raises(Conflict):
        rate_case(session, complaint_id=closed[0].id, score=3, words="", now=NOW + timedelta(days=31))
    with pytest.raises(BadInput):
        rate_case(session, complaint_id=closed[0].id, score=3, words="a" * 1001, now=NOW)


def test_a_late_report_is_told_above_once_and_its_page_says_so(reporter, unit, team, session, freeze):
    complaint, code = make_report(session, commune_id=commune(session).id, now=NOW)
    tell_late(session, {}, NOW + timedelta(hours=1))
    assert session.scalars(select(CaseFlag)).all() == []
    for days in (9, 10):
        tell_late(session, {}, NOW + timedelta(days=days))
    flag = session.scalars(select(CaseFlag)).one()
    assert (flag.kind, flag.unit_id) == ("late", unit.id)
    session.commit()
    freeze(NOW + timedelta(days=9))
    page = follow(reporter, code)
    assert "Trễ hẹn" in page and "Đã báo người phụ trách." in page
    kinds = session.scalars(select(ComplaintEvent.kind).filter_by(complaint_id=complaint.id)).all()
    assert kinds.count("late") == 1


def test_what_is_not_late_or_waits_for_the_reporter_is_not_told(unit, closed, session):
    tell_late(session, {}, NOW + timedelta(days=300))
    assert session.scalars(select(CaseFlag)).all() == []


def test_the_code_can_be_copied_where_there_is_a_script(reporter, closed):
    page = follow(reporter, closed[1])
    assert f'data-copy="{format_code(closed[1])}"' in page and "/static/js/copy.js" in page
