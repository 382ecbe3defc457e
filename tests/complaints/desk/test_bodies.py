"""The list of receiving bodies, and pages whose statements do not grow."""

import pytest
from sqlalchemy import event

from complaints.models import ReceivingBody
from core import clock, personal
from core.db import db
from tests.factories.accounts import make_unit
from tests.factories.complaints import make_report, province
from tests.factories.routing import MAILBOX, make_body

BODY = {"kind": "so_y_te", "name": "Sở Y tế", "province": "19", "email": MAILBOX, "source": "QĐ 1"}


@pytest.fixture
def admin(officer_client):
    return officer_client("quan_tri", unit_kind="quan_tri")


def test_a_body_is_declared_follows_another_and_ends(admin, session):
    assert admin.post("/desk/bodies", data=BODY).status_code == 303
    first = session.query(ReceivingBody).one()
    assert personal.list_fields(session, first.mailbox_id) == ["email"]
    again = admin.post("/desk/bodies", data=BODY)
    assert again.status_code == 422 and "chọn ngày sau đó" in again.text
    assert admin.post("/desk/bodies", data=BODY | {"valid_from": "2099-01-01"}).status_code == 303
    assert first.valid_to.year == 2098
    assert admin.post(f"/desk/bodies/{first.id}/end").status_code == 303 and first.valid_to == clock.today()


@pytest.mark.parametrize(
    "wrong", [{"kind": "toa_an"}, {"email": "không phải thư"}, {"province": "00"}, {"name": ""}, {"valid_from": "mai"}]
)
def test_a_body_with_a_wrong_field_comes_back(admin, session, wrong):
    page = admin.post("/desk/bodies", data=BODY | wrong)
    assert page.status_code == 422 and "QĐ 1" in page.text and session.query(ReceivingBody).count() == 0


def test_a_new_mailbox_erases_the_old(admin, session):
    body = make_body(session)
    old = body.mailbox_id
    assert admin.post(f"/desk/bodies/{body.id}/mailbox", data={"email": "khác"}).status_code == 422
    assert admin.post(f"/desk/bodies/{body.id}/mailbox", data={"email": "moi@co-quan.example"}).status_code == 303
    assert body.mailbox_id != old and personal.list_fields(session, old) == []


def test_what_is_raised_is_listed_with_the_same_statements_whatever_its_length(session, officer_client):
    cuc = make_unit(session, kind="cuc")
    make_unit(session, kind="chi_cuc", areas=[province(session).id])
    above = officer_client("lanh_dao", unit=cuc)

    def count() -> int:
        said: list[str] = []
        hear = lambda *sent: said.append(sent[2])  # noqa: E731 - removed again by its name
        session.commit()
        event.listen(db.engine, "before_cursor_execute", hear)
        above.get("/desk/flags")
        event.remove(db.engine, "before_cursor_execute", hear)
        return len(said)

    make_report(session, place_kind="online", province_id=province(session).id)
    count()
    few = count()
    for _more in range(5):
        make_report(session, place_kind="online", province_id=province(session).id)
    assert count() == few <= 12
