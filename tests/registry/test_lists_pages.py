"""The pages of the lists and of selling online: what everybody reads, what each desk may do."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from areas.queries import get_unit_by_code
from core import clock
from core.actor import SYSTEM
from core.db import db
from registry import actions
from registry.models import IndustrialGood, OnlineSeller, Platform, Recognition, ShopLink, TrustedPlace
from tests.factories.accounts import make_unit
from tests.factories.lists import award, make_exchange, make_industrial, make_link, make_seller, make_trusted, platform
from tests.factories.registry import make_producer, make_product

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BY = {"actor": SYSTEM, "now": NOW}
BADGE = {
    "scheme": "cnnt.tinh", "issuer": "UBND tỉnh Mẫu", "decision_number": "77/QĐ-UBND", "issued_on": "01/08/2025",
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def words(response) -> str:
    return response.get_data(as_text=True)


def post(browser, path, **values):
    return browser.post(path, data={"token": browser.form_token, **values})


def unit_of(session, code: str, kind: str = "so_cong_thuong"):
    return make_unit(session, kind=kind, areas=[get_unit_by_code(session, code, clock.today()).id])


@pytest.fixture
def officer(session, officer_client):
    """An officer of Thái Nguyên's department of industry and trade."""
    return officer_client("chuyen_vien", unit=unit_of(session, "19"))


@pytest.fixture
def stranger(session, officer_client):
    """The same of another province."""
    return officer_client("chuyen_vien", unit=unit_of(session, "01"))


@pytest.fixture
def maker(session, officer_client):
    """A producer's user with a producer."""
    browser = officer_client("producer", unit_kind="producer")
    browser.producer = make_producer(session)
    actions.add_member(session, producer_id=browser.producer.id, user_id=browser.user.id, **BY)
    return browser


def test_a_badge_shows_issuer_number_day_and_derived_end_on_the_product_page(session, client):
    product = make_product(session)
    badge = award(session, product)
    page = words(client.get(f"/products/{product.slug}"))
    for told in ("Sản phẩm công nghiệp nông thôn tiêu biểu", "cấp tỉnh", "UBND tỉnh Mẫu", "77/QĐ-UBND", "01/08/2025"):
        assert told in page
    assert f"{badge.valid_until:%d/%m/%Y}" in page and "Còn hiệu lực" in page
    old = make_product(session)
    award(session, old, issued_on=date(2019, 3, 1))
    assert "Đã hết hạn" in words(client.get(f"/products/{old.slug}"))


def test_an_officer_awards_and_withdraws_a_badge_by_decision(session, officer, client):
    product = make_product(session)
    base = f"/desk/products/{product.id}/badges"
    assert post(officer, f"{base}/new", **BADGE).status_code == 303
    badge = session.query(Recognition).one()
    sent = {"on": "02/02/2026", "decision_number": "9/QĐ-UBND", "reason": "Không giữ điều kiện"}
    assert post(officer, f"{base}/{badge.id}/withdraw", **sent).status_code == 303
    page = words(client.get(f"/products/{product.slug}"))
    assert "Đã bị thu hồi" in page and "Không giữ điều kiện" in page
    assert post(officer, f"{base}/{badge.id}/withdraw", **sent).status_code == 409


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"issuer": ""}, "issuer"), ({"decision_number": " "}, "decision_number"), ({"issued_on": ""}, "issued_on"),
     ({"issued_on": "01/08/2027"}, "issued_on"), ({"scheme": "ocop"}, "scheme"), ({"scheme": "cnnt.huyen"}, "scheme"),
     ({"valid_until": "01/08/2024"}, "valid_until")],
)  # fmt: skip
def test_a_badge_without_issuer_number_or_a_scheme_of_its_day_is_refused(session, officer, changed, field):
    product = make_product(session)
    answer = post(officer, f"/desk/products/{product.id}/badges/new", **BADGE | changed)
    assert answer.status_code == 422 and f'id="{field}-error"' in words(answer)
    assert session.query(Recognition).count() == 0


def test_a_mark_stands_on_the_product_with_number_owner_and_end(session, officer, client):
    product = make_product(session)
    mark = {"kind": "gi", "name": "Tân Mẫu", "number": "00999", "owner": "UBND tỉnh Mẫu",
            "issuer": "Cục Sở hữu trí tuệ", "granted_on": "05/03/2020"}  # fmt: skip
    assert post(officer, f"/desk/products/{product.id}/marks/new", **mark).status_code == 303
    assert post(officer, f"/desk/products/{product.id}/marks/new", **mark).status_code == 409
    page = words(client.get(f"/products/{product.slug}"))
    assert all(told in page for told in ("Tân Mẫu", "Chỉ dẫn địa lý", "00999", "05/03/2020"))


def test_a_key_kind_stands_on_the_products_of_the_province(session, officer, client):
    product = make_product(session)
    named = {"rank": "key", "kind_code": "che", "issuer": "UBND tỉnh Mẫu", "decision_number": "1/QĐ",
             "valid_from": "01/01/2020"}  # fmt: skip
    assert post(officer, "/desk/key-kinds/new", **named).status_code == 303
    page = words(client.get(f"/products/{product.slug}"))
    assert "Chủ lực" in page and "1/QĐ" in page


def test_the_trusted_list_says_who_vouches_until_when_and_what_was_withdrawn(session, officer, client):
    sent = {"kind": "place", "name": "Cửa hàng Mẫu A", "address": "xóm Mẫu", "commune": "xã Tân Cương",
            "voucher": "Hội bảo vệ người tiêu dùng mẫu", "basis": "Quyết định 5/QĐ", "valid_from": "01/01/2026",
            "valid_to": "31/12/2027"}  # fmt: skip
    assert post(officer, "/desk/trusted-places/new", **sent).status_code == 303
    page = words(client.get("/trusted-places"))
    assert all(told in page for told in ("Hội bảo vệ người tiêu dùng mẫu", "Quyết định 5/QĐ", "31/12/2027"))
    place = session.query(TrustedPlace).one()
    gone = {"on": "20/11/2026", "reason": "Cơ quan kiểm tra kết luận có vi phạm"}
    assert post(officer, f"/desk/trusted-places/{place.id}/withdraw", **gone).status_code == 303
    page = words(client.get("/trusted-places"))
    assert "Đã rút khỏi danh sách" in page and gone["reason"] in page and "31/12/2027" not in page
    assert 'id="commune-error"' in words(post(officer, "/desk/trusted-places/new", **sent | {"commune": "Hoàn Kiếm"}))


def test_industrial_goods_are_proposed_published_and_found(session, officer, client):
    good = make_industrial(session, name="Máy sao chè mẫu")
    page = words(client.get("/industrial-goods?q=may+sao&hs=8432"))
    assert "Máy sao chè mẫu" in page and "8432.10.00" in page and "Đang đề nghị" in page
    sent = {"publisher": "Bộ Công Thương", "decision_number": "5/QĐ-BCT", "published_on": "01/10/2026"}
    assert post(officer, f"/desk/industrial-goods/{good.id}/publish", **sent).status_code == 303
    assert "5/QĐ-BCT" in words(client.get("/industrial-goods?state=published"))
    assert "Không thấy mặt hàng nào" in words(client.get("/industrial-goods?state=proposed"))
    for odd in ("?page=9999", "?page=99999999999"):
        assert client.get(f"/industrial-goods{odd}").status_code in (200, 404)
    assert client.get("/industrial-goods?hs=%00%C4%91&q=%25_&page=-1&state=x").status_code == 200


@pytest.mark.parametrize("code", ["", "843", "84325", "0012", "9912", "7700", "843210001", "chè", "١٢٣٤"])
def test_an_hs_code_is_four_six_or_eight_digits(session, officer, code):
    sent = {"hs_code": code, "name": "Máy", "maker": "A", "proposer": "Sở", "proposed_on": "01/02/2026"}
    answer = post(officer, "/desk/industrial-goods/new", **sent)
    assert answer.status_code == 422 and 'id="hs_code-error"' in words(answer)


def send_file(browser, data: bytes):
    import io

    form = {"token": browser.form_token, "file": (io.BytesIO(data), "danh-muc.csv")}
    return browser.post("/desk/industrial-goods/import", data=form, content_type="multipart/form-data")


def test_a_file_of_industrial_goods_is_taken_whole_or_not_at_all(session, officer):
    head = "hs_code,name,maker,proposer,proposed_on\n"
    good = head + "8432,Máy cày,Cơ khí A,Sở mẫu,01/02/2026\n7214.20,Thép thanh,Thép B,Sở mẫu,2026-02-01\n"
    assert send_file(officer, good.encode("utf-8-sig")).status_code == 303
    assert session.query(IndustrialGood).count() == 2
    bad = head + "8433,Máy gặt,Cơ khí A,Sở mẫu,01/02/2026\n84,Máy,Cơ khí A,Sở mẫu,01/02/2026\n"
    answer = send_file(officer, bad.encode())
    assert answer.status_code == 422 and "Dòng 3" in words(answer)
    for data in (b"", b"\xff\xfe\x00", "tên\nA\n".encode(), head.encode(), (head + "8433,M,C,S,mai\n").encode()):
        assert send_file(officer, data).status_code == 422
    assert session.query(IndustrialGood).count() == 2


def test_buyers_see_a_shop_only_after_the_officer_looked(session, maker, officer, client):
    product = make_product(session, producer=maker.producer)
    sent = {"platform_id": str(platform(session).id), "url": "https://shopee.vn/maugian", "opened_on": "01/05/2026"}
    assert post(maker, "/producer/shop-links/new", **sent, has_qr="yes").status_code == 303
    addresses = (f"/products/{product.slug}", f"/producers/{maker.producer.slug}")
    assert all("shopee.vn/maugian" not in words(client.get(address)) for address in addresses)
    link = session.query(ShopLink).one()
    assert "shopee.vn/maugian" in words(officer.get("/desk/shop-links"))
    assert post(officer, f"/desk/shop-links/{link.id}/verify").status_code == 303
    for address in addresses:
        page = words(client.get(address))
        assert 'href="https://shopee.vn/maugian" rel="nofollow noopener noreferrer"' in page and "24/11/2026" in page
    assert post(officer, f"/desk/shop-links/{link.id}/verify").status_code == 409
    assert post(maker, f"/producer/shop-links/{link.id}/end").status_code == 303
    assert all("shopee.vn/maugian" not in words(client.get(address)) for address in addresses)


def test_a_refused_shop_tells_the_producer_why(session, maker, officer):
    link = make_link(session, maker.producer, verified=False)
    empty = post(officer, f"/desk/shop-links/{link.id}/refuse", reason="")
    assert empty.status_code == 422 and f'id="reason-{link.id}-error"' in words(empty)
    assert post(officer, f"/desk/shop-links/{link.id}/refuse", reason="Không mở được").status_code == 303
    assert "Không mở được" in words(maker.get("/producer/shop-links"))


@pytest.mark.parametrize(
    "url",
    ["http://shopee.vn/a", "https://shopee.vn.evil.example/a", "https://evilshopee.vn/a", "https://a@shopee.vn/b",
     "https://shopee.vn:8443/a", "javascript:alert(1)", "https://tiki.vn/a", "shopee.vn/a", "https://shopee.vn/a b",
     "https://[::1/", "https://shopee.vn/" + "a" * 490],
)  # fmt: skip
def test_a_shop_address_is_https_and_of_its_platform(session, maker, url):
    sent = {"platform_id": str(platform(session).id), "url": url, "opened_on": "01/05/2026"}
    answer = post(maker, "/producer/shop-links/new", **sent)
    assert answer.status_code == 422 and 'id="url-error"' in words(answer)
    assert session.query(ShopLink).count() == 0


def test_another_province_and_another_producer_reach_nothing(session, stranger, maker):
    product, link = make_product(session), make_link(session, make_producer(session), verified=False)
    place, seller, good = make_trusted(session), make_seller(session), make_industrial(session)
    exchange = make_exchange(session)
    for path in (f"products/{product.id}/badges/new", f"products/{product.id}/marks/new"):
        assert stranger.get(f"/desk/{path}").status_code == 404
    for path in (f"shop-links/{link.id}/verify", f"shop-links/{link.id}/refuse", f"online-sellers/{seller.id}",
                 f"online-sellers/{seller.id}/look", f"trusted-places/{place.id}/withdraw"):  # fmt: skip
        assert post(stranger, f"/desk/{path}", reason="x").status_code == 404, path
    publication = {"publisher": "Bộ", "decision_number": "1", "published_on": "01/10/2026"}
    assert post(stranger, f"/desk/industrial-goods/{good.id}/publish", **publication).status_code == 404
    count = {"platform_id": str(exchange.id), "as_of": "01/10/2026", "total": "5", "local": "1", "source": "Sở"}
    assert post(stranger, "/desk/exchanges/counts/new", **count).status_code == 404
    assert post(maker, f"/producer/shop-links/{link.id}/end").status_code == 404
    assert seller.name not in words(stranger.get("/desk/online-sellers"))


def test_the_exchange_its_figures_and_its_links_are_written_down(session, officer):
    new = {"name": "Sàn tỉnh Mẫu", "hosts": "san.mau.vn, mau.vn", "valid_from": "01/01/2025"}
    assert post(officer, "/desk/exchanges/new", **new).status_code == 303
    mine = session.query(Platform).filter_by(kind="provincial").one()
    count = {"platform_id": str(mine.id), "as_of": "01/10/2026", "total": "3000", "local": "2500", "source": "Sở"}
    assert post(officer, "/desk/exchanges/counts/new", **count | {"local": "3001"}).status_code == 422
    assert post(officer, "/desk/exchanges/counts/new", **count).status_code == 303
    other = get_unit_by_code(session, "01", clock.today())
    link = {"platform_id": str(mine.id), "partner": "Sàn Hà Nội mẫu", "partner_province_id": str(other.id),
            "linked_on": "01/09/2026", "products_shared": "120"}  # fmt: skip
    assert post(officer, "/desk/exchanges/links/new", **link).status_code == 303
    page = words(officer.get("/desk/exchanges"))
    assert "3.000 sản phẩm, 2.500 của tỉnh" in page and "Sàn Hà Nội mẫu" in page and "120 sản phẩm dùng chung" in page


def test_two_officers_who_correct_one_seller_lose_nothing(session, officer):
    seller = make_seller(session)
    path, sent = f"/desk/online-sellers/{seller.id}", {"tax_code": "0100109106", "address": "số 2"}
    first = {"version": str(seller.version), "name": "Tên thứ nhất"} | sent
    assert post(officer, path, **first).status_code == 303
    late = post(officer, path, **first | {"name": "Tên thứ hai"})
    assert late.status_code == 409 and "Tên thứ nhất" in words(late) and "Tên thứ hai" in words(late)
    session.expire_all()
    assert session.query(OnlineSeller).one().name == "Tên thứ nhất"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_of_the_lists_stands_in_both_languages(session, client, officer, maker, language):
    product = make_product(session, producer=maker.producer)
    badge = award(session, product)
    make_link(session, maker.producer)
    make_link(session, maker.producer, verified=False, product_id=product.id)
    place, good, seller = make_trusted(session), make_industrial(session), make_seller(session)
    make_exchange(session)
    desk = ("lists", "trusted-places/new", f"trusted-places/{place.id}/withdraw", "key-kinds/new", "shop-links",
            "industrial-goods/new", "industrial-goods/import", f"industrial-goods/{good.id}/publish", "exchanges",
            "exchanges/new", "exchanges/counts/new", "exchanges/links/new", "online-sellers", "online-sellers/new",
            f"online-sellers/{seller.id}", f"products/{product.id}/badges", f"products/{product.id}/badges/new",
            f"products/{product.id}/badges/{badge.id}/withdraw", f"products/{product.id}/marks/new")  # fmt: skip
    public = ("/trusted-places", "/industrial-goods", "/online-sellers?q=cong+ty", f"/products/{product.slug}")
    pages = [(officer, f"/desk/{path}") for path in desk] + [(client, path) for path in public]
    pages += [(maker, "/producer/shop-links"), (maker, "/producer/shop-links/new")]
    for browser, path in pages:
        assert browser.get(path, query_string=None if "?" in path else {"lang": language}).status_code == 200, path


def test_the_lists_ask_the_database_as_often_for_many_rows_as_for_few(session, client):
    def asked(path: str) -> int:
        count: list[str] = []
        note = lambda *call: count.append(call[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", note)
        client.get(path)
        event.remove(db.engine, "before_cursor_execute", note)
        return len(count)

    def fill(number: int) -> None:
        for _each in range(number):
            make_trusted(session)
            make_industrial(session)
            make_seller(session)

    fill(1)
    paths = ("/trusted-places", "/industrial-goods", "/online-sellers?q=cong")
    few = [asked(path) for path in (*paths, *paths)][len(paths) :]
    fill(6)
    assert [asked(path) for path in paths] == few
