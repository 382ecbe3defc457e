"""OCOP where writers do not wait in one line: the list, the counts and B4 on any day; members and officers at once."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from areas.queries import get_unit_by_code
from core import audit, clock
from core.db import committing, db
from core.errors import Conflict
from registry.actions import assessing, deciding, judging
from registry.actions.recognitions import revoke_recognition
from registry.models import OcopApplication, OcopEvent, OcopSheet
from registry.queries import count_producers, count_recognised
from registry.queries.assessing import count_states, list_queue_of, sheet_totals, visible
from registry.queries.criteria import list_criteria
from registry.queries.standing import STATES, Asked, count_standing, list_standing
from reports.queries.behind import rows_behind
from reports.queries.places import open_scope
from reports.queries.tally import list_figures
from tests.factories.ocop import COMMUNE, PROVINCE, make_application, make_member, send_sheet, step
from tests.factories.registry import commune_id, make_product, recognise

pytestmark = pytest.mark.services
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def server(app_on, postgres_url, freeze):
    freeze(NOW)
    app = app_on(database_url=postgres_url)
    with app.app_context():
        yield app


def make_stock(session) -> None:
    """A good one, one ending soon signed by a district, one expired, one withdrawn, one without stars, one waiting."""
    for name, values in {
        "Chè một": {},
        "Chè huyện": {"stars": 3, "scores": (250, 150, 200), "issued_on": date(2024, 5, 6)},
        "Chè cũ": {"stars": None, "scores": None, "issued_on": date(2022, 3, 1)},
        "Chè năm": {"is_potential_five": True, "scores": (380, 230, 320)},
    }.items():
        recognise(session, make_product(session, name=name), **values)
    gone = recognise(session, make_product(session, name="Chè bỏ"))
    revoke_recognition(session, recognition_id=gone.id, on=date(2026, 3, 1), reason="mẫu", actor=PROVINCE, now=NOW)


def names(session, on: date = TODAY, **asked) -> list[str]:
    return [row.name for row in list_standing(session, on, Asked(**asked))[0]]


def test_the_list_and_the_counts_on_any_day(server):
    session = db.session()
    make_stock(session)
    assert names(session) == ["Chè bỏ", "Chè cũ", "Chè huyện", "Chè một", "Chè năm"]
    assert names(session, state="good") == ["Chè huyện", "Chè một", "Chè năm"]
    by_state = {state: names(session, state=state) for state in STATES[1:]}
    assert by_state == {"ending": ["Chè huyện"], "expired": ["Chè cũ"], "revoked": ["Chè bỏ"]}
    assert names(session, date(2026, 2, 28), state="good") == ["Chè bỏ", "Chè huyện", "Chè một", "Chè năm"]
    assert names(session, date(2025, 2, 28)) == ["Chè cũ", "Chè huyện"]
    assert names(session, stars="potential") == ["Chè năm"] and names(session, stars="none") == ["Chè cũ"]
    assert names(session, level="huyen") == ["Chè huyện"] and names(session, group=1, kind="hop_tac_xa") == []
    assert names(session, commune_ids=set()) == [] and len(names(session, commune_ids={commune_id(session)})) == 5
    assert list_standing(session, TODAY, offset=3, limit=1)[0][0].name == "Chè một"
    counts = count_standing(session, TODAY)
    assert (counts.total, counts.stars) == (3, {"3": 1, "4": 1, "5": 0, "potential": 1})
    for on in (date(2022, 2, 28), date(2025, 2, 28), date(2026, 2, 28), TODAY, date(2028, 8, 1)):
        assert count_standing(session, on).total == sum(count_recognised(session, on).values())
    assert sum(count_producers(session, TODAY).values()) == 3


def test_the_queue_and_the_tally_of_applications(server):
    session = db.session()
    make_stock(session)
    for state in ("draft", "filed", "council"):
        make_application(session, state=state)
    place = get_unit_by_code(session, "19", TODAY)
    query = visible(make_member(session).id, {commune_id(session)}, TODAY)
    assert count_states(session, query) == {"filed": 1, "council": 1}
    due = [row[0].due_on for row in list_queue_of(session, query, {"filed", "council"})]
    assert due == sorted(due) and len(due) == 2
    scope = open_scope(session, date(2026, 1, 1), TODAY, place.code)
    found = {line.id: line.figure.value for line in list_figures(session, scope)}
    assert (found["B4"], found["B4.filed"], found["B4.council"], found["B1"]) == (2, 1, 1, 3)
    assert "B4.draft" not in found
    for row_id in ("B1", "B1.4-star", "B2", "B4", "B4.council"):
        assert rows_behind(session, scope, row_id).value == found[row_id], row_id


def at_once(server, first: Callable, second: Callable) -> list:
    """What both got who wrote at once: the second begins while the first has not yet committed."""
    outcomes: list = []
    first_wrote, second_began = threading.Event(), threading.Event()

    def run(write: Callable) -> None:
        try:
            with committing() as current:
                second_began.set()
                outcomes.append(write(current))
        except Conflict as refused:
            outcomes.append(refused)

    def slower() -> None:
        with server.app_context():
            first_wrote.wait()
            run(second)

    other = threading.Thread(target=slower, daemon=True)
    other.start()
    with committing() as current:
        outcomes.append(first(current))
        first_wrote.set()
        second_began.wait()
        other.join(timeout=1)  # it must be waiting for this commit by now
        assert len(outcomes) == 1, "the second went past the first"
    other.join()
    return outcomes


def test_two_officers_take_the_same_step_at_once_and_one_is_told(server):
    application = make_application(db.session())
    seen = step(application, COMMUNE)
    db.session.commit()

    def receive(current) -> str:
        return judging.receive_application(current, **seen).state

    done, refused = at_once(server, receive, receive)
    assert done == "commune_check" and isinstance(refused, assessing.ApplicationChanged)
    assert "Xã đang xem" in str(refused)
    steps = [row.step for row in db.session.query(OcopEvent).order_by(OcopEvent.seq)]
    assert steps == ["begin", "file", "receive"] and audit.verify(db.session()) == []


def test_two_members_send_their_sheets_at_once_and_both_count(server):
    application = make_application(db.session(), state="council")
    members = [make_member(db.session()) for _number in range(2)]
    db.session.commit()
    key, people = application.id, [member.id for member in members]

    def sheet(user_id, percent) -> Callable:
        def send(current):
            criteria = list_criteria(current, current.get(OcopApplication, key).criteria_set_id)
            points = {each.id: each.most * percent // 100 for each in criteria}
            return judging.save_sheet(current, application_id=key, user_id=user_id, points=points, is_sent=True,
                                      actor=PROVINCE, now=clock.now()).user_id  # fmt: skip

        return send

    assert at_once(server, sheet(people[0], 80), sheet(people[1], 60)) == people
    assert len(sheet_totals(db.session(), key)) == 2 and audit.verify(db.session()) == []


def test_one_member_in_two_windows_sends_one_sheet(server):
    application = make_application(db.session(), state="council")
    member = make_member(db.session())
    db.session.commit()
    key, user_id = application.id, member.id

    def send(current) -> str:
        criteria = list_criteria(current, current.get(OcopApplication, key).criteria_set_id)
        given = {each.id: each.most for each in criteria}
        judging.save_sheet(current, application_id=key, user_id=user_id, points=given, is_sent=True,
                           actor=PROVINCE, now=clock.now())  # fmt: skip
        return "sent"

    done, refused = at_once(server, send, send)
    assert done == "sent" and "đã gửi" in str(refused)
    assert db.session.query(OcopSheet).filter_by(user_id=user_id).count() == 1


def test_a_sheet_sent_while_the_result_is_written_comes_too_late(server):
    application = make_application(db.session(), state="council")
    for _number in range(3):
        send_sheet(db.session(), application, make_member(db.session()))
    late, seen = make_member(db.session()).id, step(application, PROVINCE)
    db.session.commit()
    key = application.id

    def decide(current) -> str:
        return deciding.decide_application(current, decided_on=TODAY, **seen).state

    def send(current):
        judging.save_sheet(current, application_id=key, user_id=late, points={}, actor=PROVINCE, now=clock.now())

    done, refused = at_once(server, decide, send)
    assert done == "decided" and "nên chưa chấm được" in str(refused)
    assert len(sheet_totals(db.session(), key)) == 3
