"""Terms are dated rows with their document: confirmed by the administrator, changed from a day on."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from complaints.actions.term_rows import change_term, confirm_term
from complaints.models import CaseTerm, ServiceTerm, ToldTerm
from complaints.queries.arrival import find_told_term, list_told_terms
from complaints.term_words import CASE, SERVICE, TOLD
from core import audit, clock
from core.actor import Actor
from core.clock import VIETNAM
from core.db import new_id
from core.errors import BadInput, Conflict
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams

MONDAY = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
ADMIN = Actor("officer", new_id(), "quan_tri")


@pytest.fixture
def today(freeze) -> date:
    """A Monday."""
    freeze(MONDAY)
    return MONDAY.date()


def answer_term(session) -> ServiceTerm:
    return session.scalars(select(ServiceTerm).filter_by(step="answer", valid_to=None)).one()


def test_a_row_that_nobody_confirmed_tells_citizens_no_term_until_it_is(session, today, officer_client):
    row = session.scalars(select(ToldTerm).filter_by(code="trader")).one()
    row.is_confirmed = False
    session.commit()
    assert find_told_term(session, "trader", today) is None and "trader" not in list_told_terms(session, today)
    admin, at = officer_client("quan_tri", unit_kind="quan_tri"), f"/desk/terms/{TOLD}/{row.id}"
    assert "chưa xác nhận" in admin.get("/desk/terms").text
    empty = admin.post(f"{at}/confirm", data={"words": " "})
    assert empty.status_code == 422 and "Văn bản đã đối chiếu" in empty.text
    assert admin.post(f"{at}/confirm", data={"words": "Luật 19/2023/QH15, Điều 57, đã đọc"}).status_code == 303
    session.expire_all()
    assert find_told_term(session, "trader", today).days == 7
    again = admin.post(f"{at}/confirm", data={"words": "lần nữa"})
    assert again.status_code == 422 and "đã được xác nhận" in again.text
    assert audit.verify(session) == []


def test_a_new_length_counts_from_its_day_and_what_was_promised_stays(session, today, freeze, officer_client):
    make_branch_and_teams(session)
    before, _code = make_report(session, commune_id=commune(session).id)
    promised, row = before.promised_on, answer_term(session)
    session.commit()
    admin = officer_client("quan_tri", unit_kind="quan_tri")
    sent = {"length": "5", "from_day": "25/11/2026", "source": "Quyết định 12/QĐ-SCT"}
    assert admin.post(f"/desk/terms/{SERVICE}/{row.id}/change", data=sent).status_code == 303
    session.expire_all()
    assert row.valid_to == date(2026, 11, 24) and answer_term(session).working_days == 5
    freeze(datetime(2026, 11, 25, 9, tzinfo=VIETNAM))
    after, _code = make_report(session, commune_id=commune(session).id)
    assert (before.promised_on, after.promised_on) == (promised, date(2026, 12, 2))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"length": 10}, "length"),
        ({"from_day": date(2026, 11, 22)}, "from_day"),
        ({"from_day": date(2026, 11, 1)}, "from_day"),
        ({"source": "  "}, "source"),
    ],
)
def test_a_change_that_cannot_be_is_refused_with_its_field(session, today, values, field):
    row, good = answer_term(session), {"length": 8, "from_day": date(2026, 12, 1), "source": "QĐ 12"}
    with pytest.raises(BadInput) as refused:
        change_term(session, table=SERVICE, term_id=row.id, actor=ADMIN, now=clock.now(), **(good | values))
    assert refused.value.field == field and row.valid_to is None


def test_a_row_ends_once(session, today):
    row = session.scalars(select(CaseTerm).filter_by(code="keep_contact")).one()
    by = {"actor": ADMIN, "now": clock.now()}
    confirm_term(session, table=CASE, term_id=row.id, words="QĐ 12", **by)
    new = {"table": CASE, "term_id": row.id, "from_day": date(2026, 12, 1), "source": "QĐ 12"}
    change_term(session, length=90, **new, **by)
    with pytest.raises(Conflict):
        change_term(session, length=60, **new, **by)
    assert [row.days for row in session.scalars(select(CaseTerm).filter_by(code="keep_contact", valid_to=None))] == [90]


def test_only_the_administrator_opens_the_terms(session, today, officer_client):
    row = answer_term(session)
    for role, kind in (("lanh_dao", "chi_cuc"), ("chuyen_vien", "so_cong_thuong"), ("mttq", "mttq")):
        browser = officer_client(role, unit_kind=kind)
        assert browser.get("/desk/terms").status_code == 403
        assert browser.post(f"/desk/terms/{SERVICE}/{row.id}/change").status_code == 403
    admin = officer_client("quan_tri", unit_kind="quan_tri")
    assert admin.get(f"/desk/terms/{SERVICE}/{row.id}").status_code == 200
    assert admin.get(f"/desk/terms/khac/{row.id}").status_code == 404
