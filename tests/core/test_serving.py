"""What `serve` says first: who can open the site, who may sign in, and a code that phones can read."""

import zxingcpp
from PIL import Image

from core import serving

DEMO = {
    "logins": [
        {"role": "mttq", "unit": "Mặt trận", "user": "mattran", "password": "abc", "totp_secret": "JBSWY3DP"}
    ],
    "verdicts": {"V9": None, "V2": "http://192.0.2.7:8000/c/2", "V1": "http://192.0.2.7:8000/p/1"},
}


def read_terminal(drawn: str) -> str:
    """What a camera reads from the characters on a dark screen: a full block is light."""
    light = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0), "\xa0": (0, 0)}
    lines = drawn.rstrip("\n").split("\n")
    picture = Image.new("L", (len(lines[0]) + 8, 2 * len(lines) + 8), 255)
    for y, line in enumerate(lines):
        for x, character in enumerate(line):
            for half in (0, 1):
                picture.putpixel((x + 4, 2 * y + half + 4), light[character][half])
    found = zxingcpp.read_barcodes(picture.resize((picture.width * 8, picture.height * 8), 0))
    return found[0].text if found else ""


def test_the_code_in_the_terminal_can_be_scanned():
    address = "http://192.168.1.20:8000/01/09520000010003/21/0fs6crhdmthk"
    assert read_terminal(serving.terminal_qr(address)) == address


def test_on_loopback_it_says_that_only_this_machine_can_open_it():
    assert "Only this machine" in serving.reach("127.0.0.1", "192.0.2.7")
    assert "HOST=0.0.0.0" in serving.reach("localhost", "")


def test_open_to_the_network_it_says_that_phones_can_scan():
    assert "Phones" in serving.reach("0.0.0.0", "192.0.2.7")
    assert "no network" in serving.reach("0.0.0.0", "")


def test_codes_carry_an_address_that_phones_can_open():
    assert serving.default_public_url("0.0.0.0", 8000, "192.0.2.7") == "http://192.0.2.7:8000"
    assert serving.default_public_url("0.0.0.0", 8000, "") == "http://127.0.0.1:8000"
    assert serving.default_public_url("127.0.0.1", 81, "192.0.2.7") == "http://127.0.0.1:81"


def test_the_welcome_names_each_login_and_one_printed_code():
    said = serving.welcome("http://192.0.2.7:8000", "Phones can.", DEMO)
    assert "mattran" in said and "JBSWY3DP" in said and "mttq, Mặt trận" in said
    assert "http://192.0.2.7:8000/p/1" in said
    assert read_terminal(said[said.index("█") :]) == "http://192.0.2.7:8000/p/1"


def test_without_a_demo_the_code_is_the_site():
    assert serving.printed_code({}, "http://192.0.2.7:8000") == "http://192.0.2.7:8000"
    assert "login" not in serving.welcome("http://192.0.2.7:8000", "", {})
