"""Several reports are given to one officer at once, all of them or none."""

import pytest

from complaints.models import Complaint
from tests.factories.accounts import make_officer
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams


@pytest.fixture
def desk(session, officer_client):
    """Three reports at the first team, its leader's browser and an inspector of each team."""
    _branch, first, second = make_branch_and_teams(session)
    cases = [make_report(session, commune_id=commune(session).id)[0] for _each in range(3)]
    people = [make_officer(session, role="kiem_tra_vien", unit=unit) for unit in (first, second)]
    return cases, officer_client("doi_truong", unit=first), people, officer_client("doi_truong", unit=second)


def test_a_leader_gives_several_reports_to_one_officer_and_sees_the_load(session, desk):
    cases, leader, (inspector, _other), _stranger = desk
    assert inspector.display_name in leader.get("/desk/cases/hand-out").text
    sent = {"case": [str(case.id) for case in cases[:2]], "officer": str(inspector.id), "view": "new"}
    assert leader.post("/desk/cases/hand-out", data=sent).status_code == 303
    session.expire_all()
    held = [(case.officer_id, case.state) for case in cases]
    assert held == [(inspector.id, "reviewing")] * 2 + [(None, "received")]
    assert f"{inspector.display_name}: 2 việc" in leader.get("/desk/cases/hand-out").text


def test_one_report_that_cannot_be_given_leaves_all_of_them_where_they_are(session, desk):
    cases, leader, (inspector, other), stranger = desk
    ids = [str(case.id) for case in cases]
    for sent in ({"case": ids, "officer": str(other.id)}, {"case": [], "officer": str(inspector.id)},
                 {"case": ids, "officer": "\x00"}):  # fmt: skip
        assert leader.post("/desk/cases/hand-out", data=sent).status_code == 422
    assert stranger.post("/desk/cases/hand-out", data={"case": ids, "officer": str(other.id)}).status_code == 404
    session.expire_all()
    assert {case.officer_id for case in session.query(Complaint)} == {None}
