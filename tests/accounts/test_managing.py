"""The administrator: accounts, roles, units in time, rights as rows. And the first sign-in."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from accounts.actions.people import create_unit
from accounts.models import Membership, RoleRight, SignInSession, UnitArea, User
from accounts.queries import list_rights, list_unit_areas, unit_for, unit_on
from core import audit, clock
from core.actor import SYSTEM
from core.db import db
from tests.factories.accounts import PASSWORD, SINCE, code_now, make_unit, make_user
from tests.factories.complaints import commune, province

OWN_PASSWORD = "cua-rieng-toi-2026"


@pytest.fixture
def admin(officer_client):
    return officer_client("quan_tri", unit_kind="quan_tri")


@pytest.fixture
def count_statements():
    """How many statements a call makes."""

    def count(call) -> int:
        said: list[str] = []
        hear = lambda *sent: said.append(sent[2])  # noqa: E731 - removed again by its name
        event.listen(db.engine, "before_cursor_execute", hear)
        call()
        event.remove(db.engine, "before_cursor_execute", hear)
        return len(said)

    return count


def dl_value(page: str, label: str) -> str:
    return re.search(rf"<dt>{label}</dt><dd>(.*?)</dd>", page).group(1)


def test_from_opening_an_account_to_the_first_page_of_its_owner(admin, app, session):
    team = make_unit(session)
    sent = {"login": "lan", "display_name": "Lan", "unit": team.id, "role": "tiep_nhan"}
    given = admin.post("/desk/people", data=sent)
    first = dl_value(given.text, "Mật khẩu lần đầu")
    assert given.headers["Cache-Control"] == "no-store" and first not in admin.get("/desk/people").text
    lan = app.test_client()
    lan.post("/desk/sign-in", data={"login": "lan", "password": first})
    assert lan.get("/desk/sign-in/code").location.startswith("/desk/sign-in/enrol")
    assert lan.get("/desk/cases").status_code == 303  # a first password opens nothing
    setting_up = lan.get("/desk/sign-in/enrol").text
    secret = re.search(r"<code>([A-Z2-7]+)</code>", setting_up).group(1)
    assert secret in lan.get("/desk/sign-in/enrol").text
    for bad in ("ngan", first, "lan-lan-lan-lan"):
        answer = lan.post("/desk/sign-in/enrol", data={"password": bad, "code": code_now(secret)})
        assert answer.status_code == 422 and bad not in answer.text
    assert lan.post("/desk/sign-in/enrol", data={"password": OWN_PASSWORD, "code": "000000"}).status_code == 422
    done = lan.post("/desk/sign-in/enrol", data={"password": OWN_PASSWORD, "code": code_now(secret)})
    assert len(re.findall(r"<code>[0-9a-z]{5}-[0-9a-z]{5}</code>", done.text)) == 10
    assert lan.get("/desk/cases").status_code == 200
    again = app.test_client()
    assert again.post("/desk/sign-in", data={"login": "lan", "password": first}).status_code == 422


def test_a_recovery_code_opens_once_in_place_of_the_telephone(officer_client, app, session):
    _user, _secret = make_user(session, login="huy")
    mine = officer_client()
    mine.user.login = "huy-2"
    session.commit()
    codes = re.findall(r"<code>(.*?)</code>", mine.post("/desk/security/recovery-codes").text)
    assert "Còn 10 mã" in mine.get("/desk/security").text

    def try_code(login: str, code: str) -> int:
        browser = app.test_client()
        browser.post("/desk/sign-in", data={"login": login, "password": PASSWORD})
        return browser.post("/desk/sign-in/code", data={"recovery": code}).status_code

    assert try_code("huy", codes[0]) == 422  # somebody else's paper
    assert try_code("huy-2", codes[0].upper().replace("-", " ")) == 303
    assert try_code("huy-2", codes[0]) == 422
    mine.post("/desk/security/recovery-codes")
    assert try_code("huy-2", codes[1]) == 422  # a newer paper took its place


def test_a_renewed_account_loses_everything_it_was_opened_with(admin, officer_client, app):
    officer = officer_client()
    at = f"/desk/people/{officer.user.id}"
    assert admin.post(f"{at}/renew", data={"reason": ""}).status_code == 422
    assert admin.post(f"{at}/renew", data={"reason": "mất máy"}).status_code == 200
    assert officer.get("/desk/cases").status_code == 303
    old = app.test_client()
    assert old.post("/desk/sign-in", data={"login": officer.user.login, "password": PASSWORD}).status_code == 422


def test_a_closed_account_is_out_at_once_and_can_come_back(admin, officer_client, session):
    officer = officer_client()
    at = f"/desk/people/{officer.user.id}"
    assert admin.post(f"{at}/close", data={"reason": "nghỉ việc"}).status_code == 303
    assert officer.get("/desk/cases").status_code == 303 and not session.get(User, officer.user.id).is_active
    admin.post(f"{at}/open", data={"reason": "nhầm"})
    assert session.get(User, officer.user.id).is_active
    assert admin.post(f"/desk/people/{admin.user.id}/close", data={"reason": "x"}).status_code == 422
    kinds = [entry.kind for entry in audit.list_entries(session, f"user:{officer.user.id}")]
    assert {"user.closed", "user.opened"} <= set(kinds)


def test_a_role_is_given_where_it_has_rights_and_ends_at_once(admin, officer_client, session):
    officer, council = officer_client("mttq", unit_kind="mttq"), make_unit(session, kind="doi")
    at = f"/desk/people/{officer.user.id}"
    senseless = admin.post(f"{at}/roles", data={"unit": council.id, "role": "mttq"})
    assert senseless.status_code == 422 and "không có quyền nào" in senseless.text
    assert admin.post(f"{at}/roles", data={"unit": council.id, "role": "kiem_tra_vien"}).status_code == 303
    row = session.query(Membership).filter_by(user_id=officer.user.id, role="mttq").one()
    assert admin.post(f"{at}/roles/{row.id}/end").status_code == 303
    assert officer.get("/desk/reports/tally").status_code == 303  # its sessions ended with it
    own = session.query(Membership).filter_by(user_id=admin.user.id).one()
    assert admin.post(f"/desk/people/{admin.user.id}/roles/{own.id}/end").status_code == 422


def test_only_the_administrator_manages(officer_client):
    for role, kind in (("lanh_dao", "chi_cuc"), ("mttq", "mttq"), ("chuyen_vien", "so_cong_thuong")):
        other = officer_client(role, unit_kind=kind)
        assert {other.get(f"/desk/{page}").status_code for page in ("people", "units", "rights", "routing")} == {403}
        assert other.post("/desk/people").status_code == 403


def test_a_unit_changes_in_time_and_was_what_it_was(admin, session):
    branch = make_unit(session, kind="chi_cuc", areas=[province(session).id])
    team = make_unit(session, kind="doi", parent=branch, name="Đội 1")
    today = clock.today()
    sent = {"kind": "doi", "name": "Đội 1 mới", "parent": branch.id, "valid_from": today.isoformat(), "source": "QĐ 1"}
    assert admin.post(f"/desk/units/{team.id}", data=sent).status_code == 303
    assert unit_on(session, team.id, today).name == "Đội 1 mới"
    assert unit_on(session, team.id, today - timedelta(days=1)).name == "Đội 1"
    for wrong in ({"parent": team.id}, {"parent": ""}, {"kind": "khong-co"}, {"valid_from": "2001-01-01"}):
        assert admin.post(f"/desk/units/{team.id}", data=sent | wrong).status_code == 422
    loop = {"kind": "chi_cuc", "name": "x", "parent": branch.id, "valid_from": today.isoformat(), "source": "QĐ"}
    assert admin.post(f"/desk/units/{branch.id}", data=loop).status_code == 422
    assert "trước" in admin.post(f"/desk/units/{branch.id}/end").text


def test_a_commune_moves_from_one_team_to_another_on_a_day(admin, session):
    branch = make_unit(session, kind="chi_cuc", areas=[province(session).id])
    place, today = commune(session), clock.today()
    first = make_unit(session, kind="doi", parent=branch, name="Đội 1", areas=[place.id])
    second = make_unit(session, kind="doi", parent=branch, name="Đội 2")
    sent = {"areas": str(place.id), "valid_from": today.isoformat()}
    taken = admin.post(f"/desk/units/{second.id}/areas", data=sent)
    assert taken.status_code == 422 and "Đội 1" in taken.text
    assert admin.post(f"/desk/units/{first.id}/areas", data={"valid_from": today.isoformat()}).status_code == 303
    assert admin.post(f"/desk/units/{second.id}/areas", data=sent).status_code == 303
    assert unit_for(session, commune_id=place.id, on=today).unit_id == second.id
    assert unit_for(session, commune_id=place.id, on=today - timedelta(days=1)).unit_id == first.id
    elsewhere = session.query(UnitArea).count()
    far = commune(session, "Trà Vinh", "86").id
    assert admin.post(f"/desk/units/{second.id}/areas", data=sent | {"areas": [str(far)]}).status_code == 422
    assert session.query(UnitArea).count() == elsewhere and list_unit_areas(session, second.id, today) == {place.id}


def test_a_right_is_a_row_that_begins_and_ends(admin, session, officer_client):
    officer = officer_client("mttq", unit_kind="mttq")
    assert officer.get("/desk/inspections").status_code == 403
    sent = {"role": "mttq", "unit_kind": "mttq", "action": "inspections.read", "source": "Quy chế phối hợp",
            "valid_from": clock.today().isoformat()}  # fmt: skip
    assert admin.post("/desk/rights", data=sent | {"action": "everything"}).status_code == 422
    assert admin.post("/desk/rights", data=sent).status_code == 303
    assert officer.get("/desk/inspections").status_code == 200
    row = session.query(RoleRight).filter_by(role="mttq", action="inspections.read").one()
    for _again in range(2):
        assert admin.post(f"/desk/rights/{row.id}/end").status_code in (303, 404)
    assert officer.get("/desk/inspections").status_code == 403
    assert admin.post("/desk/rights", data=sent).status_code == 303
    assert "inspections.read" in list_rights(session, role="mttq", unit_kind="mttq", on=clock.today())
    root = session.query(RoleRight).filter_by(action="accounts.manage").one()
    assert admin.post(f"/desk/rights/{root.id}/end").status_code == 422


def test_own_sessions_end_together_and_a_new_password_ends_the_others(officer_client, session):
    officer = officer_client()
    now = clock.now()
    session.add(SignInSession(token_hash="x" * 64, form_token="x", user_id=officer.user.id, created_at=now,
                              seen_at=now, totp_passed=True))  # fmt: skip
    assert officer.post("/desk/sessions/end-others").status_code == 303
    assert session.query(SignInSession).filter_by(user_id=officer.user.id, ended_at=None).count() == 1
    sent = {"old_password": "sai", "new_password": OWN_PASSWORD}
    assert officer.post("/desk/security/password", data=sent).status_code == 422
    assert officer.post("/desk/security/password", data=sent | {"old_password": PASSWORD}).status_code == 303
    assert officer.get("/desk/security").status_code == 200


def test_a_list_of_people_asks_the_same_whatever_their_number(admin, session, count_statements):
    admin.get("/desk/people")
    few = count_statements(lambda: admin.get("/desk/people"))
    unit = make_unit(session)
    for number in range(6):
        user = User(login=f"them-{number}", display_name="x", password_hash="x", created_at=clock.now())
        session.add(user)
        session.flush()
        session.add(Membership(user_id=user.id, unit_id=unit.id, role="tiep_nhan", valid_from=SINCE))
    session.commit()
    assert count_statements(lambda: admin.get("/desk/people")) == few


def test_a_unit_code_is_given_once(admin, session):
    create_unit(session, code="tn-x", kind="mttq", name="x", valid_from=SINCE, actor=SYSTEM, now=clock.now())
    sent = {"code": "tn-x", "kind": "mttq", "name": "y", "valid_from": "2026-11-01", "source": "QĐ"}
    assert admin.post("/desk/units", data=sent).status_code == 422
    assert admin.post("/desk/units", data=sent | {"code": "tn-y"}).status_code == 303
