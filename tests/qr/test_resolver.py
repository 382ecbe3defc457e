"""What clients that are no browser get: redirects, linksets, refusals; and every kind of bad input."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qr.typed import Kind, Typed, find_by_typed
from tests.factories.qr import NOW, make_body, make_goods

BROWSER = {"Accept": "text/html,*/*;q=0.8", "User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120.0"}
PIP, DEFAULT = "https://ref.gs1.org/voc/pip", "https://ref.gs1.org/voc/defaultLink"


@pytest.fixture(autouse=True)
def held_clock(freeze):
    freeze(NOW)


def links_of(client, path: str) -> list[dict]:
    response = client.get(path, headers={"Accept": "application/linkset+json"})
    assert response.status_code == 200
    assert response.content_type == "application/linkset+json"
    return json.loads(response.data)["linkset"]


@pytest.mark.parametrize("accept", [None, "*/*", "application/pdf"])
def test_other_clients_are_sent_to_the_page_with_their_query(client, session, accept):
    goods = make_goods(session)
    headers = {"Accept": accept} if accept else {}
    response = client.get(goods.item() + "?17=281102&a=b", headers=headers)
    assert response.status_code == 307
    assert response.headers["Location"] == f"http://localhost/v{goods.item()}?17=281102&a=b"
    assert 'rel="linkset"' in response.headers["Link"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert {"Accept", "Accept-Language"} <= set(response.headers["Vary"].split(", "))


def test_the_page_behind_the_redirect_opens_for_anybody(client, session):
    goods = make_goods(session)
    response = client.get(f"/v{goods.item()}", headers={"Accept": "*/*"})
    assert response.status_code == 200
    assert "Mã đúng" in response.get_data(as_text=True)


def test_a_linkset_holds_item_lot_and_product_and_only_what_the_standard_names(client, session):
    goods = make_goods(session)
    root = "http://localhost"
    anchors = links_of(client, goods.item())
    assert [each["anchor"] for each in anchors] == [
        root + goods.item(),
        f"{root}/01/{goods.gtin}/10/TC-2611",
        f"{root}/01/{goods.gtin}",
    ]
    for anchor in anchors:
        assert anchor[DEFAULT] == anchor[PIP]
        for name, links in anchor.items():
            if name not in ("anchor", "description"):
                assert name.startswith("https://ref.gs1.org/voc/")
                assert all(set(link) <= {"href", "title", "type", "hreflang"} for link in links)
                assert all(link["href"] and link["title"] for link in links)


@pytest.mark.parametrize("query", ["?linkType=linkset", "?linkType=all"])
def test_a_linkset_may_be_asked_for_in_the_query_even_by_a_browser(client, session, query):
    response = client.get(make_goods(session).item() + query, headers=BROWSER)
    assert response.content_type == "application/linkset+json"


def test_products_without_a_gtin_and_serials_alone_have_linksets_too(client, session):
    goods = make_goods(session)
    assert links_of(client, f"/p/{goods.code}")[0]["anchor"] == f"http://localhost/p/{goods.code}"
    assert links_of(client, f"/c/{goods.serial}")[0]["anchor"] == "http://localhost" + goods.item()


def test_a_link_type_with_one_link_redirects_with_several_lets_choose_unknown_is_404(client, session):
    goods = make_goods(session)
    path = f"/01/{goods.gtin}"
    one = client.get(f"{path}?linkType=gs1:pip&x=1", headers=BROWSER)
    assert (one.status_code, one.headers["Location"]) == (307, f"http://localhost/v{path}?x=1")
    assert client.get(f"{path}?linkType=gs1:certificationInfo").status_code == 300
    assert client.get(f"{path}?linkType=gs1:epil").status_code == 404
    assert client.get(f"{goods.item()}?linkType=gs1:registryEntry").status_code == 307


def test_one_certificate_is_no_choice(client, session):
    goods = make_goods(session, body=make_body(certificates=[{"name": "VietGAP"}]))
    response = client.get(f"/01/{goods.gtin}?linkType=gs1:certificationInfo")
    assert response.headers["Location"] == "http://localhost/products/che-bup-mau#certificate-1"


def test_options_and_head_answer_for_other_sites(client, session):
    goods = make_goods(session)
    options = client.options(goods.item())
    assert (options.status_code, options.data) == (204, b"")
    assert "OPTIONS" in options.headers["Access-Control-Allow-Methods"]
    assert client.head(goods.item()).status_code == 307
    assert client.head(goods.item(), headers=BROWSER).status_code == 200


def test_the_resolver_describes_itself(client):
    told = client.get("/.well-known/gs1resolver").get_json()
    assert told["resolverRoot"] == "http://localhost"
    assert told["supportedPrimaryKeys"] == ["01"]
    assert client.get("/.well-known/resolver").get_json()["resolverRoot"] == "http://localhost"


BAD = [
    ("/01/09521234543214", 400),
    ("/01/123", 400),
    ("/01/{gtin}/10/L%C3%B4-Ch%C3%A8", 400),
    ("/01/{gtin}/10/" + "A" * 4096, 400),
    ("/01/{gtin}/10/%FF%FE", 400),
    ("/01/{gtin}/10/%E1%BB", 400),
    ("/01/{gtin}/10/a%00b", 400),
    ("/01/{gtin}/21/abc/10/TC", 400),
    ("/01/{gtin}/17/261231", 400),
    ("/01/{gtin}//10/TC", 400),
    ("/01/{gtin}/10/A%2FB", 400),
    ("/c/7k3m", 400),
    ("/p/7k3m9q2n", 400),
    ("/01/09529999999998", 400),
    ("/01/{gtin}/10/KHONG-CO", 404),
    ("/c/7k3m9q2xw4pd", 404),
]


@pytest.mark.parametrize(("path", "status"), BAD)
@pytest.mark.parametrize("headers", [BROWSER, {"Accept": "application/linkset+json"}, {}])
def test_bad_input_is_a_clear_refusal(client, session, path, status, headers):
    goods = make_goods(session)
    response = client.get(path.format(gtin=goods.gtin), headers=headers)
    assert response.status_code == status
    if headers is BROWSER:
        assert "<h1>" in response.get_data(as_text=True)
    else:
        assert response.get_json()["title"]


@pytest.mark.parametrize(
    "headers", [{"Accept": ""}, {"Accept": "///;q=x"}, {"Accept": "text/html;q=0"}, {"Accept-Language": "%%%"}]
)
def test_strange_headers_are_no_fault(client, session, headers):
    assert client.get(make_goods(session).item(), headers=headers).status_code in (200, 307)


paths = st.one_of(
    st.text(max_size=40),
    st.text("/0123456789abcxyz%-. ", max_size=60),
    st.binary(max_size=30).map(lambda raw: "".join(f"%{byte:02X}" for byte in raw)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths, st.sampled_from(["/01/", "/p/", "/c/", "/v/", "/V/01/", "/01/09521234543213/", "/v/c/"]), st.booleans())
def test_no_path_is_ever_a_fault_of_ours(app: Flask, path, door, is_browser):
    """Asked without the examining client: what matters here is that nothing breaks."""
    address = door + path.lstrip("/").replace("?", "")
    found = FlaskClient(app, app.response_class).get(address, headers=BROWSER if is_browser else {})
    assert found.status_code < 500


HOST = "ma.example.vn"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        (" 7K3M-9Q2X W4PD ", Typed(Kind.CODE, "/c/7k3m9q2xw4pd")),
        ("7k3m9q2m", Typed(Kind.CODE, "/p/7k3m9q2m")),
        ("9521234543213", Typed(Kind.CODE, "/01/09521234543213")),
        ("https://ma.example.vn/v/c/7k3m9q2xw4pd?x=1", Typed(Kind.CODE, "/c/7k3m9q2xw4pd")),
        ("ma.example.vn/01/9521234543213", Typed(Kind.CODE, "/01/09521234543213")),
        ("7K3M9 Q2XW4 PDH6", Typed(Kind.TRACKING)),
        ("7k3m9-q2xw4-pdh6", Typed(Kind.TRACKING)),
        ("https://tem.example/abc", Typed(Kind.FOREIGN, "tem.example")),
        ("https://ma.example.vn.evil.example/01/9521234543213", Typed(Kind.FOREIGN, "ma.example.vn.evil.example")),
        ("https://[", Typed(Kind.UNKNOWN)),
        ("", Typed(Kind.UNKNOWN)),
        ("chè ngon", Typed(Kind.UNKNOWN)),
    ],
)
def test_typed_words_lead_to_the_right_place(text, typed):
    assert find_by_typed(text, host=HOST) == typed


@given(st.text(max_size=80))
def test_any_typed_words_lead_somewhere(text):
    assert isinstance(find_by_typed(text, host=HOST), Typed)


def test_a_typed_code_is_sent_to_its_address(client, session):
    goods = make_goods(session)
    response = client.post("/check", data={"code": goods.serial.upper()})
    assert (response.status_code, response.headers["Location"]) == (303, f"/c/{goods.serial}")


def test_a_tracking_code_never_stands_in_an_address(client):
    response = client.post("/check", data={"code": "7K3M9 Q2XW4 PDH6"})
    assert (response.status_code, response.headers["Location"]) == (307, "/complaints/track")


def test_a_foreign_link_and_nonsense_get_their_own_pages(client):
    foreign = client.post("/check", data={"code": "https://tem.example/x"}, headers=BROWSER)
    assert "Mã này dẫn đến trang khác: tem.example." in foreign.get_data(as_text=True)
    assert client.post("/check", data={"code": "gì đó"}, headers=BROWSER).status_code == 404
