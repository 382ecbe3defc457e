"""Routing, sight, transfers and what an administrator reads, on PostgreSQL."""

import pytest

from accounts.queries.managing import count_areas, list_people, list_right_rows
from complaints.actions.sight import declare_conflict
from complaints.actions.silence import raise_silent_transfers
from complaints.actions.transfers import send_transfer
from complaints.queries.dry_run import try_table
from complaints.queries.inspections import Period, list_inspections
from complaints.queries.queue import Desk, Filters, count_views, list_queue
from complaints.queries.routing import list_rules
from complaints.queries.sight import is_hidden, list_conflicts, list_open_requests
from complaints.queries.transfers import list_flags, list_transfers
from core import clock
from core.actor import Actor
from core.db import db
from tests.factories.accounts import make_officer
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams
from tests.factories.routing import make_body

pytestmark = pytest.mark.services


def test_reports_are_routed_hidden_handed_over_and_raised(app_on, postgres_url, freeze):
    with app_on(database_url=postgres_url).app_context():
        session, now = db.session(), clock.now()
        branch, team, _other = make_branch_and_teams(session)
        officer = make_officer(session, unit=team)
        actor = Actor("officer", officer.id, "tiep_nhan")
        case, _code = make_report(session, commune_id=commune(session).id, seller="Quán Bà Tám")
        send_transfer(
            session, complaint_id=case.id, body_id=make_body(session).id, is_lead=True, channel="link", reason="x",
            actor=actor, now=now,
        )  # fmt: skip
        declare_conflict(session, seller="Bà Tám", reason="x", actor=actor, now=now)
        session.commit()
        rules, today = list_rules(session, clock.today()), clock.today()
        assert try_table(session, today=rules, other=rules, on=today).cases == 1
        desk = Desk({team.id}, officer.id, today)
        assert is_hidden(session, case.id, officer.id) and count_views(session, desk)["all"] == 0
        assert list_queue(session, desk, view="all", filters=Filters(), page=1).total == 0
        assert list_inspections(session, {team.id}, period=Period(), officer_id=officer.id).total == 0
        assert len(list_conflicts(session, unit_ids={team.id})) == 1
        assert list_open_requests(session, {team.id}, officer.id) == []
        transfer = list_transfers(session, case.id)[0].transfer
        transfer.due_on = today.replace(year=today.year - 1)
        session.flush()
        raise_silent_transfers(session, {}, now)
        assert [raised.flag.kind for raised in list_flags(session, branch.id)] == ["silent"]
        assert list_people(session, today)[0] and count_areas(session, today)[team.id] == 1
        assert list_right_rows(session, today)
