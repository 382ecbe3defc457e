"""The truth table: role, kind of unit, action, object. Written here by hand, not read from the rows it checks."""

from uuid import uuid4

import pytest

from accounts.models import UnitVersion
from complaints.actions.filing import file_complaint
from complaints.actions.sight import declare_conflict
from complaints.drafts import Answers
from core import clock, personal
from core.actor import Actor
from tests.factories.accounts import make_unit
from tests.factories.complaints import commune, make_report, province
from tests.factories.inspections import make_branch_and_teams, make_inspection
from tests.factories.registry import make_product

# What a role may do with a report that it sees.
MAY = {
    ("tiep_nhan", "team"): "read note take ask route transfer move contact identity",
    ("kiem_tra_vien", "team"): "read note take ask close",
    ("doi_truong", "team"): "read note take ask close route transfer move",
    ("tiep_nhan", "branch"): "read note take ask route transfer move contact identity",
    ("lanh_dao", "branch"): "read note take ask close route transfer move",
    ("lanh_dao", "sct"): "read note take ask close route transfer move",
    ("chuyen_vien", "sct"): "",
    ("lanh_dao", "cuc"): "",
    ("mttq", "mttq"): "",
    ("quan_tri", "quan_tri"): "",
}
ACTIONS = {
    "note": "notes", "take": "take", "ask": "messages", "close": "close", "route": "routing",
    "transfer": "transfers", "move": "move", "contact": "contact", "identity": "identity",
}  # fmt: skip



@pytest.fixture
def house(session):
    """A department, its branch and two teams; the Cục, the Front, the administrator."""
    branch, team, other = make_branch_and_teams(session)
    sct = make_unit(session, kind="so_cong_thuong")
    session.query(UnitVersion).filter_by(unit_id=branch.id).one().parent_id = sct.id
    alone = {kind: make_unit(session, kind=kind) for kind in ("cuc", "mttq", "quan_tri")}
    return {"team": team, "other": other, "branch": branch, "sct": sct} | alone


@pytest.fixture
def objects(session, house):
    """Reports by what they are to the team: its own, another team's, another province's, about its officer."""
    far = make_unit(session, kind="chi_cuc", areas=[province(session, "86").id])
    place, beside = commune(session).id, commune(session, "Phú Bình").id
    found = {
        "own": make_report(session, commune_id=place)[0],
        "below_other": make_report(session, commune_id=beside)[0],
        "elsewhere": make_report(session, province_id=province(session, "86").id)[0],
        "conduct": make_report(session, commune_id=place, kind_code="conduct")[0],
    }
    assert found["elsewhere"].unit_id == far.id
    for case in found.values():
        values = {"phone": "0912345678", "name": "Tên Thử"}
        case.person_id = personal.store_person(session, values=values, now=clock.now())
    return found


def sees(unit: str, what: str) -> bool:
    """Whether people of a unit see such a report."""
    return what in {"team": {"own"}, "branch": {"own", "below_other", "conduct"},
                    "sct": {"own", "below_other", "conduct"}}.get(unit, set())  # fmt: skip


def can(browser, case, action: str) -> bool:
    """Whether the door opens: a form that lacks something is an open door."""
    at = f"/desk/cases/{case.id}"
    answer = browser.get(at) if action == "read" else browser.post(f"{at}/{ACTIONS[action]}")
    assert answer.status_code in (200, 303, 403, 404, 409, 422)
    return answer.status_code not in (403, 404)


def test_every_role_does_what_the_table_says_and_nothing_else(house, objects, officer_client):
    wrong = []
    for (role, unit), rights in MAY.items():
        browser = officer_client(role, unit=house[unit])
        for what, case in objects.items():
            for action in ("read", *ACTIONS):
                may = action in rights.split() and sees(unit, what)
                if action == "move" and may:  # moves it away: tried in its own test
                    continue
                if can(browser, case, action) != may:
                    wrong.append((role, unit, action, what, may))
    assert wrong == []


@pytest.mark.parametrize("role", ["tiep_nhan", "kiem_tra_vien", "doi_truong"])
def test_an_own_interest_and_an_own_keyed_in_report_are_invisible_everywhere(session, house, officer_client, role):
    browser, colleague = officer_client(role, unit=house["team"]), officer_client(role, unit=house["team"])
    actor = Actor("officer", browser.user.id, role)
    place = {"commune_id": commune(session).id, "goods_name": "Xy hàng"}
    product = make_product(session)
    hidden = [
        make_report(session, **place)[0],
        make_report(session, **place, seller="Quán Bà Tám Mẫu")[0],
        make_report(session, **place, product_id=product.id)[0],
        file_complaint(
            session, answers=Answers(kind_code="fake", place_kind="shop", **place), form_key=uuid4().hex,
            now=clock.now(), actor=actor, channel="hotline",
        )[0],
    ]  # fmt: skip
    about = {"reason": "người nhà", "actor": actor, "now": clock.now()}
    declare_conflict(session, complaint_id=hidden[0].id, **about)
    declare_conflict(session, seller="Bà Tám", **about)
    declare_conflict(session, producer_id=product.producer_id, **about)
    for case in hidden:
        assert not any(can(browser, case, action) for action in ("read", "note", "take", "ask", "route", "transfer"))
        assert browser.get(f"/desk/cases/{case.id}/photos/{case.id}").status_code == 404
        assert can(colleague, case, "read")
    mine, theirs = browser.get("/desk/cases?view=all").text, colleague.get("/desk/cases?view=all").text
    assert not any(case.number in mine for case in hidden) and all(case.number in theirs for case in hidden)
    inspection = make_inspection(session, unit=house["team"], complaint_id=hidden[0].id)
    assert inspection.number not in browser.get("/desk/inspections").text
    assert browser.get(f"/desk/inspections/{inspection.id}").status_code == 404
    assert inspection.number in colleague.get("/desk/inspections").text
