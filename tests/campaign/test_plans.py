"""Plans: tasks by unit, progress that is added and never changed, plan against result."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from areas.queries import get_unit_by_code
from campaign.actions.plans import give_task, make_plan, tell_progress
from campaign.actions.returns import Given
from campaign.models import CampaignPlan, PlanTask, TaskProgress
from campaign.queries.plans import count_sheets_against, count_totals_against
from core import audit, clock
from core.errors import BadInput
from reports.queries.behind import rows_behind
from reports.queries.places import open_scope
from reports.queries.tally import list_figures
from tests.factories.accounts import make_officer, sign_in
from tests.factories.campaign import make_event
from tests.factories.returns import ask, by, fill, make_units

NOON = datetime(2026, 6, 24, 5, tzinfo=UTC)


@pytest.fixture
def units(session, freeze):
    freeze(NOON)
    return make_units(session)


def plan_of(session, front) -> CampaignPlan:
    province = get_unit_by_code(session, "19", clock.today())
    return make_plan(
        session, title="Kế hoạch năm 2026", number="01/KH-MẪU", issuer="Ban Chỉ đạo (mẫu)", from_day=date(2026, 1, 1),
        to_day=date(2026, 12, 31), province_id=province.id, unit_id=front.id, **by(),
    )  # fmt: skip


def task_of(session, plan, office, **changes) -> PlanTask:
    usual = {"text": "Tổ chức phiên chợ", "due_on": date(2026, 6, 30), "indicator": "D13", "unit": "phiên chợ"}
    return give_task(session, plan_id=plan.id, lead_id=office.id, **(usual | {"target": 5} | changes), **by())


def test_progress_is_added_and_the_task_stands_where_the_last_row_says(session, units):
    front, office, _commune = units
    task = task_of(session, plan_of(session, front), office)
    for state, percent in (("doing", 40), ("done", 100), ("doing", 90)):
        tell_progress(session, task_id=task.id, unit_id=office.id, state=state, percent=percent, **by())
    assert (task.state, task.percent, task.done_on) == ("doing", 90, None)
    rows = session.scalars(select(TaskProgress).order_by(TaskProgress.id)).all()
    assert [row.percent for row in rows] == [40, 100, 90]
    session.commit()
    assert audit.verify(session) == []


@pytest.mark.parametrize(("state", "percent"), [("done", 90), ("waiting", 5), ("doing", 100)])
def test_a_state_and_a_share_that_disagree_are_refused(session, units, state, percent):
    task = task_of(session, plan_of(session, units[0]), units[1])
    with pytest.raises(BadInput) as refused:
        tell_progress(session, task_id=task.id, unit_id=units[1].id, state=state, percent=percent, **by())
    assert refused.value.field == "percent"


def test_a_task_outside_its_plan_or_with_a_target_that_nothing_counts_is_refused(session, units):
    plan = plan_of(session, units[0])
    for changes, field in (({"due_on": date(2027, 1, 1)}, "due_on"), ({"indicator": ""}, "target"),
                           ({"indicator": "Z9"}, "indicator"), ({"unit": ""}, "target")):  # fmt: skip
        with pytest.raises(BadInput) as refused:
            task_of(session, plan, units[1], **changes)
        assert refused.value.field == field


def test_what_was_done_is_read_from_the_sheets_and_the_returns_of_the_plans_days(session, units):
    front, office, _commune = units
    plan = plan_of(session, front)
    make_event(session)
    make_event(session, starts_on=date(2025, 3, 5), ends_on=date(2025, 3, 5))
    make_event(session, place="86")
    fill(session, ask(session, front, [office]), office, Given(4), Given(900, "hon"))
    key = ("D13", "", "phiên chợ")
    assert count_sheets_against(session, plan)[key] == 1
    assert count_totals_against(session, plan)[key] == 4


def test_a_plan_goes_from_the_front_over_a_unit_back(client, session, units):
    front, office, commune = units
    sign_in(session, client, make_officer(session, role="mttq", unit=front))
    client.form_token = client.get("/desk/plans").text.split('name="token" value="')[1].split('"')[0]
    plan_form = {"title": "Kế hoạch mẫu", "from_day": "01/01/2026", "to_day": "31/12/2026"}
    assert client.post("/desk/plans", data=plan_form | {"to_day": "31/12/2025"}).status_code == 422
    address = client.post("/desk/plans", data=plan_form).location
    task_form = {"text": "Tổ chức 5 phiên chợ", "lead": str(office.id), "due_on": "30/06/2026", "indicator": "D13",
                 "unit": "phiên chợ", "target": "5", "partner_ids": str(commune.id)}  # fmt: skip
    wrong = client.post(f"{address}/tasks", data=task_form | {"lead": "x"})
    assert wrong.status_code == 422 and "Tổ chức 5 phiên chợ" in wrong.text
    assert client.post(f"{address}/tasks", data=task_form).status_code == 303
    task = session.scalars(select(PlanTask)).one()
    edit = f"{address}/tasks/{task.id}/edit"
    assert client.post(edit, data=task_form | {"text": "Bản một", "version": "1"}).status_code == 303
    late = client.post(edit, data=task_form | {"text": "Bản hai", "version": "1"})
    assert late.status_code == 409 and "Bản một" in late.text and "Bản hai" in late.text

    sign_in(session, client, make_officer(session, role="chuyen_vien", unit=office))
    client.form_token = client.get(f"{address}/tasks/{task.id}").text.split('name="token" value="')[1].split('"')[0]
    assert client.post(edit, data=task_form | {"version": "2"}).status_code == 404
    told = {"state": "doing", "percent": "60", "value": "3", "qualifier": "hon", "text": "đã mở ba phiên"}
    assert client.post(f"{address}/tasks/{task.id}/progress", data=told | {"percent": "160"}).status_code == 422
    assert client.post(f"{address}/tasks/{task.id}/progress", data=told).status_code == 303
    page = client.get(address).text
    assert "hơn 3 phiên chợ" in page and "60 %" in page and "5 phiên chợ" in page


def test_units_without_a_part_and_other_provinces_find_nothing(client, session, units):
    front, office, commune = units
    plan = plan_of(session, front)
    task = task_of(session, plan, office)
    for role, unit in (("can_bo_xa", commune), ("mttq", make_units(session, "86")[0])):
        sign_in(session, client, make_officer(session, role=role, unit=unit))
        assert client.get(f"/desk/plans/{plan.id}").status_code == 404
        assert client.get(f"/desk/plans/{plan.id}/tasks/{task.id}").status_code == 404
        assert "Kế hoạch năm 2026" not in client.get("/desk/plans").text


def test_tasks_and_returns_that_were_due_are_counted_with_those_late(session, units, freeze):
    front, office, commune = units
    plan = plan_of(session, front)
    first, second = task_of(session, plan, office), task_of(session, plan, commune, due_on=date(2026, 6, 20))
    task_of(session, plan, office, due_on=date(2026, 12, 30))
    for task in (first, second):
        tell_progress(session, task_id=task.id, unit_id=office.id, state="done", percent=100, **by())
    form = ask(session, front, [office, commune])
    freeze(datetime(2026, 7, 9, 5, tzinfo=UTC))
    fill(session, form, office, Given(4), Given(900, "hon"))
    scope = open_scope(session, date(2026, 6, 1), date(2026, 7, 31), "19")
    found = {line.id: line.figure.value for line in list_figures(session, scope) if line.id.startswith("H")}
    assert found == {"H2": 2, "H2.done": 2, "H2.late": 1, "H6": 2, "H6.done": 1, "H6.late": 1}
    for row_id, value in found.items():
        assert rows_behind(session, scope, row_id).value == value
