"""Votes: one confirmed phone, one vote; stuffing waits for a look; the result only proposes."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from areas.queries import get_unit_by_code
from campaign.actions.votes import cast_vote, confirm_vote, count_held, make_round, send_code
from campaign.models import Ballot
from campaign.queries.votes import count_ballots, list_candidates
from core import audit, clock
from core.errors import BadInput, Conflict
from core.installation import mark_sample
from core.jobs import Job
from core.personal import PersonalData
from reports.queries.behind import rows_behind
from reports.queries.opinions import count_opinions
from reports.queries.places import open_scope
from tests.campaign.test_returns import token
from tests.factories.accounts import make_officer, sign_in
from tests.factories.returns import by, make_units

NOON = datetime(2026, 3, 10, 5, tzinfo=UTC)


@pytest.fixture
def round_(session, freeze):
    freeze(NOON)
    front = make_units(session)[0]
    province = get_unit_by_code(session, "19", clock.today())
    return make_round(
        session, title="Hàng Việt được yêu thích", intro="", opens_on=date(2026, 3, 1), closes_on=date(2026, 3, 31),
        candidates=[("Chè mẫu", "Cơ sở A", None), ("Miến mẫu", "Cơ sở B", None)], province_id=province.id,
        unit_id=front.id, **by(),
    )  # fmt: skip


def vote(session, round_, phone: str, device="máy 1", which=0, now=NOON) -> str:
    candidate = list_candidates(session, round_.id)[which]
    ballot, code = cast_vote(
        session, round_id=round_.id, candidate_id=candidate.id, phone=phone, device=device, now=now
    )
    return confirm_vote(session, round_id=round_.id, ballot_id=ballot.id, code=code, now=now)


def counted(session, round_) -> int:
    return sum(each.get("counted", 0) for each in count_ballots(session, round_.id).values())


def test_a_phone_votes_once_and_its_number_is_not_kept(session, round_):
    assert vote(session, round_, "0912345678") == "counted"
    with pytest.raises(BadInput) as refused:
        vote(session, round_, "0912345678", which=1)
    assert refused.value.field == "phone" and counted(session, round_) == 1
    for job in session.scalars(select(Job).where(Job.kind == "campaign.vote_code")):
        send_code(session, json.loads(job.payload), NOON)
    assert session.scalars(select(PersonalData)).all() == []
    assert "0912345678" not in session.scalars(select(Ballot.voter)).one()


def test_a_wrong_code_is_remembered_and_five_of_them_end_the_try(session, round_):
    candidate = list_candidates(session, round_.id)[0]
    ballot, code = cast_vote(
        session, round_id=round_.id, candidate_id=candidate.id, phone="0912345678", device="a", now=NOON
    )
    wrong = f"{(int(code) + 1) % 10**6:06}"
    tries = [confirm_vote(session, round_id=round_.id, ballot_id=ballot.id, code=wrong, now=NOON) for _each in range(6)]
    assert tries == ["wrong"] * 5 + ["late"]
    assert confirm_vote(session, round_id=round_.id, ballot_id=ballot.id, code=code, now=NOON) == "late"


def test_codes_end_after_ten_minutes_and_a_phone_gets_three_a_day(session, round_):
    candidate = list_candidates(session, round_.id)[0].id
    told = {"round_id": round_.id, "candidate_id": candidate, "phone": "0912345678", "device": "a"}
    ballot, code = cast_vote(session, **told, now=NOON)
    late = NOON + timedelta(minutes=11)
    assert confirm_vote(session, round_id=round_.id, ballot_id=ballot.id, code=code, now=late) == "late"
    for _each in range(2):
        cast_vote(session, **told, now=late)
    with pytest.raises(BadInput):
        cast_vote(session, **told, now=late)
    cast_vote(session, **told, now=late + timedelta(days=1))


def test_from_the_fourth_phone_on_one_browser_votes_wait_for_a_look(session, round_):
    outcomes = [vote(session, round_, f"09123456{n:02}") for n in range(6)]
    assert outcomes == ["counted"] * 3 + ["held"] * 3
    assert vote(session, round_, "0987654321", device="máy 2") == "counted"
    assert counted(session, round_) == 4
    scope = open_scope(session, date(2026, 3, 1), date(2026, 3, 31), "19")
    found = {each.id: each.value for each in count_opinions(session, scope)}
    assert found["A15"] == 4 == rows_behind(session, scope, "A15").value
    assert count_held(session, round_id=round_.id, device="máy 1", **by()) == 3
    assert counted(session, round_) == 7
    session.commit()
    assert audit.verify(session) == []


def test_nobody_votes_before_or_after_the_days(session, round_, freeze):
    with pytest.raises(Conflict):
        vote(session, round_, "0912345678", now=datetime(2026, 4, 1, 5, tzinfo=UTC))


def test_a_person_votes_on_a_phone_and_the_result_says_that_it_proposes(client, session, round_):
    mark_sample(session, is_empty=True)
    candidate = list_candidates(session, round_.id)[0]
    address = f"/votes/{round_.slug}"
    assert "Chè mẫu" in client.get(address).text and round_.title in client.get("/votes").text
    wrong = client.post(address, data={"candidate": str(candidate.id), "phone": "113"})
    assert wrong.status_code == 422 and "“113”" in wrong.text
    asked = client.post(address, data={"candidate": str(candidate.id), "phone": "0912 345 678"})
    code = re.search(r"mã là (\d{6})", asked.text).group(1)
    ballot = re.search(r'name="ballot" value="([^"]+)"', asked.text).group(1)
    bad = client.post(f"{address}/confirm", data={"ballot": ballot, "code": "abc"})
    assert bad.status_code == 422
    assert client.post(f"{address}/confirm", data={"ballot": "x", "code": code}).status_code == 422
    assert "đã được tính" in client.post(f"{address}/confirm", data={"ballot": ballot, "code": code}).text
    assert "Chè mẫu: 1" not in client.get(address).text, "counts stay hidden while the vote is open"
    sign_in(session, client, make_officer(session, role="mttq", unit=make_units(session)[0]))
    assert "chỉ để đề xuất" in client.get(f"/desk/votes/{round_.id}").text


def test_the_front_sets_up_a_vote_and_others_do_not(client, session, round_):
    front, office, _commune = make_units(session)
    sign_in(session, client, make_officer(session, role="mttq", unit=front))
    client.form_token = token(client, "/desk/votes")
    sent = {"title": "Bình chọn hai", "opens_on": "01/04/2026", "closes_on": "30/04/2026", "candidates": "A | cơ sở\nB"}
    assert client.post("/desk/votes", data=sent | {"candidates": "A\nA"}).status_code == 422
    assert client.post("/desk/votes", data=sent).status_code == 303
    sign_in(session, client, make_officer(session, role="chuyen_vien", unit=office))
    assert client.get("/desk/votes").status_code == 403
    sign_in(session, client, make_officer(session, role="mttq", unit=make_units(session, "86")[0]))
    assert client.get(f"/desk/votes/{round_.id}").status_code == 404
