"""The addresses in printed codes, read and built."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qr.links import CodeLink, Fault, Key, Level, build_path, page_path, parse_link
from registry.codes import check_character

GTIN = "09521234543213"
CODE = "7k3m9q2m"
SERIAL = "7k3m9q2xw4pd"

lots = st.text("ABCxyz0189-_.+,()!%:;'\"&*<=>?", min_size=1, max_size=20)
serial_texts = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=12, max_size=12)
codes = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=7, max_size=7).map(lambda b: b + check_character(b))


@pytest.mark.parametrize(
    ("path", "link"),
    [
        (f"/01/{GTIN}", CodeLink(Key.GTIN, GTIN)),
        ("/01/9521234543213", CodeLink(Key.GTIN, GTIN)),
        (f"/01/{GTIN}/", CodeLink(Key.GTIN, GTIN)),
        (f"/01/{GTIN}/10/TC-2611", CodeLink(Key.GTIN, GTIN, "TC-2611")),
        (f"/01/{GTIN}/21/{SERIAL}", CodeLink(Key.GTIN, GTIN, serial=SERIAL)),
        (f"/01/{GTIN}/21/7K3M-9Q2X-W4PD", CodeLink(Key.GTIN, GTIN, serial=SERIAL)),
        (f"/01/{GTIN}/10/TC-2611/21/{SERIAL}", CodeLink(Key.GTIN, GTIN, "TC-2611", SERIAL)),
        (f"/p/{CODE}", CodeLink(Key.CODE, CODE)),
        (f"/P/{CODE.upper()}", CodeLink(Key.CODE, CODE)),
        (f"/p/{CODE}/l/TC-2611", CodeLink(Key.CODE, CODE, "TC-2611")),
        (f"/P/{CODE}/L/TC-2611/I/{SERIAL.upper()}", CodeLink(Key.CODE, CODE, "TC-2611", SERIAL)),
        (f"/p/{CODE}/i/{SERIAL}", CodeLink(Key.CODE, CODE, serial=SERIAL)),
        ("/c/7K3M 9Q2X W4PD", CodeLink(Key.SERIAL, "", serial=SERIAL)),
        ("/C/7k3m-9q2x-w4pd", CodeLink(Key.SERIAL, "", serial=SERIAL)),
        (f"/v/01/{GTIN}", CodeLink(Key.GTIN, GTIN)),
        (f"/V/C/{SERIAL}", CodeLink(Key.SERIAL, "", serial=SERIAL)),
    ],
)
def test_an_address_is_read_into_its_parts(path, link):
    assert parse_link(path) == link


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/01/09521234543214", Fault.CHECK_DIGIT),
        ("/01/952123454321x", Fault.GTIN),
        ("/01/123", Fault.GTIN),
        ("/01/00000000000000", Fault.GTIN),
        ("/p/7k3m9q2n", Fault.PRODUCT_CODE),
        ("/p/chè", Fault.PRODUCT_CODE),
        (f"/01/{GTIN}/21/{SERIAL}/10/TC", Fault.ORDER),
        (f"/10/TC/01/{GTIN}", Fault.SHAPE),
        (f"/01/{GTIN}/10/A/10/B", Fault.ORDER),
        (f"/01/{GTIN}/17/261231", Fault.SHAPE),
        (f"/01/{GTIN}/10", Fault.SHAPE),
        (f"/01/{GTIN}//10/A", Fault.SHAPE),
        (f"/01/{GTIN}/10/Lô-Chè", Fault.LETTERS),
        (f"/01/{GTIN}/10/A B", Fault.LETTERS),
        (f"/01/{GTIN}/10/" + "A" * 21, Fault.TOO_LONG),
        (f"/01/{GTIN}/21/" + "a" * 21, Fault.TOO_LONG),
        (f"/01/{GTIN}/10/" + "A" * 4096, Fault.TOO_LONG),
        (f"/01/{GTIN}/10/A\ufffd", Fault.ENCODING),
        (f"/01/{GTIN}/10/A\x00", Fault.ENCODING),
        (f"/01/{GTIN}/10/A\udcff", Fault.ENCODING),
        ("/c/7k3m", Fault.SERIAL),
        (f"/c/{SERIAL}/10/A", Fault.ORDER),
        ("/", Fault.SHAPE),
        ("/v", Fault.SHAPE),
        ("/v/v/c/x", Fault.SHAPE),
        (f"/01/{GTIN}/21/-", Fault.LETTERS),
    ],
)
def test_a_wrong_address_is_a_fault_as_a_value(path, fault):
    assert parse_link(path) is fault


@given(st.sampled_from([Key.GTIN, Key.CODE]), codes, st.none() | lots, st.none() | serial_texts)
def test_a_built_address_reads_back_to_the_same_code(kind, code, lot, serial):
    link = CodeLink(kind, GTIN if kind is Key.GTIN else code, lot, serial)
    assert parse_link(unquote(build_path(link))) == link
    assert parse_link(unquote(page_path(link))) == link


@given(st.text(max_size=60))
def test_no_text_is_ever_an_exception(text):
    for path in (text, f"/01/{text}", f"/p/{text}", f"/c/{text}", f"/01/{GTIN}/10/{text}", f"/v/{text}"):
        assert isinstance(parse_link(path), CodeLink | Fault)


@pytest.mark.parametrize(
    ("link", "level"),
    [
        (CodeLink(Key.GTIN, GTIN), Level.PRODUCT),
        (CodeLink(Key.GTIN, GTIN, "A"), Level.LOT),
        (CodeLink(Key.GTIN, GTIN, "A", SERIAL), Level.ITEM),
        (CodeLink(Key.SERIAL, "", serial=SERIAL), Level.ITEM),
    ],
)
def test_the_level_is_the_last_part(link, level):
    assert link.level is level


def test_a_lot_is_percent_encoded_where_it_must_be():
    assert build_path(CodeLink(Key.GTIN, GTIN, "A%2?")) == f"/01/{GTIN}/10/A%252%3F"
