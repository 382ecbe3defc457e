"""Signed links: right over exactly what was printed, wrong over anything else, and never more than that."""

import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from core.actor import SYSTEM
from core.keys import add_key, keys_of
from qr import actions
from qr.queries.labels import list_labels
from qr.signatures import is_signed_right, sign_link
from tests.factories.qr import NOW, make_goods

BROWSER = {"Accept": "text/html", "User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/126"}
PRIVATE = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
KEYS = {3: PRIVATE.public_key()}
LINK = "https://ma.example.vn/01/09521234543213/21/7k3m9q2xw4pd"
RIGHT = "Mã đúng. Sản phẩm đã đăng ký."
FORGED = "Chữ ký in trong mã vuông không khớp với mã này."


@pytest.fixture
def signed(session):
    """Goods with a signed batch of two codes; `links` as they are printed."""
    goods = make_goods(session, count=0)
    batch = actions.issue_codes(session, lot_id=goods.lot.id, count=2, is_signed=True, actor=SYSTEM, now=NOW)
    actions.activate_codes(session, batch_id=batch.batch_id, actor=SYSTEM, now=NOW)
    goods.links = [label.link for label in list_labels(session, batch.batch_id, public_url="http://localhost")]
    session.commit()
    return goods


def parts(link: str) -> tuple[str, str, str]:
    return re.fullmatch(r"(.+)\?s=([\w-]+)&k=(\d+)", link).groups()


def said(client, link: str) -> str:
    return client.get(link.removeprefix("http://localhost"), headers=BROWSER).get_data(as_text=True)


def test_a_link_is_right_with_its_signature_only():
    link, signature, key = parts(sign_link(PRIVATE, 3, LINK))
    assert is_signed_right(KEYS, link, signature, key)
    for other in (LINK.replace("pd", "pf"), LINK.replace("ma.", "mb."), LINK + "/", LINK.upper()):
        assert not is_signed_right(KEYS, other, signature, key)
    assert not is_signed_right({4: PRIVATE.public_key()}, link, signature, key)


@given(st.integers(0, 63), st.integers(1, 255))
def test_any_flipped_bit_is_found(place, flip):
    from base64 import urlsafe_b64decode, urlsafe_b64encode

    link, signature, key = parts(sign_link(PRIVATE, 3, LINK))
    raw = bytearray(urlsafe_b64decode(signature + "=="))
    raw[place] ^= flip
    assert not is_signed_right(KEYS, link, urlsafe_b64encode(bytes(raw)).decode().rstrip("="), key)


@given(st.text(max_size=100), st.text(max_size=8))
def test_odd_words_are_simply_not_right(signature, key):
    assert not is_signed_right(KEYS, LINK, signature, key)


def test_a_signed_label_is_a_right_code(client, signed):
    assert RIGHT in said(client, signed.links[0])
    assert RIGHT in said(client, parts(signed.links[0])[0])  # typed without the signature: as any code


def test_a_signature_moved_to_another_code_is_no_label_of_ours(client, signed):
    (first, _, _), (_, other, key) = parts(signed.links[0]), parts(signed.links[1])
    text = said(client, f"{first}?s={other}&k={key}")
    assert FORGED in text and RIGHT not in text


@pytest.mark.parametrize("query", ["s=&k=0", "s=abc", "s=%00&k=0", "s=" + "A" * 86 + "&k=0", "s=x&s=y&k=99999999999"])
def test_a_made_up_signature_is_never_green(client, signed, query):
    text = said(client, parts(signed.links[0])[0] + "?" + query)
    assert FORGED in text and RIGHT not in text


def test_labels_signed_before_the_key_was_changed_stay_right(client, session, signed):
    add_key(session, kind="signing", now=NOW)
    session.commit()
    assert RIGHT in said(client, signed.links[0])
    assert sorted(keys_of(session, "signing")) == [0, 1]
