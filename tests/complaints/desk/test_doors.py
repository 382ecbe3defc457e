"""Who may open what, two officers at once, photos, and statements that do not grow with the queue."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import event

from complaints.models import Complaint, Evidence
from core import clock, personal, storage
from core.db import db, new_id
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams, make_inspection

ROLES = [
    # role, kind of unit, cases, take, decide, contact, inspections, record
    ("tiep_nhan", "doi", 200, 303, 403, 200, 200, 403),
    ("kiem_tra_vien", "doi", 200, 303, 303, 403, 200, 200),
    ("doi_truong", "doi", 200, 303, 303, 403, 200, 200),
    ("lanh_dao", "chi_cuc", 200, 303, 303, 403, 200, 200),
    ("mttq", "mttq", 403, 403, 403, 403, 403, 403),
    ("quan_tri", "quan_tri", 403, 403, 403, 403, 403, 403),
    ("chuyen_vien", "so_cong_thuong", 403, 403, 403, 403, 403, 403),
    ("lanh_dao", "cuc", 403, 403, 403, 403, 200, 403),
]


@pytest.fixture
def house(session):
    """Units and a report with a phone at the first team."""
    branch, first, second = make_branch_and_teams(session)
    case, _code = make_report(session, commune_id=commune(session).id, goods_name="Miến dong")
    case.person_id = personal.store_person(session, values={"phone": "0912345678"}, now=clock.now())
    session.flush()
    return case, {"doi": first, "chi_cuc": branch}, second


@pytest.mark.parametrize(("role", "kind", "cases", "take", "decide", "contact", "inspections", "record"), ROLES)
def test_each_role_opens_what_its_rights_say(
    house, officer_client, role, kind, cases, take, decide, contact, inspections, record
):
    case, units, _second = house
    where = {"unit": units[kind]} if kind in units else {"unit_kind": kind}
    officer, at = officer_client(role, **where), f"/desk/cases/{case.id}"
    assert officer.get("/desk/cases").status_code == cases
    assert officer.get(at).status_code == cases
    assert officer.post(f"{at}/take").status_code == take
    end = {"outcome": "no_violation", "answer": "Hàng đủ hóa đơn."}
    asked = {"contact_field": "phone", "contact_reason": "gọi lại"}
    shown = officer.post(f"{at}/contact", data=asked)
    assert shown.status_code == contact and ("0912345678" in shown.text) == (contact == 200)
    assert officer.post(f"{at}/close", data=end).status_code == decide
    assert officer.get("/desk/inspections").status_code == inspections
    assert officer.get("/desk/inspections/new").status_code == record


def test_nobody_comes_in_without_signing_in_or_without_the_token(house, client, officer_client):
    case, units, _second = house
    assert "/desk/sign-in" in client.get(f"/desk/cases/{case.id}").headers["Location"]
    officer = officer_client("kiem_tra_vien", unit=units["doi"])
    assert officer.post(f"/desk/cases/{case.id}/take", data={"token": "x"}).status_code == 403


def test_the_branch_sees_its_teams_and_a_team_does_not_see_the_other(house, officer_client):
    case, units, second = house
    assert "Miến dong" in officer_client("lanh_dao", unit=units["chi_cuc"]).get("/desk/cases?view=all").text
    stranger = officer_client("doi_truong", unit=second)
    for path in ("take", "notes", "messages", "state", "close", "move"):
        assert stranger.post(f"/desk/cases/{case.id}/{path}").status_code == 404


def test_two_officers_at_once_the_second_keeps_the_words_and_sees_who_was_faster(house, officer_client):
    case, units, _second = house
    lan = officer_client("kiem_tra_vien", unit=units["doi"], name="Lan")
    huy = officer_client("doi_truong", unit=units["doi"], name="Huy")
    seen = case.version
    assert lan.post(f"/desk/cases/{case.id}/take", data={"version": seen}).status_code == 303
    sent = {"outcome": "violation", "answer": "Câu của Huy.", "version": seen}
    late = huy.post(f"/desk/cases/{case.id}/close", data=sent)
    assert late.status_code == 409 and "Lan" in late.text and "Câu của Huy." in late.text
    assert huy.post(f"/desk/cases/{case.id}/close", data=sent | {"version": seen + 1}).status_code == 303


def test_a_refused_form_comes_back_with_its_words(house, officer_client):
    case, units, _second = house
    officer = officer_client("kiem_tra_vien", unit=units["doi"])
    officer.post(f"/desk/cases/{case.id}/take")
    answer = officer.post(f"/desk/cases/{case.id}/close", data={"outcome": "violation", "answer": "Ngày {ngày}"})
    assert answer.status_code == 422 and "Ngày {ngày}" in answer.text
    assert officer.post(f"/desk/cases/{case.id}/state", data={"to_state": "received"}).status_code == 409


def test_only_the_clean_copy_of_a_photo_is_served_and_never_kept(app, session, house, officer_client):
    case, units, second = house
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    storage.put("clean/one", out.getvalue())
    photo = Evidence(complaint_id=case.id, id=new_id(), position=1, received_at=clock.now(), received_hash="0" * 64,
                     received_size=1, sealed_key="sealed/one", clean_key="clean/one", clean_size=1,
                     width=8, height=8)  # fmt: skip
    session.add(photo)
    session.flush()
    at = f"/desk/cases/{case.id}/photos/{photo.id}"
    answer = officer_client("kiem_tra_vien", unit=units["doi"]).get(at)
    assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (200, "image/jpeg", "no-store")
    assert officer_client("kiem_tra_vien", unit=second).get(at).status_code == 404


@pytest.mark.parametrize("path", ["/desk/cases?view=all", "/desk/inspections"])
def test_a_longer_list_needs_no_more_statements(app, session, house, officer_client, path):
    _case, units, _second = house
    officer = officer_client("kiem_tra_vien", unit=units["doi"])
    make_inspection(session, unit=units["doi"])
    officer.get(path)
    few = count_statements(lambda: officer.get(path))
    for _n in range(30):
        make_inspection(session, unit=units["doi"])
        make_report(session, commune_id=commune(session).id)
    many = count_statements(lambda: officer.get(path))
    assert many <= few <= 8
    assert "page=2" in officer.get(path).text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_stands_in_both_languages(session, house, officer_client, lang):
    case, units, _second = house
    row = make_inspection(session, unit=units["doi"], complaint_id=case.id)
    open_row = make_inspection(session, unit=units["doi"], outcome="verifying")
    officer = officer_client("doi_truong", unit=units["doi"])
    for path in ("cases?view=all&text=mien", f"cases/{case.id}", "inspections", "inspections/new",
                 f"inspections/{row.id}", f"inspections/{open_row.id}"):  # fmt: skip
        mark = "&" if "?" in path else "?"
        assert officer.get(f"/desk/{path}{mark}lang={lang}").status_code == 200
    assert session.get(Complaint, case.id).state == "received"


def count_statements(call) -> int:
    """How many statements a call sends."""
    sent: list[str] = []

    def remember(_connection, _cursor, statement, *_rest) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    db.session.commit()
    event.listen(db.engine, "before_cursor_execute", remember)
    call()
    event.remove(db.engine, "before_cursor_execute", remember)
    return len(sent)


def test_an_inspection_outside_the_communes_of_the_unit_is_refused(house, officer_client, session):
    _case, units, _second = house
    officer = officer_client("kiem_tra_vien", unit=units["doi"])
    sent = {"source": "sudden", "inspected_on": "20/11/2026", "outcome": "none"}
    for name, status in (("Phú Bình", 422), ("Tân Cương", 303)):
        place = {"commune_id": str(commune(session, name).id)}
        assert officer.post("/desk/inspections/new", data=sent | place).status_code == status
