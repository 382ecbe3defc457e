"""Declaring an interest, and the identity that only a second person opens."""

import pytest

from complaints.actions.sight import declare_conflict
from complaints.models import ConflictOfInterest, ContactRequest
from complaints.queries.queue import Desk, Filters, list_queue
from complaints.queries.today import count_today
from core import audit, clock, personal
from core.actor import Actor
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams
from tests.factories.registry import make_producer, make_product

NAME = "Nguyễn Thị Báo Tin"


@pytest.fixture
def house(session):
    """A report with a name at the first team."""
    branch, team, _other = make_branch_and_teams(session)
    case, _code = make_report(session, commune_id=commune(session).id)
    case.person_id = personal.store_person(session, values={"name": NAME, "phone": "0912345678"}, now=clock.now())
    session.flush()
    return case, branch, team


def test_an_officer_gives_a_report_back_by_declaring_an_interest(session, house, officer_client):
    case, branch, team = house
    desk, chief = officer_client(unit=team), officer_client("lanh_dao", unit=branch)
    desk.post(f"/desk/cases/{case.id}/take", data={"version": case.version})
    at = f"/desk/cases/{case.id}/conflict"
    assert desk.get(at).status_code == 200 and desk.post(at).status_code == 422
    assert desk.post(at, data={"conflict_reason": "em họ"}).location == "/desk/conflicts"
    assert desk.get(at).status_code == 404 and case.officer_id is None
    row = session.query(ConflictOfInterest).one()
    assert desk.post(f"/desk/conflicts/{row.id}/end").status_code == 403
    assert "em họ" in chief.get("/desk/conflicts").text
    assert chief.post(f"/desk/conflicts/{row.id}/end").status_code == 303
    assert desk.get(at).status_code == 200


def test_a_declaration_names_a_producer_or_words_of_a_seller(session, house, officer_client):
    desk = officer_client(unit=house[2])
    make_producer(session, name="Hợp tác xã Thử")
    why = {"conflict_reason": "góp vốn"}
    for wrong in ({}, {"seller": "%"}, {"seller": "ab"}, {"producer": "Không có trong sổ"}):
        assert desk.post("/desk/conflicts", data=why | wrong).status_code == 422
    assert desk.post("/desk/conflicts", data=why | {"producer": "Hợp tác xã Thử"}).status_code == 303
    assert desk.post("/desk/conflicts", data=why | {"seller": "Bà Tám"}).status_code == 303
    assert session.query(ConflictOfInterest).count() == 2


def test_a_leader_of_another_branch_ends_nothing(session, house, officer_client):
    desk, stranger = officer_client(unit=house[2]), officer_client("lanh_dao", unit_kind="chi_cuc")
    desk.post("/desk/conflicts", data={"conflict_reason": "x", "seller": "Bà Tám"})
    row = session.query(ConflictOfInterest).one()
    assert stranger.post(f"/desk/conflicts/{row.id}/end").status_code == 404 and row.ended_at is None


def test_a_name_is_shown_once_after_a_second_person_agreed(session, house, officer_client):
    case, branch, team = house
    desk, chief = officer_client(unit=team), officer_client("lanh_dao", unit=branch)
    at = f"/desk/cases/{case.id}/identity"
    assert desk.post(at).status_code == 422
    assert desk.post(at, data={"identity_reason": "cần lời khai"}).status_code == 303
    row = session.query(ContactRequest).one()
    assert desk.post(f"{at}/{row.id}/show").status_code == 403
    assert desk.post(f"{at}/{row.id}/decide", data={"decision": "yes"}).status_code == 403
    assert case.number in chief.get("/desk/identities").text
    assert chief.post(f"{at}/{row.id}/decide", data={"decision": "no"}).status_code == 422
    assert chief.post(f"{at}/{row.id}/decide", data={"decision": "yes"}).status_code == 303
    assert chief.post(f"{at}/{row.id}/show").status_code == 403 and NAME not in chief.get(at).text
    assert NAME in desk.post(f"{at}/{row.id}/show").text
    assert NAME not in desk.get(at).text and desk.post(f"{at}/{row.id}/show").status_code == 409
    kinds = [entry.kind for entry in audit.list_entries(session, f"person:{case.person_id}")]
    assert kinds == ["person.read"]
    assert all(NAME not in entry.text for entry in audit.list_entries(session, f"case:{case.id}"))


def test_danger_opens_at_once_and_is_reviewed_the_next_working_day(session, house, officer_client):
    case, branch, team = house
    desk, chief = officer_client(unit=team), officer_client("lanh_dao", unit=branch)
    at = f"/desk/cases/{case.id}/identity"
    desk.post(at, data={"identity_reason": "ngộ độc", "is_danger": "yes"})
    row = session.query(ContactRequest).one()
    assert NAME in desk.post(f"{at}/{row.id}/show").text and row.review_on > clock.today()
    assert case.number in chief.get("/desk/identities").text
    chief.post(f"{at}/{row.id}/decide", data={"decision": "no", "decision_note": "không nguy hiểm"})
    assert row.decision == "no" and case.number not in chief.get("/desk/identities").text


def test_the_inspecting_team_neither_asks_nor_sees(house, officer_client):
    case, _branch, team = house
    inspector = officer_client("kiem_tra_vien", unit=team)
    assert inspector.post(f"/desk/cases/{case.id}/identity", data={"identity_reason": "x"}).status_code == 403
    assert inspector.get("/desk/identities").status_code == 403


def test_an_interest_in_one_producer_hides_its_reports_and_leaves_the_count_of_the_others(session, officer_client):
    _branch, team, _other = make_branch_and_teams(session)
    browser, product = officer_client("kiem_tra_vien", unit=team), make_product(session)
    make_report(session, commune_id=commune(session).id, product_id=product.id)
    for _each in range(3):
        make_report(session, commune_id=commune(session).id)
    actor = Actor("officer", browser.user.id, "kiem_tra_vien")
    declare_conflict(session, producer_id=product.producer_id, reason="người nhà", actor=actor, now=clock.now())
    session.commit()
    desk = Desk({team.id}, browser.user.id, clock.today())
    assert list_queue(session, desk, view="all", filters=Filters(), page=1).total == 3
    assert "3 phản ánh, hạn gần nhất" in browser.get("/desk/cases?view=all").text
    assert count_today(session, desk).new == 3
