"""What an inspection that found a violation does to the register: seen by whoever scans, reads a list, decides."""

from datetime import date

import pytest

from complaints.models import InspectionEffect
from registry.models import TrustedPlace, WithdrawalProposal
from tests.factories.accounts import make_unit
from tests.factories.complaints import province
from tests.factories.inspections import make_branch_and_teams, make_inspection
from tests.factories.lists import make_trusted
from tests.factories.qr import make_goods
from tests.factories.registry import make_product, recognise


@pytest.fixture
def house(session):
    """A branch with a team and its inspection of a shop that sold what it should not."""
    branch, team, _other = make_branch_and_teams(session)
    inspection = make_inspection(session, unit=team, party="Cửa hàng mẫu bị rút", inspected_on=date(2026, 11, 20))
    session.commit()
    return {"branch": branch, "team": team, "row": inspection, "at": f"/desk/inspections/{inspection.id}/effects"}


def test_a_blocked_code_says_so_to_whoever_scans_it(session, house, officer_client, client):
    goods = make_goods(session)
    session.commit()
    assert "bị tạm khóa" not in client.get(goods.item(), headers={"Accept": "text/html"}).text
    desk = officer_client("doi_truong", unit=house["team"])
    bare = desk.post(f"{house['at']}/block", data={"serial": goods.serial})
    assert bare.status_code == 422 and goods.serial in bare.text
    sent = {"serial": goods.serial.upper(), "block_reason": "Tem bị bóc dán lại"}
    assert desk.post(f"{house['at']}/block", data=sent).status_code == 303
    page = client.get(goods.item(), headers={"Accept": "text/html"}).text
    assert "Mã này đang bị tạm khóa." in page and "Đội QLTT số 1 đang kiểm tra" in page
    assert "bóc dán lại" not in page  # why it was blocked is the inspectors' own
    assert session.query(InspectionEffect).one().kind == "block"


def test_an_address_of_the_party_goes_off_the_list_of_the_trusted_and_no_other(session, house, officer_client, client):
    own, other = make_trusted(session, name="Cửa hàng mẫu bị rút"), make_trusted(session)
    session.commit()
    desk = officer_client("doi_truong", unit=house["team"])
    assert desk.post(f"{house['at']}/withdraw", data={"place": str(other.id)}).status_code == 422
    assert desk.post(f"{house['at']}/withdraw", data={"place": str(own.id)}).status_code == 303
    session.expire_all()
    assert session.get(TrustedPlace, own.id).withdrawn_reason == "Cơ quan kiểm tra kết luận có vi phạm"
    assert session.get(TrustedPlace, other.id).withdrawn_on is None


def test_a_withdrawal_of_stars_is_proposed_and_waits_for_the_body_that_gave_them(session, house, officer_client):
    product = make_product(session)
    recognise(session, product)
    office = make_unit(session, kind="so_nnmt", areas=[province(session).id])
    session.commit()
    desk = officer_client("doi_truong", unit=house["team"])
    sent = {"ocop_product": product.code, "ocop_reason": "Bán hàng giả dưới nhãn OCOP"}
    assert desk.post(f"{house['at']}/ocop", data=sent).status_code == 303
    proposal = session.query(WithdrawalProposal).one()
    assert (proposal.state, proposal.authority) == ("open", "Đội QLTT số 1")
    assert "Bán hàng giả dưới nhãn OCOP" in officer_client("chuyen_vien", unit=office).get(
        f"/desk/ocop/withdrawals/{proposal.id}"
    ).text


@pytest.mark.parametrize("outcome", ["none", "verifying"])
def test_an_inspection_without_a_violation_touches_nothing(session, house, officer_client, outcome):
    goods, place = make_goods(session), make_trusted(session, name="Cửa hàng mẫu bị rút")
    clean = make_inspection(session, unit=house["team"], party="Cửa hàng mẫu bị rút", outcome=outcome)
    session.commit()
    desk, at = officer_client("doi_truong", unit=house["team"]), f"/desk/inspections/{clean.id}/effects"
    sent = {"block": {"serial": goods.serial, "block_reason": "thử"}, "withdraw": {"place": str(place.id)}}
    for path, data in sent.items():
        assert desk.post(f"{at}/{path}", data=data).status_code in (409, 422), path
    session.expire_all()
    assert session.query(InspectionEffect).count() == 0 and place.withdrawn_on is None


def test_another_team_and_other_roles_touch_nothing(session, house, officer_client):
    goods = make_goods(session)
    session.commit()
    sent = {"serial": goods.serial, "block_reason": "thử"}
    _branch, stranger, _other = make_branch_and_teams(session)
    assert officer_client("doi_truong", unit=stranger).post(f"{house['at']}/block", data=sent).status_code == 404
    for role, kind in (("mttq", "mttq"), ("quan_tri", "quan_tri")):
        assert officer_client(role, unit_kind=kind).post(f"{house['at']}/block", data=sent).status_code == 403
    assert session.query(InspectionEffect).count() == 0
