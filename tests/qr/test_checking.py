"""Codes without their address: typed in every way people write, photographed, read by the own camera."""

import io

import pytest
import qrcode
from PIL import Image

from qr.element_strings import parse_element_string
from qr.label_photo import sort_out
from qr.links import CodeLink, Fault, Key
from qr.typed import Kind, Typed, find_by_typed
from tests.factories.qr import make_goods

HOST = "ma.example.vn"
OURS, TEA = "http://localhost", "https://thainguyentea.gov.vn/san-pham/1"
GTIN, FOREIGN = "09521234543213", Kind.FOREIGN


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("７k3m　9q2x　w4pd", Typed(Kind.CODE, "/c/7k3m9q2xw4pd")),
        ("7K3M·9Q2X—W4PD", Typed(Kind.CODE, "/c/7k3m9q2xw4pd")),
        ("7k3m.9q2x.w4pd", Typed(Kind.CODE, "/c/7k3m9q2xw4pd")),
        ("(01)09521234543213(10)TC-01(21)7k3m9q2xw4pd", Typed(Kind.CODE, f"/01/{GTIN}/10/TC-01/21/7k3m9q2xw4pd")),
        ("9521234543214", Typed(Kind.FAULT, fault=Fault.CHECK_DIGIT)),
        ("95212345432", Typed(Kind.FAULT, fault=Fault.GTIN)),
        ("7k3m9q2xw4pu", Typed(Kind.FAULT, fault=Fault.SERIAL)),
        ("7k3m9q2z", Typed(Kind.FAULT, fault=Fault.PRODUCT_CODE)),
        ("https://ma.example.vn/01/9521234543214", Typed(Kind.FAULT, fault=Fault.CHECK_DIGIT)),
        ("MA.EXAMPLE.VN./c/7k3m9q2xw4pd", Typed(Kind.CODE, "/c/7k3m9q2xw4pd")),
        ("http://ma.example.vn:80/c/7k3m9q2xw4pd", Typed(Kind.CODE, "/c/7k3m9q2xw4pd")),
        ("https://ma.example.vn@tem.example/x", Typed(FOREIGN, "tem.example")),
        ("https://tem.example@ma.example.vn/c/7k3m9q2xw4pd", Typed(FOREIGN, HOST)),
        ("https://mа.example.vn/", Typed(FOREIGN, "xn--m-8sb.example.vn")),
        ("https://ma.example.vn:8443/", Typed(FOREIGN, HOST)),
        ("tem.example/abc?x=1", Typed(FOREIGN, "tem.example")),
        ("www.tem.example", Typed(FOREIGN, "www.tem.example")),
        ("javascript://ma.example.vn/%0aalert(1)", Typed(Kind.UNKNOWN)),
        ("tel:0208000000", Typed(Kind.UNKNOWN)),
        ("WIFI:S:quan;T:WPA;P:12345678;;", Typed(Kind.UNKNOWN)),
    ],
)  # fmt: skip
def test_words_of_every_kind_lead_to_the_right_place(text, typed):
    assert find_by_typed(text, host=HOST) == typed


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("(01)09521234543213", CodeLink(Key.GTIN, GTIN)),
        (f"]C101{GTIN}10TC-01", CodeLink(Key.GTIN, GTIN, "TC-01")),
        (f"]d201{GTIN}1728010110TC-01\x1d217k3m9q2xw4pd", CodeLink(Key.GTIN, GTIN, "TC-01", "7k3m9q2xw4pd")),
        ("\x1d0109521234543213", CodeLink(Key.GTIN, GTIN)),
        ("(01)09521234543214", None),
        ("(10)TC-01", None),
        ("0109521234543213xx", None),
        ("", None),
    ],
)  # fmt: skip
def test_element_strings_name_product_lot_and_serial(text, link):
    assert parse_element_string(text) == link


def test_a_photo_tells_bar_codes_of_goods_from_codes_of_labels():
    reading = sort_out(
        [("https://ma.example.vn/c/7k3m9q2xw4pd", True), ("9521234543213", False), ("https://tem.example/", True)],
        host=HOST,
    )
    assert [each.value for each in reading.codes] == ["/c/7k3m9q2xw4pd"]
    assert [each.value for each in reading.bar_codes] == [f"/01/{GTIN}"]
    assert [each.value for each in reading.foreign] == ["tem.example"]
    assert reading.only is None


def test_a_tracking_code_in_a_photo_is_not_followed():
    reading = sort_out([("7k3m9q2xw4pdh6", True)], host=HOST)
    assert (reading.codes, reading.others, reading.is_empty) == ((), 1, False)


def photo(*texts: str, bar: str = "") -> io.BytesIO:
    """A photo of a label with squares side by side, and a bar code under them."""
    drawn = [qrcode.make(text).get_image().convert("RGB").resize((420, 420)) for text in texts]
    if bar:
        drawn.append(bar_code(bar))
    page = Image.new("RGB", (500 * max(len(drawn), 1), 560), "white")
    for place, each in enumerate(drawn):
        page.paste(each, (500 * place + 40, 70))
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80)
    out.seek(0)
    return out


def bar_code(digits: str) -> Image.Image:
    """An EAN-13 drawn by the other library."""
    import zxingcpp

    made = zxingcpp.create_barcode(digits, zxingcpp.BarcodeFormat.EAN13)
    return Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=4)).convert("RGB")


def send(client, data: io.BytesIO, name: str = "tem.jpg"):
    return client.post("/check/photo", data={"photo": (data, name)}, content_type="multipart/form-data")


def test_a_photo_of_one_label_leads_to_its_page(client, session):
    goods = make_goods(session)
    answer = send(client, photo(OURS + goods.item()))
    assert (answer.status_code, answer.headers["Location"]) == (303, goods.item())


def test_a_label_with_the_bar_code_of_its_own_product_is_one_thing(client, session):
    goods = make_goods(session)
    answer = send(client, photo(f"{OURS}/c/{goods.serial}", bar=goods.gtin[1:]))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/c/{goods.serial}")


def test_the_bar_code_of_another_product_beside_the_label_is_said(client, session):
    goods, other = make_goods(session), make_goods(session)
    text = send(client, photo(OURS + goods.item(), bar=other.gtin[1:])).get_data(as_text=True)
    assert "Mã vạch trong ảnh không phải mã vạch đã đăng ký cho mã vuông." in text
    assert goods.item() in text and f"/01/{other.gtin}" in text


def test_a_bar_code_alone_leads_to_the_product(client, session):
    goods = make_goods(session)
    assert send(client, photo(bar=goods.gtin[1:])).headers["Location"] == f"/01/{goods.gtin}"


def test_two_labels_of_ours_are_a_choice(client, session):
    goods = make_goods(session, count=2)
    text = send(client, photo(*(OURS + goods.item(serial) for serial in goods.serials))).get_data(as_text=True)
    assert all(goods.item(serial) in text for serial in goods.serials)


def test_a_foreign_code_beside_ours_is_named_and_never_opened(client, session):
    goods = make_goods(session)
    answer = send(client, photo(OURS + goods.item(), "https://tem.example/x"))
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200 and goods.item() in text
    assert "tem.example" in text and 'href="https://tem.example' not in text


def test_only_a_foreign_code_is_v14(client):
    text = send(client, photo("https://tem.example/x")).get_data(as_text=True)
    assert "Mã này dẫn đến trang khác: tem.example." in text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_known_system_is_named_neutrally_and_opened_only_by_the_reader(client, lang):
    for answer in (send(client, photo(TEA)), client.post(f"/check?lang={lang}", data={"code": TEA})):
        text = answer.get_data(as_text=True)
        assert "stamp-bad" not in text and ("Tem của hệ thống" in text or "Label of the system" in text)
        assert f'href="{TEA}" rel="nofollow noopener noreferrer"' in text


@pytest.mark.parametrize("start", ["http://", "https://a@", ""])
def test_an_odd_address_of_a_known_system_is_no_link(client, start):
    answer = client.post("/check", data={"code": f"{start}thainguyentea.gov.vn/x"})
    assert "noreferrer" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff" + b"\x00" * 50])
def test_what_is_no_picture_is_said(client, data):
    assert send(client, io.BytesIO(data)).status_code == 422


def test_a_photo_without_a_code_says_what_to_do(client):
    answer = send(client, photo())
    assert answer.status_code == 422
    assert "Không thấy mã nào trong ảnh." in answer.get_data(as_text=True)


def test_a_photo_leaves_nothing_behind(client, session, tmp_path):
    before = sorted(path for path in tmp_path.rglob("*") if "sqlite" not in path.name)
    send(client, photo("https://tem.example/x"))
    assert sorted(path for path in tmp_path.rglob("*") if "sqlite" not in path.name) == before


def test_a_slip_of_the_finger_is_named_and_the_words_stay(client):
    answer = client.post("/check", data={"code": "9521234543214"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'value="9521234543214"' in text
    assert "Chữ số cuối của mã sản phẩm không khớp" in text


def test_the_scanner_costs_the_home_page_little():
    from core.db import ROOT

    assert len((ROOT / "static/js/scan.js").read_bytes()) < 3000


def test_a_bar_code_that_nobody_registered_says_what_893_means(client):
    text = client.get("/01/08930000000002", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "chưa đăng ký ở đây" in text and "893 ở đầu mã vạch chỉ cho biết" in text
