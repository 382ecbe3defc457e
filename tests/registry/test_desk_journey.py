"""The producers' desk: from signing up to a change of an approved product, and what goes wrong on the way."""

import re
from datetime import UTC, date, datetime
from io import BytesIO
from uuid import uuid4

import pytest

from areas.queries import get_unit_by_code
from core import audit, clock
from core.actor import SYSTEM
from registry import actions, queries
from registry.models import Application, ChangeProposal, Producer, Product, SignUp
from registry.queries.pictures import list_pictures
from tests.factories.accounts import code_now, form_token, make_unit
from tests.factories.desk import own_facility, sent_product
from tests.factories.pictures import photo
from tests.factories.registry import make_producer, make_product

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BY = {"actor": SYSTEM, "now": NOW}
PERSON = "019087654321"
PLACE = "xã Tân Cương, tỉnh Thái Nguyên"
FACILITY = {"name": "Hộ chè mẫu", "commune": PLACE, "address": "xóm Mẫu"}
GOODS = {
    "name": "Chè búp mẫu", "kind_code": "che", "ocop_group": "2", "pack": "hộp 200 g", "standard": "TCVN 9740",
    "listed_price": "150k", "origin": "xã Tân Cương", "materials_origin": "xã Tân Cương",
}  # fmt: skip
ACCOUNT = {
    "kind": "ho_kinh_doanh", "tax_code": PERSON, "login": "ho-che-mau", "password": "mat-khau-rat-dai",
    "form_key": "khoa-cua-bieu-mau-1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def words(response) -> str:
    return response.get_data(as_text=True)


def post(browser, path, **values):
    return browser.post(path, data={"token": browser.form_token, **values})


def unit(session, kind="so_nnmt", province="19"):
    return make_unit(session, kind=kind, areas=[get_unit_by_code(session, province, clock.today()).id])


@pytest.fixture
def officer(session, officer_client):
    return officer_client("chuyen_vien", unit=unit(session))


@pytest.fixture
def maker(officer_client):
    return officer_client("producer", unit_kind="producer")


def sign_in_anew(session, client):
    """Sign up as a person, then sign in with the secret that the page showed."""
    done = words(client.post("/producer/sign-up", data=ACCOUNT))
    secret = re.search(r'class="code">([A-Z2-7 ]+)<', done)[1].replace(" ", "")
    client.post("/desk/sign-in", data={"login": ACCOUNT["login"], "password": ACCOUNT["password"]})
    assert client.post("/desk/sign-in/code", data={"code": code_now(secret)}).status_code == 303
    client.form_token = form_token(session, client)
    return client


def write_facility(session, maker):
    """The facility's form: a draft with a wrong place is kept, pressed twice it is one facility."""
    assert "Ghi cơ sở" in words(maker.get("/producer"))
    page = words(maker.get("/producer/facility"))
    assert PERSON not in page and "••••" in page
    assert post(maker, "/producer/facility", step="draft", name="Hộ chè", commune="???").status_code == 303
    assert "Hộ chè" in words(maker.get("/producer/facility"))
    for _ in range(2):  # pressed twice it is one facility
        assert post(maker, "/producer/facility", **FACILITY).status_code == 303
    producer = session.query(Producer).one()
    assert producer.person_id and not producer.tax_code


def approve_facility(session, maker, officer):
    """Returned naming a field, mended, approved."""
    producer = session.query(Producer).one()
    waiting = session.query(Application).one()
    assert (waiting.kind, waiting.due_on) == ("producer", date(2026, 12, 1))
    assert "01/12/2026" in words(maker.get(f"/producer/applications/{waiting.number}"))
    queue = words(officer.get("/desk/applications"))
    assert "Đăng ký cơ sở" in queue and FACILITY["name"] in queue
    desk = f"/desk/producers/{producer.id}"
    assert post(officer, f"{desk}/return", pick_address="yes").status_code == 422
    assert post(officer, f"{desk}/return", why_address="Ghi rõ số nhà").status_code == 303
    assert 'id="address-error">Ghi rõ số nhà' in words(maker.get("/producer/facility"))
    assert post(maker, "/producer/facility", **FACILITY | {"address": "nhà 5"}).status_code == 303
    assert post(officer, f"{desk}/approve", seen=1).status_code == 409
    assert post(officer, f"{desk}/approve").status_code == 303


def register(session, maker, visitor, officer):
    """A product with a photo: drafted, previewed, sent in, returned naming fields, mended, approved."""
    own = post(maker, "/producer/products/new", **GOODS).headers["Location"]
    product = session.query(Product).one()
    sent = {"picture": (BytesIO(photo()), "a.jpg"), "token": maker.form_token, "caption": "Mặt trước"}
    assert maker.post(f"{own}/pictures", data=sent).status_code == 303
    assert post(maker, f"{own}/edit", step="draft", **GOODS | {"listed_price": "đắt"}).status_code == 303
    assert 'value="đắt"' in words(maker.get(f"{own}/edit"))
    assert "/pictures/" in words(maker.get(f"{own}/preview")) and visitor.get(f"{own}/preview").status_code == 303
    assert post(maker, f"{own}/submit").status_code == 303
    review = f"/desk/products/{product.id}"
    answer = post(officer, f"{review}/return", why_standard="Ghi số công bố", why_pictures="Ảnh mờ")
    assert answer.status_code == 303
    assert 'id="standard-error">Ghi số công bố' in words(maker.get(f"{own}/edit"))
    assert "Ảnh mờ" in words(maker.get(f"{own}/pictures")) and "Ảnh mờ" in words(maker.get("/producer"))
    assert post(maker, f"{own}/edit", **GOODS | {"standard": "TCCS 01:2026"}).status_code == 303
    assert post(maker, f"{own}/submit").status_code == 303
    assert post(officer, f"{review}/approve").status_code == 303
    public = f"/products/{product.slug}"
    assert "TCCS 01:2026" in words(visitor.get(public)) and "/pictures/" in words(visitor.get(public))
    return own


def change_it(session, maker, visitor, officer, own):
    """A change of the public product: returned naming a field, sent again with photos, taken over."""
    product = session.query(Product).one()
    public, review = f"/products/{product.slug}", f"/desk/products/{product.id}"
    assert post(maker, f"{own}/change", **GOODS | {"standard": "TCCS 02:2026"}, why="Công bố mới").status_code == 303
    sent = {"picture": (BytesIO(photo("gold")), "b.jpg"), "token": maker.form_token}
    assert maker.post(f"{own}/pictures", data=sent).status_code == 409
    assert "TCCS 01:2026" in words(visitor.get(public))
    change = f"/desk/changes/{session.query(ChangeProposal).one().id}"
    shown = words(officer.get(change))
    assert "TCCS 01:2026" in shown and "TCCS 02:2026" in shown
    assert post(officer, f"{change}/return", why_standard="Kèm bản công bố").status_code == 303
    assert 'id="standard-error">Kèm bản công bố' in words(maker.get(f"{own}/change"))
    held_id = list_pictures(session, "product", product.id)[0].id
    sent = {"picture": (BytesIO(photo("gold")), "b.jpg"), "token": maker.form_token}
    assert maker.post(f"{own}/pictures", data=sent).status_code == 303
    again = GOODS | {"standard": "TCCS 02:2026", f"remove-{held_id}": "yes"}
    assert post(maker, f"{own}/change", **again).status_code == 303
    assert post(officer, f"{change}/approve").status_code == 303
    assert "TCCS 02:2026" in words(visitor.get(public))
    shown = [each.id for each in list_pictures(session, "product", product.id)]
    assert len(shown) == 1 and held_id not in shown
    history = words(maker.get(f"{own}/history"))
    assert "TCCS 01:2026" in history and "TCCS 02:2026" in history
    assert "TCCS 01:2026" in words(officer.get(f"{review}/history"))


def test_from_signing_up_to_a_change_of_what_is_public(app, session, client, officer):
    maker, visitor = sign_in_anew(session, client), app.test_client()
    write_facility(session, maker)
    approve_facility(session, maker, officer)
    own = register(session, maker, visitor, officer)
    change_it(session, maker, visitor, officer, own)
    assert audit.verify(session) == []


def test_the_number_of_a_person_stands_nowhere_in_clear(app, session, client, officer, tmp_path, caplog):
    maker = sign_in_anew(session, client)
    post(maker, "/producer/facility", step="draft", **FACILITY, tax_code=PERSON)
    post(maker, "/producer/facility", **FACILITY)
    producer = session.query(Producer).one()
    desk = f"/desk/producers/{producer.id}"
    pages = [maker.get("/producer"), maker.get("/producer/history"), officer.get(desk), officer.get(f"{desk}/history")]
    assert "Trùng với số đã ghi" in words(post(officer, f"{desk}/number", typed=PERSON))
    other = words(post(officer, f"{desk}/number", typed="019087654322"))
    assert "Không trùng" in other
    actions.approve_producer(session, producer_id=producer.id, **BY)
    pages += [client.get(f"/producers/{producer.slug}"), officer.get(f"{desk}/correct")]
    bad = client.post("/producer/sign-up", data=ACCOUNT | {"kind": "doanh_nghiep", "form_key": "x" * 20})
    assert bad.status_code == 422
    for page in (*pages, bad):
        assert PERSON not in words(page)
    session.commit()
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert PERSON.encode() not in file.read_bytes(), file
    assert PERSON not in caplog.text


def test_the_same_person_cannot_sign_up_twice_and_the_same_form_is_one_account(session, client):
    first = words(client.post("/producer/sign-up", data=ACCOUNT))
    assert '<rect fill="white"' in first, "a dark page would hide a black code"
    again = words(client.post("/producer/sign-up", data=ACCOUNT))
    secret = re.search(r'class="code">([A-Z2-7 ]+)<', first)[1]
    assert secret in again and session.query(SignUp).count() == 1
    stolen = client.post("/producer/sign-up", data=ACCOUNT | {"password": "mot-mat-khau-khac"})
    assert stolen.status_code == 422 and secret not in words(stolen)
    twice = client.post("/producer/sign-up", data=ACCOUNT | {"login": "nguoi-khac", "form_key": "khac" * 5})
    assert twice.status_code == 422 and "đã được đăng ký" in words(twice) and PERSON not in words(twice)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"kind": "vua"}, "kind"), ({"kind": "doanh_nghiep"}, "tax_code"), ({"tax_code": "999087654321"}, "tax_code"),
     ({"tax_code": "0100233480"}, "tax_code"), ({"tax_code": "\x00"}, "tax_code"), ({"password": "ngan"}, "password"),
     ({"login": ""}, "login")],
)  # fmt: skip
def test_a_sign_up_that_cannot_be_taken_names_its_field(session, client, changed, field):
    answer = client.post("/producer/sign-up", data=ACCOUNT | changed)
    assert answer.status_code == 422 and f'id="{field}-error"' in words(answer)
    assert PERSON not in words(answer) and ACCOUNT["password"] not in words(answer)
    assert session.query(SignUp).count() == 0


def test_a_filled_trap_and_many_from_one_network_are_marked_and_not_refused(session, client, officer):
    codes = ["0100233488", "0314409058-002", "0100000116"]
    for number, code in enumerate(codes):
        sent = {"kind": "doanh_nghiep", "tax_code": code, "login": f"nguoi-{number}", "form_key": f"{number}" * 20}
        trap = {"website": "http://vidu.vn"} if number == 1 else {}
        assert client.post("/producer/sign-up", data=ACCOUNT | sent | trap).status_code == 200
    assert [row.is_held for row in session.query(SignUp).order_by(SignUp.at, SignUp.id)] == [False, True, False]


def test_two_officers_edit_one_product_and_nothing_is_lost(session, officer_client):
    here = unit(session)
    first, second = (officer_client("chuyen_vien", unit=here) for _ in range(2))
    product = make_product(session)
    path = f"/desk/products/{product.id}/correct"
    held = {name: getattr(product, name) for name in GOODS} | {"seen": product.version, "reason": "Theo bản công bố"}
    assert post(first, path, **held | {"standard": "TCCS 01:2026"}).status_code == 303
    clash = post(second, path, **held | {"standard": "TCCS 99:2026", "pack": "hộp 500 g"})
    page = words(clash)
    assert clash.status_code == 409
    for told in ("TCCS 01:2026", "TCCS 99:2026", "hộp 500 g", "Theo bản công bố"):
        assert told in page
    session.refresh(product)
    assert (product.standard, product.pack) == ("TCCS 01:2026", "")
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    assert post(second, path, **held | {"standard": "TCCS 99:2026", "seen": seen}).status_code == 303
    session.refresh(product)
    assert product.standard == "TCCS 99:2026"


def test_what_the_other_officer_changed_elsewhere_stays(session, officer_client):
    here = unit(session)
    first, second = (officer_client("chuyen_vien", unit=here) for _ in range(2))
    product = make_product(session)
    path = f"/desk/products/{product.id}/correct"
    held = {name: getattr(product, name) for name in GOODS} | {"seen": product.version, "reason": "Sửa"}
    assert post(first, path, **held | {"standard": "TCCS 01:2026"}).status_code == 303
    assert post(second, path, **held | {"pack": "hộp 500 g"}).status_code == 303
    session.refresh(product)
    assert (product.standard, product.pack) == ("TCCS 01:2026", "hộp 500 g")


def test_an_officer_elsewhere_finds_nothing_of_it(session, officer_client, maker):
    stranger = officer_client("chuyen_vien", unit=unit(session, province="01"))
    producer = own_facility(session, maker)
    product = sent_product(session, producer, maker.user)
    number = session.query(Application).one().number
    assert producer.name not in words(stranger.get("/desk/applications")) + words(stranger.get("/desk/producers"))
    for path in (f"producers/{producer.id}", f"producers/{producer.id}/history", f"applications/{number}",
                 f"products/{product.id}/history", f"products/{product.id}/correct", f"changes/{uuid4()}"):
        assert stranger.get(f"/desk/{path}").status_code == 404, path
    for step in ("approve", "suspend", "number", "return"):
        assert post(stranger, f"/desk/producers/{producer.id}/{step}", reason="x", typed="1").status_code == 404


def test_another_producer_finds_nothing_of_it(session, officer_client, maker):
    product = sent_product(session, own_facility(session, maker), maker.user)
    other = officer_client("producer", unit_kind="producer")
    own_facility(session, other)
    number = session.query(Application).one().number
    for path in ("preview", "pictures", "change", "history"):
        assert other.get(f"/producer/products/{product.id}/{path}").status_code == 404, path
    assert other.get(f"/producer/applications/{number}").status_code == 404


def test_a_suspended_producer_takes_its_goods_along_and_brings_only_those_back(session, client, officer):
    producer = make_producer(session)
    shown, stopped = (make_product(session, producer=producer) for _ in range(2))
    actions.suspend_product(session, product_id=stopped.id, reason="Ngừng làm", **BY)
    desk = f"/desk/producers/{producer.id}"
    assert post(officer, f"{desk}/suspend", reason=" ").status_code == 422
    clock_later = datetime(2026, 11, 24, 4, tzinfo=UTC)
    with clock.freeze(clock_later):
        assert post(officer, f"{desk}/suspend", reason="Chưa đủ điều kiện").status_code == 303
        assert client.get(f"/products/{shown.slug}").status_code == 404
        assert post(officer, f"{desk}/reopen", reason="Đã bổ sung").status_code == 303
    assert client.get(f"/products/{shown.slug}").status_code == 200
    assert queries.get_product(session, stopped.id).state == "suspended"
    assert post(officer, f"/desk/products/{stopped.id}/reopen", reason="Làm lại").status_code == 303


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_new_page_opens_in_both_languages(session, client, officer, maker, language):
    query = {"query_string": {"lang": language}}
    assert client.get("/producer/sign-up", **query).status_code == 200
    producer = own_facility(session, maker)
    product = sent_product(session, producer, maker.user)
    number = session.query(Application).one().number
    own, review = f"/producer/products/{product.id}", f"/desk/products/{product.id}"
    for path in ("/producer", "/producer/contact", "/producer/applications", f"/producer/applications/{number}",
                 "/producer/history", f"{own}/pictures", f"{own}/preview", f"{own}/history", own):
        assert maker.get(path, **query).status_code == 200, path
    for path in ("applications", f"applications/{number}", "producers",
                 f"producers/{producer.id}", f"producers/{producer.id}/correct", f"producers/{producer.id}/history"):
        assert officer.get(f"/desk/{path}", **query).status_code == 200, path
    for path in (review, f"{review}/return", f"{review}/correct", f"{review}/history", f"{review}/reopen"):
        assert officer.get(path, **query).status_code == 200, path
    assert officer.get(f"/desk/applications?held=mine&lang={language}").status_code == 200
    assert officer.get("/desk/applications?page=99").status_code == 404
    assert officer.get("/desk/applications?page=%00x").status_code == 200
