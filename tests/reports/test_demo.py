"""The demo: loaded once, whole, marked, and with nothing bad said of anybody real."""

from collections import Counter

import pyotp
from sqlalchemy import func, select

from accounts.actions import begin_sign_in
from accounts.passwords import hasher
from accounts.queries import find_user_by_login
from areas.models import AdminUnit
from complaints.models import Complaint, Inspection
from core import audit, clock
from qr.verdict import State
from qr.words import WORDS
from registry.models import Listing, OcopApplication, Producer, Product, Recall, SalePoint
from reports.demo.people import is_named
from tests.factories.accounts import sign_in
from tests.factories.registry import make_producer


def test_loading_twice_doubles_nothing(demo_session, run):
    def count() -> list[int]:
        models = (Producer, Product, Inspection, Complaint, SalePoint)
        return [demo_session.scalar(select(func.count()).select_from(model)) for model in models]

    before = count()
    assert "already there" in run("demo", "load")
    demo_session.expire_all()
    assert count() == before


def test_a_database_with_real_rows_is_refused(app, session):
    make_producer(session)
    session.commit()
    result = app.test_cli_runner().invoke(args=["demo", "load"])
    assert result.exit_code == 1
    assert "trống" in result.output


def test_everything_is_marked_as_a_sample(demo_session):
    for model in (Producer, Product, Inspection, Complaint, SalePoint):
        assert not demo_session.scalars(select(model).where(model.is_sample.is_(False))).all()


def test_generated_fields_are_named_row_by_row(demo_session):
    for model in (Producer, Product, Inspection):
        unmarked = demo_session.scalars(select(model).where(model.generated == "")).all()
        assert not [row for row in unmarked if getattr(row, "complaint_id", None) is None]


def test_nothing_adverse_stands_at_a_named_place(demo_session):
    for model in (Inspection, Complaint):
        for commune_id in demo_session.scalars(select(model.commune_id).distinct()):
            assert not is_named(demo_session.get(AdminUnit, commune_id))


def test_nothing_adverse_is_said_of_a_named_product(demo_session):
    products = select(Product).join(Recall, Recall.product_id == Product.id)
    assert all("mẫu" in product.name for product in demo_session.scalars(products))


def test_the_six_shops_lie_in_communes_of_today(demo_session):
    shops = demo_session.scalars(select(SalePoint).filter_by(kind="ocop_shop")).all()
    assert len(shops) == 6
    for shop in shops:
        commune = demo_session.get(AdminUnit, shop.commune_id)
        assert commune.valid_to is None and commune.parent.code == "86"
        assert shop.resolution_note


def test_the_pilot_models_and_chains_are_those_of_the_reports(demo_session):
    kinds = ("value_chain_model", "community_tourism_model")
    models = demo_session.scalars(select(SalePoint).where(SalePoint.kind.in_(kinds)).order_by(SalePoint.kind)).all()
    communes = [demo_session.get(AdminUnit, model.commune_id).full_name for model in models]
    assert [model.name for model in models] == [
        "Điểm du lịch cộng đồng Cồn Chim", "Mô hình chuỗi giá trị sản phẩm OCOP Mật hoa dừa",
    ]  # fmt: skip
    assert communes == ["Xã Hòa Minh", "Xã Tiểu Cần"] and all(model.progress and model.source for model in models)
    listed = demo_session.scalars(select(Listing).where(Listing.place_id.is_(None))).all()
    assert {listing.outlet for listing in listed} == {"BigC", "WinMart", "Co.opmart", "T-Mart"}
    for listing in listed:
        product = demo_session.get(Product, listing.product_id)
        assert listing.is_sample and product.is_sample
        assert demo_session.get(Producer, product.producer_id).name.startswith("Cơ sở mẫu")


def test_every_stage_of_a_report_is_there(demo_session):
    stages = Counter(demo_session.scalars(select(Complaint.state)))
    assert set(stages) == {"received", "reviewing", "waiting", "passed", "closed"}


def test_every_login_works(demo_session, run):
    logins = run("demo", "show", "--format", "json")["logins"]
    assert {login["role"] for login in logins} >= {
        "tiep_nhan",
        "lanh_dao",
        "chuyen_vien",
        "mttq",
        "quan_tri",
        "producer",
    }
    sent = {"agent": "test", "now": clock.now()}
    for login in (logins[0], logins[-1]):
        answer = begin_sign_in(demo_session, login=login["user"], password=login["password"], **sent)
        assert answer.outcome == "right"
        assert len(pyotp.TOTP(login["totp_secret"]).now()) == 6
    assert len({login["totp_secret"] for login in logins}) == len(logins)
    user = find_user_by_login(demo_session, logins[0]["user"])
    assert not hasher.check_needs_rehash(user.password_hash), "samples are hashed as everybody"


def test_the_ministrys_login_finds_the_file_that_waits_for_it(demo_app, demo_session):
    browser = sign_in(demo_session, demo_app.test_client(), find_user_by_login(demo_session, "bo.nnmt"))
    waiting = demo_session.query(OcopApplication).filter_by(state="ministry").one()
    assert f"/desk/ocop/{waiting.id}" in browser.get("/desk/ocop?state=ministry").text
    assert f"/desk/ocop/{waiting.id}/steps/central" in browser.get(f"/desk/ocop/{waiting.id}").text


def test_every_verdict_address_answers_with_its_verdict(demo_app, run):
    shown = {
        state: address for state, address in run("demo", "show", "--format", "json")["verdicts"].items() if address
    }
    assert len(shown) == 15
    for state, address in shown.items():
        path = address.removeprefix("http://localhost")
        html = demo_app.test_client().get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
        assert str(WORDS[State(state)].headline).split("%")[0] in html, state
        assert "BẢN MẪU" in html


def test_tracking_codes_open_their_reports(run):
    tracking = run("demo", "show", "--format", "json")["tracking"]
    assert len({row["code"] for row in tracking}) == 9


def test_the_audit_of_the_demo_is_whole(demo_session):
    assert audit.verify(demo_session) == []


def test_an_installation_without_the_demo_says_so(app):
    result = app.test_cli_runner().invoke(args=["demo", "show"])
    assert result.exit_code == 1
    assert "demo load" in result.output
