"""The administrator's work at the routing table: draft, dry run on past reports, in force from a day."""

from datetime import timedelta

import pytest

from complaints.models import RoutingRule, RoutingTable
from complaints.queries.routing import find_draft_table, find_route, list_rules, list_table_rules
from core import audit, clock
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams


@pytest.fixture
def admin(officer_client):
    return officer_client("quan_tri", unit_kind="quan_tri")


@pytest.fixture
def reports(session):
    """A report about clothes, one about tea."""
    make_branch_and_teams(session)
    place = commune(session).id
    return [
        make_report(session, commune_id=place, goods_name=goods, kind_code="fake", details="chuyện riêng")[0]
        for goods in ("Áo khoác", "Chè khô")
    ]


def send(admin, session, path, **data):
    """A form of the draft, with the version that the administrator saw."""
    session.expire_all()
    draft = find_draft_table(session)
    return admin.post(f"/desk/routing/{path}", data={"version": draft.version if draft else "", **data})


def first_row(session):
    return list_table_rules(session, find_draft_table(session).id)[0]


NEW = {"kinds": "fake", "goods": "tieu_dung", "lead": "cong_an", "notified": ["so_khcn", "thue"], "source": "thử"}


def test_a_new_row_is_tried_on_past_reports_before_it_counts(admin, session, reports):
    assert admin.post("/desk/routing/draft").status_code == 303
    assert "không phản ánh nào đổi nơi đến" in admin.get("/desk/routing").text
    assert send(admin, session, "rules/new", **NEW).status_code == 303
    row = session.query(RoutingRule).filter_by(lead="cong_an", goods="tieu_dung").one()
    while first_row(session).id != row.id:
        assert send(admin, session, f"rules/{row.id}/up").status_code == 303
        session.expire_all()
    tried = admin.get("/desk/routing").text
    assert "1 phản ánh sẽ đổi nơi đến" in tried and reports[0].number in tried and "chuyện riêng" not in tried
    assert reports[1].number not in tried
    assert list_rules(session, clock.today())[0].lead != "cong_an"  # nothing counts before the day
    tomorrow = clock.today() + timedelta(days=1)
    assert send(admin, session, "publish", valid_from=tomorrow.isoformat(), note="thử").status_code == 303
    assert list_rules(session, clock.today())[0].lead != "cong_an"
    assert list_rules(session, tomorrow)[0].lead == "cong_an"
    assert find_route(session, reports[0].id).lead == "qltt"  # what was said of a report stays


def test_the_last_row_must_take_every_report(admin, session, reports):
    admin.post("/desk/routing/draft")
    last = list_table_rules(session, find_draft_table(session).id)[-1]
    assert send(admin, session, f"rules/{last.id}/delete").status_code == 303
    assert "dòng cuối phải nhận mọi phản ánh" in admin.get("/desk/routing").text
    today = clock.today().isoformat()
    refused = send(admin, session, "publish", valid_from=today, note="thử")
    assert refused.status_code == 422 and "Dòng cuối" in refused.text and 'value="thử"' in refused.text
    assert send(admin, session, "drop").status_code == 303 and find_draft_table(session) is None


def test_a_table_begins_neither_in_the_past_nor_before_another(admin, session):
    admin.post("/desk/routing/draft")
    yesterday, today = clock.today() - timedelta(days=1), clock.today()
    assert send(admin, session, "publish", valid_from=yesterday.isoformat(), note="x").status_code == 422
    assert send(admin, session, "publish", valid_from="hôm nay", note="x").status_code == 422
    later = (today + timedelta(days=5)).isoformat()
    assert send(admin, session, "publish", valid_from=later, note="x").status_code == 303
    admin.post("/desk/routing/draft")
    assert send(admin, session, "publish", valid_from=today.isoformat(), note="x").status_code == 422
    spans = sorted((row.valid_from, row.valid_to) for row in session.query(RoutingTable) if row.valid_from)
    assert spans[0][1] == spans[1][0] - timedelta(days=1)


@pytest.mark.parametrize(
    "wrong", [{"lead": "toa_an"}, {"kinds": "khong-co"}, {"goods": "x" * 500}, {"source": ""}, {"notified": ["a", "b"]}]
)
def test_a_row_with_a_value_that_is_in_no_list_comes_back(admin, session, wrong):
    admin.post("/desk/routing/draft")
    rows = session.query(RoutingRule).count()
    page = send(admin, session, "rules/new", **NEW | {"note": "ghi chú của tôi"} | wrong)
    assert page.status_code == 422 and "ghi chú của tôi" in page.text and session.query(RoutingRule).count() == rows


def test_two_administrators_at_one_draft_the_second_is_told(admin, session):
    admin.post("/desk/routing/draft")
    seen = find_draft_table(session).version
    row = first_row(session)
    assert admin.post(f"/desk/routing/rules/{row.id}/down", data={"version": seen}).status_code == 303
    late = admin.post("/desk/routing/rules/new", data=NEW | {"version": seen, "note": "lời của tôi"})
    assert late.status_code == 409 and "vừa được người khác sửa" in late.text and "lời của tôi" in late.text


def test_the_work_at_the_table_is_in_the_trail_and_the_table_in_force_cannot_be_changed(admin, session):
    in_force = list_rules(session, clock.today())[0]
    assert admin.get(f"/desk/routing/rules/{in_force.id}").status_code == 404
    admin.post("/desk/routing/draft")
    assert send(admin, session, f"rules/{in_force.id}/delete").status_code == 404
    draft = find_draft_table(session)
    send(admin, session, f"rules/{first_row(session).id}/down")
    kinds = [entry.kind for entry in audit.list_entries(session, f"routing:{draft.id}")]
    assert kinds == ["routing.begun", "routing.changed"]
