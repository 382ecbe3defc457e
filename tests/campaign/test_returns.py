"""Periodic returns: asked, filled, sent, mended, locked; totals that never become events, joint ones counted once."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import event as on_event
from sqlalchemy import select

from campaign.actions.return_reminders import remind_of_returns
from campaign.actions.returns import Given, Item, lock_return, send_back
from campaign.models import CampaignEvent, ReturnForm, ReturnStep, ReturnValue
from campaign.queries.returns import list_returns
from campaign.returns import CHANGES, combine, next_reminder
from core import audit
from core.db import db
from core.errors import BadInput, Conflict
from reports.queries.events import count_events
from reports.queries.places import open_scope
from tests.factories.accounts import make_officer, sign_in
from tests.factories.campaign import make_event
from tests.factories.returns import answer_of, ask, by, fill, make_units

NOON = datetime(2026, 7, 1, 5, tzinfo=UTC)
YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def units(session, freeze):
    freeze(NOON)
    return make_units(session)


def tally(session, first=YEAR[0], last=YEAR[1], place="19") -> dict:
    return {each.id: each for each in count_events(session, open_scope(session, first, last, place))}


def told(session, **scope) -> tuple[int, str]:
    figure = tally(session, **scope)["D13"]
    return figure.value, figure.qualifier


def test_a_total_counts_with_its_qualifier_once_it_is_sent_and_makes_no_event(session, units):
    front, office, _commune = units
    form = ask(session, front, [office])
    fill(session, form, office, Given(9), Given(1500, "tren"), is_sent=False)
    assert "D13" not in tally(session)
    fill(session, form, office, Given(9), Given(1500, "tren"))
    found = tally(session)
    assert (found["D13"].value, found["D13"].qualifier) == (9, "")
    assert (found["D13.visitors"].value, found["D13.visitors"].qualifier) == (1500, "tren")
    assert session.scalars(select(CampaignEvent)).all() == []


def test_what_was_sent_back_is_not_counted_until_it_comes_again(session, units):
    front, office, _commune = units
    form = ask(session, front, [office])
    answer = fill(session, form, office, Given(9), Given(0))
    send_back(session, return_id=answer.id, reason="thiếu một phiên", **by())
    assert "D13" not in tally(session)
    fill(session, form, office, Given(10), Given(0))
    assert told(session) == (10, "")


def test_what_units_did_together_counts_once(session, units):
    front, office, commune = units
    form = ask(session, front, [office, commune])
    fill(session, form, office, Given(9), Given(500, "hon"))
    fill(session, form, commune, Given(3, joint=1), Given(100, "gan"))
    assert told(session) == (11, "")
    assert tally(session)["D13.visitors"].qualifier == "khoang"


def test_a_total_holds_the_units_own_sheets_and_leaves_those_of_others(session, units):
    front, office, commune = units
    mine = make_event(session, starts_on=date(2026, 3, 5), ends_on=date(2026, 3, 5))
    mine.unit_id = office.id
    other = make_event(session, starts_on=date(2026, 3, 6), ends_on=date(2026, 3, 6))
    other.unit_id = commune.id
    assert told(session) == (2, "")
    fill(session, ask(session, front, [office]), office, Given(9), Given(0))
    assert told(session) == (10, "")
    assert told(session, last=date(2026, 3, 31)) == (2, ""), "before the return's last day the sheets stand alone"


def test_the_return_of_a_half_year_is_held_by_that_of_the_year(session, units):
    front, office, _commune = units
    fill(session, ask(session, front, [office]), office, Given(4), Given(0))
    whole = ask(session, front, [office], to_day=date(2026, 12, 31), due_on=date(2027, 1, 5))
    fill(session, whole, office, Given(9), Given(0))
    assert told(session) == (9, "")
    assert told(session, last=date(2026, 6, 30)) == (4, "")


def test_neither_province_counts_the_returns_of_the_other(session, units):
    front, office, _commune = units
    fill(session, ask(session, front, [office]), office, Given(9), Given(0))
    assert "D13" not in tally(session, place="86")


def test_contradictions_are_refused_by_line(session, units):
    front, office, _commune = units
    form = ask(session, front, [office])
    for given, field in (
        ((Given(None), Given(1)), "value_1"),
        ((Given(2, joint=3), Given(1)), "joint_1"),
        ((Given(2), Given(1, as_of=date(2026, 7, 1))), "as_of_2"),
        ((Given(2, "chung"), Given(1)), "qualifier_1"),
    ):
        with pytest.raises(BadInput) as refused:
            fill(session, form, office, *given)
        assert refused.value.field == field


def test_an_asking_without_figures_units_or_days_in_order_is_refused(session, units):
    front, office, _commune = units
    for changes, field in (
        ({"items": []}, "items"),
        ({"items": [Item("D13", "", "phiên chợ")] * 2}, "items"),
        ({"items": [Item("E18", "", "kỳ")]}, "items"),
        ({"to_day": date(2025, 12, 31)}, "to_day"),
        ({"due_on": date(2025, 12, 31)}, "due_on"),
    ):
        with pytest.raises(BadInput) as refused:
            ask(session, front, [office], **changes)
        assert refused.value.field == field
    with pytest.raises(BadInput):
        ask(session, front, [])


def test_only_the_steps_of_the_table_are_taken(session, units):
    front, office, _commune = units
    form = ask(session, front, [office])
    answer = answer_of(session, form, office)
    with pytest.raises(Conflict):
        lock_return(session, return_id=answer.id, **by())
    fill(session, form, office, Given(1), Given(1))
    lock_return(session, return_id=answer.id, **by())
    with pytest.raises(Conflict):
        fill(session, form, office, Given(2), Given(2))
    send_back(session, return_id=answer.id, reason="sai số", **by())
    assert answer.state == "back" and ("due", "locked") not in CHANGES
    assert [step.kind for step in session.scalars(select(ReturnStep).order_by(ReturnStep.id))] == [
        "sent", "locked", "reopened"]  # fmt: skip
    session.commit()
    assert audit.verify(session) == []


def test_units_are_reminded_once_at_each_step_and_not_after_sending(session, units):
    front, office, commune = units
    form = ask(session, front, [office, commune])
    fill(session, form, office, Given(1), Given(1))
    for day in (1, 1, 2, 3, 5, 7):
        remind_of_returns(session, {}, datetime(2026, 7, day, 5, tzinfo=UTC))
    found = session.scalars(select(ReturnStep).where(ReturnStep.kind == "reminded")).all()
    assert [step.days for step in found] == [10, 3, 0, -2]
    assert {step.return_id for step in found} == {answer_of(session, form, commune).id}


def test_reminders_and_qualifiers_are_plain_rules():
    assert next_reminder([10, 3, 0, -2], 4, []) == 10
    assert next_reminder([10, 3, 0, -2], 4, [10]) is None
    assert next_reminder([10, 3], 11, []) is None
    assert combine(["tren", "hon"]) == "hon" and combine(["", "gan"]) == "gan" and combine(["uoc", "gan"]) == "uoc"


def test_the_front_asks_a_commune_fills_and_the_front_locks(client, session, units):
    front, _office, commune = units
    compiler = make_officer(session, role="mttq", unit=front)
    clerk = make_officer(session, role="can_bo_xa", unit=commune)
    sign_in(session, client, compiler)
    client.form_token = token(client, "/desk/returns/forms/new")
    sent = {"title": "Báo cáo năm", "from_day": "01/01/2026", "to_day": "30/06/2026", "due_on": "05/07/2026",
            "items": ["D13", "D13.nope"], "unit_ids": [str(commune.id)]}  # fmt: skip
    assert client.post("/desk/returns/forms/new", data=sent | {"due_on": "mai"}).status_code == 422
    page = client.post("/desk/returns/forms/new", data=sent)
    assert page.status_code == 303
    asking, answer = page.location, list_returns(session, session.scalars(select(ReturnForm.id)).one())[0]

    sign_in(session, client, clerk)
    client.form_token = token(client, f"/desk/returns/{answer.id}")
    assert client.get(asking).status_code == 403
    wrong = client.post(f"/desk/returns/{answer.id}", data={"version": 1, "value_1": "nhiều", "then": "send"})
    assert wrong.status_code == 422 and "nhiều" in wrong.text
    filled = {"version": 1, "value_1": "1.500", "qualifier_1": "tren", "last_value_1": "9", "then": "send",
              "last_source": "30/BC-MTTQ-BTT"}  # fmt: skip
    assert client.post(f"/desk/returns/{answer.id}", data=filled).status_code == 303
    assert "trên 1.500 phiên chợ" in client.get(f"/desk/returns/{answer.id}").text
    assert "từ báo cáo số 30/BC-MTTQ-BTT" in client.get(f"/desk/returns/{answer.id}").text
    assert client.post(f"/desk/returns/{answer.id}", data=filled).status_code == 409

    sign_in(session, client, compiler)
    client.form_token = token(client, asking)
    assert "trên 1.500 phiên chợ" in client.get(asking).text
    client.post(f"/desk/returns/{answer.id}/back", data={"reason": "ghi số chính xác"})
    assert answer_of(session, session.scalars(select(ReturnForm)).one(), commune).state == "back"
    assert "nộp trễ" not in client.get(asking).text


def test_officers_of_another_province_or_unit_find_nothing(client, session, units):
    front, office, commune = units
    answer = fill(session, ask(session, front, [office]), office, Given(1), Given(1))
    strange, _office, _commune = make_units(session, "86")
    for role, unit in (("mttq", strange), ("can_bo_xa", commune)):
        sign_in(session, client, make_officer(session, role=role, unit=unit))
        assert client.get(f"/desk/returns/{answer.id}").status_code == 404
    sign_in(session, client, make_officer(session, role="mttq", unit=strange))
    assert client.get(f"/desk/returns/forms/{answer.form_id}").status_code == 404


def test_a_return_comes_by_file_and_a_wrong_file_is_refused_by_line(client, session, units):
    front, office, _commune = units
    form = ask(session, front, [office])
    answer = answer_of(session, form, office)
    sign_in(session, client, make_officer(session, role="chuyen_vien", unit=office))
    client.form_token = token(client, f"/desk/returns/{answer.id}")
    sheet = load_workbook(BytesIO(client.get(f"/desk/returns/{answer.id}/return.xlsx").data)).active
    heads = [cell.value for cell in sheet[1]]
    assert (sheet.cell(2, 1).value, sheet.cell(2, 3).value) == ("1", "phiên chợ")
    good = [["1", "", "", "", "9"], ["2", "", "", "hơn", "1.500"]]
    for lines, why in (([["7", "", "", "", "9"]], "“7”"), ([["1", "", "", "chừng", "9"]], "“chừng”")):
        refused = client.post(f"/desk/returns/{answer.id}/file", data={"version": 1, "file": book(heads, lines)})
        assert refused.status_code == 422 and why in refused.text
    assert client.post(
        f"/desk/returns/{answer.id}/file", data={"version": 1, "file": book(heads, good)}
    ).status_code == 303  # fmt: skip
    kept = session.scalars(select(ReturnValue).order_by(ReturnValue.value)).all()
    assert [(row.value, row.qualifier) for row in kept] == [(9, ""), (1500, "hon")]
    assert answer_of(session, form, office).state == "due", "a file is looked over before it is sent"


def test_last_year_comes_from_the_locked_return_of_the_same_days(client, session, units):
    front, office, _commune = units
    before = ask(session, front, [office], title="Báo cáo 6 tháng 2025", from_day=date(2025, 1, 1),
                 to_day=date(2025, 6, 30), due_on=date(2025, 7, 5))  # fmt: skip
    lock_return(session, return_id=fill(session, before, office, Given(8, "gan"), Given(1)).id, **by())
    now = answer_of(session, ask(session, front, [office]), office)
    sign_in(session, client, make_officer(session, role="chuyen_vien", unit=office))
    page = client.get(f"/desk/returns/{now.id}").text
    assert "gần 8 phiên chợ" in page and "Báo cáo 6 tháng 2025" in page


def test_the_page_of_an_asking_reads_as_often_for_many_units_as_for_one(client, session, units):
    front, office, commune = units
    one, two = ask(session, front, [office]), ask(session, front, [office, commune, front])
    for unit in (office, commune, front):
        fill(session, two, unit, Given(1), Given(1))
    sign_in(session, client, make_officer(session, role="mttq", unit=front))
    statements(client, "/desk/returns")  # the first page of a session also notes that it was seen
    assert statements(client, f"/desk/returns/forms/{one.id}") == statements(client, f"/desk/returns/forms/{two.id}")


def statements(client, address: str) -> int:
    seen: list[str] = []
    count = lambda *args: seen.append(args[2])  # noqa: E731 - the listener must be taken off again
    on_event.listen(db.engine, "before_cursor_execute", count)
    assert client.get(address).status_code == 200
    on_event.remove(db.engine, "before_cursor_execute", count)
    return len(seen)


def token(client, address: str) -> str:
    return client.get(address).text.split('name="token" value="')[1].split('"')[0]


def book(heads: list, lines: list) -> tuple:
    made, out = Workbook(), BytesIO()
    made.active.append(heads)
    for line in lines:
        made.active.append(line)
    made.save(out)
    out.seek(0)
    return out, "bao-cao.xlsx"
