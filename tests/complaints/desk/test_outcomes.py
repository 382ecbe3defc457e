"""The file of an inspection: samples in order, goods, a decision taken back, effects, the producer's word."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from complaints.actions import effects, outcomes, recognising
from complaints.actions.decision_files import keep_file, take_over_file
from complaints.actions.decisions import reverse_decision
from complaints.actions.grouping import join_cases
from complaints.actions.inspections import record_decision, record_money
from complaints.actions.marking import list_marks, write_marks
from complaints.desk import register as register_door
from complaints.models import Inspection, MoneyRow, PenaltyDecision
from complaints.outcomes import say_quantity
from complaints.queries import register as register_query
from complaints.queries.crowds import list_crowds
from complaints.queries.decision_files import judge_file
from complaints.queries.grouping import get_group_file, list_alike, list_groups
from complaints.queries.inspections import get_inspection_totals
from complaints.queries.outcomes import get_outcomes
from complaints.queries.queue import Desk, Filters, list_queue
from complaints.queries.register import list_register
from core import audit, clock
from core.actor import SYSTEM
from core.db import db
from core.errors import BadInput, Conflict
from core.sheets import write_csv
from registry.actions.warning_drafts import submit_warning
from registry.actions.warnings import bring_out
from registry.models import PublicWarning, WithdrawalProposal
from registry.queries.warnings import get_warning
from reports.queries.behind import rows_behind
from reports.queries.tally import list_figures
from reports.scope import Scope
from tests.factories.complaints import commune, make_report
from tests.factories.desk import own_facility
from tests.factories.inspections import make_branch_and_teams, make_inspection
from tests.factories.registry import make_product

DAY = date(2026, 11, 20)
HEAD = ["Số quyết định", "Ngày quyết định", "Ngày kiểm tra", "Căn cứ kiểm tra", "Xã, phường", "Cơ sở được kiểm tra",
        "Mã hành vi", "Tiền phạt theo quyết định", "Tiền phạt đã thu", "Ngày thu hoặc ngày xử lý"]  # fmt: skip


@pytest.fixture
def act(session):
    return {"session": session, "actor": SYSTEM, "now": clock.now()}


@pytest.fixture
def found(session):
    """An inspection of the team of Tân Cương that found a violation."""
    _branch, team, _other = make_branch_and_teams(session)
    return make_inspection(session, unit=team, inspected_on=DAY)


def decide(act, inspection, **given):
    values = {"decided_on": DAY, "imposed_fine": 5_000_000, "number": "12/QĐ-XPHC", "violation_code": "HG-a"}
    return record_decision(**act, inspection_id=inspection.id, **(values | given))


def test_a_sample_goes_its_steps_in_order_and_is_taken_back_from_the_end(act, found):
    step = {**act, "inspection_id": found.id, "on": DAY, "sample": "M1"}
    with pytest.raises(BadInput):
        outcomes.add_record(**step, kind="sample_sealed")
    rows = [outcomes.add_record(**step, kind=kind) for kind in ("sample_taken", "sample_sealed", "sample_sent")]
    with pytest.raises(BadInput):
        outcomes.add_record(**step, kind="sample_result", number="7/KQ")
    outcomes.add_record(**step, kind="sample_result", number="7/KQ", result="fake")
    back = {**act, "inspection_id": found.id, "reason": "nhầm"}
    with pytest.raises(Conflict):
        outcomes.take_back_record(**back, seq=rows[0].seq)
    outcomes.take_back_record(**back, seq=4)
    outcomes.take_back_record(**back, seq=3)
    outcomes.add_record(**step, kind="sample_sent")
    assert audit.verify(act["session"]) == []


def test_goods_are_taken_back_by_the_same_below_zero(act, found):
    row = outcomes.add_goods(**act, inspection_id=found.id, name="Chè", quantity=2500, measure="kg", on=DAY,
                             treatment="destroyed")  # fmt: skip
    back = outcomes.take_back_goods(**act, inspection_id=found.id, seq=row.seq, reason="cân lại")
    assert (say_quantity(row.quantity), say_quantity(back.quantity), back.reverses) == ("2,5", "−2,5", row.seq)


def test_a_decision_taken_back_counts_no_more_and_its_number_is_free(session, act, found):
    decision = decide(act, found)
    reverse_decision(**act, decision_id=decision.id, reason="ghi nhầm vụ")
    assert get_inspection_totals(session, [found.id]).imposed == 0
    with pytest.raises(Conflict):
        reverse_decision(**act, decision_id=decision.id, reason="lại")
    with pytest.raises(BadInput):
        record_money(**act, inspection_id=found.id, kind="fine_received", amount=1, on=DAY, decision_id=decision.id)
    decide(act, found, imposed_fine=4_000_000)
    assert get_inspection_totals(session, [found.id]).imposed == 4_000_000
    figures = {line.id: line.figure.value for line in list_figures(session, Scope(DAY, DAY))}
    assert (figures["E1.decisions"], figures["E1.imposed"]) == (1, 4_000_000)


def test_a_trader_is_named_only_with_a_decision_and_the_article(session, act, found):
    draft = {**act, "inspection_id": found.id, "title": "Hàng giả ở chợ", "body": "Không mua", "authority": "Đội mẫu"}
    with pytest.raises(BadInput):
        effects.draft_warning(**draft, names_trader=True, legal_ground="Điều 72")
    decision = decide(act, found)
    with pytest.raises(BadInput):
        effects.draft_warning(**draft, names_trader=True, decision_id=decision.id)
    row = effects.draft_warning(**draft, names_trader=True, decision_id=decision.id, legal_ground="Điều 72")
    warning = get_warning(session, row.target_id)
    assert (warning.trader, warning.state) == ("Cơ sở mẫu", "draft")
    with pytest.raises(Conflict):
        reverse_decision(**act, decision_id=decision.id, reason="hủy")
    session.rollback()


def test_a_published_name_goes_when_its_decision_goes(session, act, found):
    decision = decide(act, found)
    row = effects.draft_warning(
        **act, inspection_id=found.id, title="Hàng giả", body="Không mua", authority="Đội mẫu", names_trader=True,
        decision_id=decision.id, legal_ground="Điều 72",
    )  # fmt: skip
    submit_warning(**act, warning_id=row.target_id)
    bring_out(session, session.get_one(PublicWarning, row.target_id), SYSTEM, clock.now())
    reverse_decision(**act, decision_id=decision.id, reason="hủy")
    assert get_warning(session, row.target_id).state == "ended"


def test_a_file_is_judged_before_it_is_written_and_writes_nothing_twice(session, act, found):
    decide(act, found, number="1/QĐ", imposed_fine=3_000_000)
    rows = [HEAD, ["1/QĐ", "20/11/2026", "20/11/2026", "Đột xuất", "Tân Cương", "", "HG-a", "4000000", "", ""],
            ["2/QĐ", "20/11/2026", "19/11/2026", "Theo kế hoạch", "Tân Cương", "Sạp 7", "HG-a", "2 triệu", "2 triệu",
             "21/11/2026"],
            ["3/QĐ", "20/11/2026", "hôm kia", "Theo kế hoạch", "Phú Bình", "", "??", "x", "", ""]]  # fmt: skip
    data = b"".join(write_csv(rows))
    file = keep_file(**act, data=BytesIO(data), name="qd.csv", unit_id=found.unit_id)
    seen = {**act, "unit_ids": {found.unit_id}, "on": clock.today()}
    judged = judge_file(session, file, {found.unit_id}, clock.today())
    assert [each.state for each in judged] == ["changed", "new", "wrong"] and len(judged[2].why) == 4
    assert take_over_file(**seen, file_id=file.id) == 2
    with pytest.raises(Conflict):
        take_over_file(**seen, file_id=file.id)
    again = keep_file(**act, data=BytesIO(data), name="qd.csv", unit_id=found.unit_id)
    judged = judge_file(session, again, {found.unit_id}, clock.today())
    assert [each.state for each in judged] == ["same", "same", "wrong"]
    assert take_over_file(**seen, file_id=again.id) == 0
    assert (session.query(Inspection).count(), session.query(PenaltyDecision).count()) == (2, 3)
    assert [row.amount for row in session.query(MoneyRow)] == [2_000_000]


def test_the_producer_sees_the_question_and_never_the_reporter(session, officer_client):
    _branch, team, _other = make_branch_and_teams(session)
    report, _code = make_report(session, commune_id=commune(session).id, seller="Sạp bí mật", details="Lời kể riêng")
    inspection = make_inspection(session, unit=team, complaint_id=report.id)
    maker, stranger = officer_client("producer", unit_kind="producer"), officer_client("producer", unit_kind="producer")
    producer = own_facility(session, maker)
    own_facility(session, stranger)
    product = make_product(session, producer=producer)
    recognising.ask_producer(
        session, inspection_id=inspection.id, product_id=product.id, words="Hàng này của cơ sở không?",
        due_on=clock.today() + timedelta(days=7), actor=SYSTEM, now=clock.now(),
    )  # fmt: skip
    session.commit()
    page = maker.get("/producer/goods-checks")
    address = "/producer/goods-checks/" + page.text.split('href="/producer/goods-checks/')[1][:36]
    shown = maker.get(address).text
    assert "Hàng này của cơ sở không?" in shown
    assert not any(word in shown for word in (report.number, "Sạp bí mật", "Lời kể riêng", inspection.number))
    assert stranger.get(address).status_code == 404
    assert maker.post(address, data={"answer": "fake"}).status_code == 422
    given = {"answer": "fake", "answer_words": "Chữ trên nắp in phẳng"}
    assert maker.post(address, data=given).status_code == 303 and maker.post(address, data=given).status_code == 409
    officer = officer_client("doi_truong", unit=team)
    assert "Chữ trên nắp in phẳng" in officer.get(f"/desk/inspections/{inspection.id}/file").text


def test_the_forms_keep_what_was_typed_and_other_teams_find_nothing(session, officer_client):
    _branch, team, other = make_branch_and_teams(session)
    row = make_inspection(session, unit=team, inspected_on=DAY)
    session.commit()
    browser, stranger = officer_client("doi_truong", unit=team), officer_client("doi_truong", unit=other)
    base = f"/desk/inspections/{row.id}"
    for path in ("cases", "team", "records", "goods", "questions", "effects/block", "effects/warn", "effects/ocop"):
        assert browser.post(f"{base}/{path}", data={"sample": "\x00"}).status_code == 422
        assert stranger.post(f"{base}/{path}", data={}).status_code == 404
    assert "Tổ mẫu" in browser.post(f"{base}/team", data={"head": "Tổ mẫu", "agencies": "Sở Y tế"}).text
    record = {"record_kind": "violation_minutes", "record_number": "3/BB", "record_on": "20/11/2026"}
    assert browser.post(f"{base}/records", data=record).status_code == 303
    assert "3/BB" in browser.get(f"{base}/file").text
    assert browser.post(f"{base}/records/1/reverse", data={"reason": "nhầm"}).status_code == 303
    assert session.query(WithdrawalProposal).count() == 0


def test_the_chain_from_report_to_money_opens_to_its_rows(session, act):
    _branch, team, _other = make_branch_and_teams(session)
    reports = [make_report(session, commune_id=commune(session).id)[0] for _number in range(3)]
    inspection = make_inspection(session, unit=team, complaint_id=reports[0].id)
    outcomes.link_cases(**act, inspection_id=inspection.id, complaint_ids=[reports[1].id])
    decision = decide(act, inspection)
    record_money(**act, inspection_id=inspection.id, kind="fine_received", amount=7, on=DAY, decision_id=decision.id)
    scope = Scope(clock.today(), clock.today())
    figures = {line.id: line.figure.value for line in list_figures(session, scope)}
    chain = [figures[name] for name in ("E11", "E11.cases", "E11.inspected", "E11.decided", "E11.received")]
    assert chain == [3, 3, 2, 2, 7]
    for name in ("E11.cases", "E11.decided", "E11.received"):
        assert rows_behind(session, scope, name).value == figures[name]


def test_the_register_prints_and_is_a_spreadsheet(session, officer_client):
    _branch, team, other = make_branch_and_teams(session)
    report, _code = make_report(session, commune_id=commune(session).id)
    session.commit()
    browser, stranger = officer_client("doi_truong", unit=team), officer_client("doi_truong", unit=other)
    assert report.number in browser.get("/desk/register").text
    assert report.number not in stranger.get("/desk/register").text
    assert browser.get("/desk/register.xlsx").data[:2] == b"PK"
    assert browser.get("/desk/register?first=x").status_code == 422


def test_a_long_register_says_where_the_page_ends_and_the_spreadsheet_has_all(session, officer_client, monkeypatch):
    monkeypatch.setattr(register_query, "ON_A_PAGE", 2)
    monkeypatch.setattr(register_door, "ON_A_PAGE", 2)
    _branch, team, _other = make_branch_and_teams(session)
    numbers = {make_report(session, commune_id=commune(session).id)[0].number for _each in range(5)}
    session.commit()
    browser = officer_client("doi_truong", unit=team)
    page, sheet = browser.get("/desk/register").text, browser.get("/desk/register.xlsx").data
    assert "hiện 2 tin báo đầu" in page and sum(number in page for number in numbers) == 2
    rows = list(load_workbook(BytesIO(sheet)).active.values)
    assert {row[1] for row in rows[1:]} == numbers and [str(row[0]) for row in rows[1:]] == list("12345")


@pytest.mark.services
def test_the_same_holds_on_postgres(app_on, postgres_url):
    with app_on(database_url=postgres_url).app_context():
        session = db.session()
        _branch, team, _other = make_branch_and_teams(session)
        reports = [make_report(session, commune_id=commune(session).id)[0] for _number in range(3)]
        for report in reports:
            write_marks(session, report.id, list_marks(session, report))
        desk = Desk({team.id}, team.id, clock.today())
        assert len(list_crowds(session, desk, clock.now())) == 1
        assert len(list_alike(session, reports[0], desk, clock.now())) == 2
        join_cases(session, complaint_ids=[each.id for each in reports], reason="x", actor=SYSTEM, now=clock.now())
        inspection = make_inspection(session, unit=team, complaint_id=reports[0].id)
        decide({"session": session, "actor": SYSTEM, "now": clock.now()}, inspection)
        page = list_queue(session, desk, view="all", filters=Filters(), page=1)
        group = page.rows[0].group
        assert (page.total, page.cases, group[1]) == (3, 1, 3)
        assert get_group_file(session, group[2], desk).count == 3 and len(list_groups(session, desk)) == 1
        assert len(list_register(session, desk, clock.today(), clock.today())) == 3
        assert get_outcomes(session, inspection.id, desk).cases == [reports[0]]
        figures = {line.id: line.figure.value for line in list_figures(session, Scope(DAY, clock.today()))}
        assert figures["E11.cases"] == 1
