"""The short way in front of Flask answers what the scan view answers, and never an old verdict."""

import gzip
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.actor import SYSTEM
from core.config import settings
from core.db import committing
from core.http import takes_gzip
from qr import actions
from qr.crockford import ALPHABET
from qr.links import CodeLink, build_path, page_path, parse_link
from qr.page_cache import PageCache
from qr.page_pieces import Pieces
from qr.public.front import read_plain
from tests.factories.qr import NOW, make_goods
from tests.qr.test_scan_page import BROWSER, heading, opened

SERIALS = st.text(ALPHABET, min_size=12, max_size=12)
PHONE = {"REQUEST_METHOD": "GET", "HTTP_ACCEPT": "text/html,*/*;q=0.8", "HTTP_USER_AGENT": BROWSER["User-Agent"]}


@pytest.fixture(autouse=True)
def held_clock(freeze):
    freeze(NOW)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=300)


@given(html=TEXTS, made=SERIALS, asked=SERIALS, cuts=st.lists(st.booleans()))
def test_a_page_joined_for_another_serial_is_that_page_plain_and_compressed(html, made, asked, cuts):
    def page(serial: str) -> bytes:
        printed = f"{serial[:4]} {serial[4:8]} {serial[8:]}"
        return html.join(["", *(printed if cut else serial for cut in cuts), ""]).encode()

    pieces = Pieces(page(made), made)
    if made not in html:
        assert pieces.plain(asked) == page(asked)
    assert pieces.plain(made) == page(made)
    assert gzip.decompress(pieces.gzipped(asked)) == pieces.plain(asked)


def test_a_page_without_a_serial_is_itself():
    pieces = Pieces("Chè búp mẫu".encode() * 9, "")
    assert pieces.plain("") == gzip.decompress(pieces.gzipped("")) == "Chè búp mẫu".encode() * 9
    assert [takes_gzip(each) for each in ("gzip, br", "br", "", "gzip;q=0")] == [True, False, False, False]


PATHS = st.one_of(
    st.from_regex(r"(/v)?/01/[0-9]{14}(/10/[A-Za-z0-9_.-]{1,22})?(/21/[0-9a-z]{11,13})?", fullmatch=True),
    st.from_regex(r"(/v)?/p/[0-9a-zA-Z]{8}(/l/[A-Za-z0-9_.-]{1,22})?(/i/[0-9a-hjkmnp-tv-z]{12})?", fullmatch=True),
    st.from_regex(r"(/v)?/c/[0-9a-hjkmnp-tv-z ]{12,13}", fullmatch=True),
    st.text(max_size=40).map(lambda text: "/" + text),
)


@given(path=PATHS)
def test_what_the_short_way_reads_off_an_address_is_what_the_long_way_reads(path):
    asked = read_plain({**PHONE, "PATH_INFO": path})
    read = parse_link(path)
    if asked is not None and isinstance(read, CodeLink):
        assert (asked.kind, asked.level, asked.key, asked.lot, asked.serial) == (
            read.kind, read.level, read.key, read.lot, read.serial,
        )  # fmt: skip
        assert path in (build_path(read), page_path(read))


CHANGES = {
    "Accept": ["*/*", "application/linkset+json", "text/html,application/linkset+json", "text/html;q=0", ""],
    "Accept-Language": ["vi", "en;q=0.9,vi;q=0.1", "km", "xx"],
    "Accept-Encoding": ["gzip, deflate, br", "br", "gzip;q=0, br", "identity"],
    "User-Agent": ["curl/8", "", "Mozilla/5.0 (iPhone) Safari/605"],
    "Cookie": ["lang=en", "lang=en; d=0123456789abcdef01", "d=x", "d=0123456789abcdef01; d=abc", 'lang="en"', "; ",
               "phien=x"],
    "Sec-Purpose": ["prefetch"],
    "Purpose": ["preview"],
}  # fmt: skip
HEADERS = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in CHANGES.items()})
SHAPES = ["/01/{gtin}", "/01/{gtin}/10/{lot}", "/01/{gtin}/10/{lot}/21/{serial}", "/01/{gtin}/21/{serial}",
          "/p/{code}", "/p/{code}/i/{serial}", "/p/{code}/l/{lot}/i/{serial}", "/c/{serial}", "/C/{serial}",
          "/01/{gtin}/10/OTHER/21/{serial}", "/01/09521234543213/21/{serial}", "/c/7k3m9q2xw4pd"]  # fmt: skip


def recorded() -> list[list[str]]:
    """The fields of the journal's lines, without the checksum."""
    files = sorted(Path(settings().journal_dir).glob("*"))
    return [line.split("\t")[1:] for file in files for line in file.read_text().splitlines()]


def seen(answer) -> tuple:
    """All that an asker gets but the random part of the cookie."""
    headers = [(name, value.partition("=")[0] if name == "Set-Cookie" else value) for name, value in answer.headers]
    return answer.status_code, sorted(headers), answer.data


def test_both_ways_give_the_same_answer_and_record_the_same_scan(app, session):
    """Hypothesis makes the requests; the long way is the view with nothing held, without the layer in front."""
    goods, late = make_goods(session), make_goods(session, expires_on=date(2026, 11, 1))
    session.commit()
    short, long = app.test_client(use_cookies=False), app.test_client(use_cookies=False)
    front = app.wsgi_app

    @given(of=st.sampled_from([goods, late]), shape=st.sampled_from(SHAPES), is_page=st.booleans(), headers=HEADERS,
           number=st.integers(0, 2), query=st.sampled_from(["", "", "", "?lang=en", "?linkType=gs1:pip"]),
           method=st.sampled_from(["GET", "GET", "HEAD"]))  # fmt: skip
    def compare(of, shape, is_page, headers, number, query, method):
        lot = "TC-2611" if of is goods else "tc-2611"
        path = shape.format(gtin=of.gtin, code=of.code, lot=lot, serial=of.serials[number % len(of.serials)])
        request = {"path": ("/v" if is_page else "") + path + query, "headers": BROWSER | headers, "method": method}
        before = len(recorded())
        answers = [seen(short.open(**request))]
        held, front.pages, app.wsgi_app = front.pages, PageCache(), front.inner
        answers.append(seen(long.open(**request)))
        front.pages, app.wsgi_app = held, front
        assert answers[0] == answers[1], request
        new = recorded()[before:]
        assert new[: len(new) // 2] == new[len(new) // 2 :], request

    compare()


@pytest.mark.parametrize("asked", [{"Cookie": "lang={}"}, {"Accept-Language": "{}"}])
def test_each_reader_gets_the_language_asked_for(app, session, asked):
    goods = make_goods(session)
    session.commit()
    client = app.test_client(use_cookies=False)
    for language in ("vi", "en", "vi", "en"):
        page = opened(client, goods.item(), **{name: value.format(language) for name, value in asked.items()})
        assert f'<html lang="{language}">' in page.get_data(as_text=True)


def test_the_view_answers_from_the_held_pages_too(app, client, session):
    goods = make_goods(session)
    session.commit()
    made = opened(client, goods.item())
    app.wsgi_app = app.wsgi_app.inner
    held = opened(client, goods.item())
    assert held.data == made.data and held.headers["Content-Security-Policy"] == made.headers["Content-Security-Policy"]


def test_after_a_recall_no_phone_is_told_the_old_verdict(app, session):
    """Four phones scan without a pause while the code is reported stolen: who asks afterwards is told so."""
    goods = make_goods(session)
    session.commit()
    done, stop, wrong, answers = threading.Event(), threading.Event(), [], []

    def scan_on():
        phone = app.test_client()
        while not stop.is_set():
            is_after = done.is_set()
            with app.app_context():
                said = heading(phone.get(goods.item(), headers=BROWSER))
            answers.append(is_after)
            if is_after and said != "Tem này đã được báo mất.":
                wrong.append(said)

    phones = [threading.Thread(target=scan_on) for _ in range(4)]
    for phone in phones:
        phone.start()
    while len(answers) < 40:
        stop.wait(0.01)
    with committing() as current:
        actions.report_stolen(current, batch_id=goods.batch.batch_id, reason="mất", actor=SYSTEM, now=NOW)
    done.set()
    while sum(answers) < 40:
        stop.wait(0.01)
    stop.set()
    for phone in phones:
        phone.join()
    assert wrong == [] and not all(answers)
