"""Rights are dated rows; units answer for their communes in time."""

from collections import Counter
from datetime import date, timedelta

import pytest

from accounts import access, queries
from accounts.actions import load_rights
from accounts.models import Membership, RoleRight, UnitArea
from accounts.queries.access import list_access, needs_of
from areas.models import AdminUnit
from core import clock
from core.config import ROOT
from core.errors import BadInput, NotFound
from core.reference import read_rows
from tests.factories.accounts import SINCE, make_officer, make_unit, make_user

TODAY = date(2026, 11, 24)

TABLE = [
    ("tiep_nhan", "doi", {"cases.read", "contact.reveal"}, {"cases.decide", "products.approve"}),
    ("kiem_tra_vien", "doi", {"inspections.record", "cases.decide"}, {"contact.reveal", "reports.read"}),
    ("mttq", "mttq", {"reports.read", "campaign.record"}, {"cases.read", "contact.reveal"}),
    ("chuyen_vien", "so_nnmt", {"ocop.record"}, {"codes.issue", "cases.read"}),
    ("chuyen_vien", "so_cong_thuong", {"codes.issue"}, {"ocop.record", "cases.read"}),
    ("quan_tri", "quan_tri", {"accounts.manage"}, {"cases.read", "contact.reveal", "codes.issue"}),
]


@pytest.mark.parametrize(("role", "unit_kind", "may", "may_not"), TABLE)
def test_a_role_in_a_kind_of_unit_may_do_what_the_rows_say(session, role, unit_kind, may, may_not):
    rights = queries.list_rights(session, role=role, unit_kind=unit_kind, on=TODAY)
    assert may <= rights and not may_not & rights


def test_the_inspecting_team_never_reads_contact_data(session):
    readers = {row.role for row in session.query(RoleRight).filter_by(action="contact.reveal")}
    assert readers == {"tiep_nhan"} == set(access.readers_in(list_access(session, TODAY), "phone"))
    assert needs_of(session, "name", "tiep_nhan", TODAY) == "second_person"
    assert needs_of(session, "phone", "kiem_tra_vien", TODAY) is None


def test_an_ended_right_stays_ended_when_rows_are_loaded_again(session):
    row = session.query(RoleRight).filter_by(role="mttq", action="reports.read").one()
    row.valid_to = TODAY - timedelta(days=1)
    load_rights(session, clock.now())
    session.flush()
    assert "reports.read" not in queries.list_rights(session, role="mttq", unit_kind="mttq", on=TODAY)


def test_an_action_that_two_lines_of_a_role_give_is_loaded_once(session, monkeypatch):
    twice = {"role": "mttq", "unit_kind": "mttq", "valid_from": "2025-07-01", "source": "test"}
    rows = [twice | {"actions": "test.one test.two"}, twice | {"actions": "test.two test.three"}]
    monkeypatch.setattr("accounts.actions.reference.read_rows", lambda path: rows)
    load_rights(session, clock.now())
    session.flush()
    assert session.query(RoleRight).filter(RoleRight.action.like("test.%")).count() == 3


def test_no_line_of_the_table_of_rights_gives_again_what_another_gives():
    """A join of two branches may double a role's line, with the actions of both."""
    given = Counter(
        (row["role"], row["unit_kind"], row["valid_from"], action)
        for row in read_rows(ROOT / "accounts" / "data" / "role_right.csv") for action in row["actions"].split()
    )  # fmt: skip
    assert [key for key, count in given.items() if count > 1] == []


def test_a_role_that_ended_signs_nobody_in(officer_client, session):
    officer = officer_client()
    session.query(Membership).filter_by(user_id=officer.user.id).one().valid_to = SINCE
    assert officer.get("/desk/sessions").status_code == 303


def test_a_place_of_sale_goes_to_its_team_else_to_the_branch_else_to_the_default(session):
    province = AdminUnit(code="99", level=1, kind="tinh", name="A", full_name="Tỉnh A", slug="a", folded="a",
                         valid_from=SINCE, source="test")  # fmt: skip
    session.add(province)
    session.flush()
    first, second = (
        AdminUnit(code=code, level=3, kind="xa", name=code, full_name=code, slug=code, folded=code,
                  parent_id=province.id, valid_from=SINCE, source="test")
        for code in ("99001", "99002")
    )  # fmt: skip
    session.add_all([first, second])
    session.flush()
    branch = make_unit(session, kind="chi_cuc", areas=[province.id])
    team = make_unit(session, kind="doi", parent=branch, areas=[first.id])
    assert queries.unit_for(session, commune_id=first.id, on=TODAY).unit_id == team.id
    assert queries.unit_for(session, commune_id=second.id, on=TODAY).unit_id == branch.id
    assert queries.unit_for(session, province_id=province.id, on=TODAY).unit_id == branch.id
    assert queries.unit_for(session, on=TODAY).unit_id in {branch.id, team.id}
    assert queries.list_units_below(session, branch.id, TODAY) == {branch.id, team.id}
    session.query(UnitArea).filter_by(unit_id=team.id).one().valid_to = TODAY - timedelta(days=1)
    assert queries.unit_for(session, commune_id=first.id, on=TODAY).unit_id == branch.id


def test_without_any_unit_nobody_can_be_named(session):
    with pytest.raises(NotFound):
        queries.unit_for(session, on=TODAY)


def test_a_login_is_given_once_and_a_short_password_is_refused_with_its_length(session):
    make_user(session, login="Lan")
    with pytest.raises(BadInput, match="lan"):
        make_user(session, login="LAN")
    make_officer(session)
