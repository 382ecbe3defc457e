"""The short way for the commonest request: a browser opens a code whose page is held.

It stands between the server and Flask, and at the head of the scan view; it answers what the view would
answer, byte for byte: the same read of the database, the same journal line, the headers that the view
gave when it made the page. Whatever is odd in a request goes on to the view. A test compares both ways.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from flask import Flask
from sqlalchemy import Engine

from core import clock
from core.config import Settings
from core.db import hot_engine
from core.errors import Unavailable
from core.http import takes_gzip
from core.keys import held_secrets
from qr import devices
from qr.addresses import table_at
from qr.links import Key, Level
from qr.page_cache import HeldPage, PageCache
from qr.queries.lookup import read_code, row_of
from qr.scans import journal_in, line_of
from qr.serials import Opened, open_serial

Wsgi = Callable[[dict, Callable], Iterable[bytes]]
Headers = list[tuple[str, str]]
DAY = 86400

FOUND = "qr.found"
"""Where the scan view finds in the environment what has been read already."""

_SERIAL, _LOT = "[0-9a-hjkmnp-tv-z]{12}", "[A-Za-z0-9_.-]{1,20}"
_PATH = re.compile(
    rf"(?P<page>/v)?/(?:01/(?P<gtin>[0-9]{{14}})(?:/10/(?P<lot>{_LOT}))?(?:/21/(?P<serial>{_SERIAL}))?"
    rf"|p/(?P<code>[0-9a-hjkmnp-tv-z]{{8}})(?:/l/(?P<code_lot>{_LOT}))?(?:/i/(?P<code_serial>{_SERIAL}))?"
    rf"|c/(?P<typed>{_SERIAL}))",
    re.ASCII,
)
"""The canonical addresses of codes, as `links.build_path` writes them."""
_COOKIE = "[a-z]+=[A-Za-z0-9_-]*"
_COOKIES = re.compile(f"{_COOKIE}(?:; {_COOKIE})*")
_ODD = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ", "HTTP_X_PURPOSE")
"""Headers of a browser that opens a page before anybody asked for it."""


class Plain(NamedTuple):
    """What such a request asks for. `shape` is its path without the serial."""

    shape: str
    kind: Key
    level: Level
    key: str
    lot: str | None
    serial: str | None
    cookies: Mapping[str, str]
    languages: str
    agent: str
    is_gzip: bool


class Answer(NamedTuple):
    """A page that is ready."""

    headers: Headers
    body: bytes


def read_plain(environ: dict) -> Plain | None:
    """The request, when it is a GET of a code without a query by a browser that names text/html first."""
    get = environ.get
    if environ["REQUEST_METHOD"] != "GET" or get("QUERY_STRING") or any(name in environ for name in _ODD):
        return None
    found = _PATH.fullmatch(environ["PATH_INFO"])
    accepted = get("HTTP_ACCEPT", "")
    if found is None or not accepted.startswith("text/html,") or "linkset" in accepted:
        return None
    cookies = read_cookies(get("HTTP_COOKIE", ""))
    agent = get("HTTP_USER_AGENT", "")
    if cookies is None or "phien" in cookies or devices.is_program(agent):
        return None
    _page, gtin, lot, serial, code, code_lot, code_serial, typed = found.groups()
    lot, serial = lot or code_lot, serial or code_serial or typed
    kind = Key.GTIN if gtin else Key.CODE if code else Key.SERIAL
    level = Level.ITEM if serial else Level.LOT if lot else Level.PRODUCT
    path = found.string
    return Plain(
        path[:-len(serial)] if serial else path, kind, level, gtin or code or "", lot, serial, cookies,
        get("HTTP_ACCEPT_LANGUAGE", ""), agent, takes_gzip(get("HTTP_ACCEPT_ENCODING", "")),
    )  # fmt: skip


def read_cookies(header: str) -> dict[str, str] | None:
    """Cookies by name; None when there is anything in them that another reader might read in another way."""
    if not header:
        return {}
    if not _COOKIES.fullmatch(header):
        return None
    pairs = [part.split("=") for part in header.split("; ")]
    return dict(pairs) if len({name for name, _ in pairs}) == len(pairs) else None


def page_key(asked: Plain, seen: tuple, today: date) -> tuple:
    """What a page depends on apart from the serial."""
    return asked.shape, asked.languages, asked.cookies.get("lang", ""), today, seen


def new_cookie(settings: Settings) -> str:
    """The Set-Cookie value of a phone that has none of ours yet."""
    end = "; Secure" if settings.is_secure else ""
    token, age = secrets.token_urlsafe(16), devices.COOKIE_DAYS * DAY
    return f"{devices.COOKIE}={token}; Max-Age={age}; HttpOnly; Path=/; SameSite=Lax{end}"


class Front:
    """WSGI in front of the application, and the same for its scan view."""

    def __init__(self, app: Flask, inner: Wsgi) -> None:
        self.app, self.inner, self.pages = app, inner, PageCache()
        self.settings: Settings = app.extensions["settings"]
        self.engine: Engine | None = None

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        answer = self.answer(environ)
        if answer is None:
            return self.inner(environ, start_response)
        start_response("200 OK", answer.headers)
        return [answer.body]

    def answer(self, environ: dict) -> Answer | None:
        """The held page, its scan recorded; None when the view must answer, which finds what was read in FOUND."""
        asked = None if FOUND in environ else read_plain(environ)
        device_keys = held_secrets(self.app, "device")
        if asked is None or not device_keys:
            return None
        opened = open_serial(held_secrets(self.app, "serial"), asked.serial) if asked.serial else None
        if asked.serial and opened is None:
            return None  # the view knows when to look for newer keys
        if self.engine is None:
            with self.app.app_context():
                self.engine = hot_engine()
        try:
            seen = read_code(self.engine, asked.kind, asked.level, asked.key, asked.lot, opened)
        except Unavailable:
            return None
        held = self.held(asked, seen)
        if held is None:
            environ[FOUND] = row_of(self.engine, asked.kind, asked.level, seen), opened
            return None
        return self.serve(environ, asked, held, opened, device_keys[max(device_keys)])

    def held(self, asked: Plain, seen: tuple | None) -> HeldPage | None:
        """The page, when it was made before."""
        return self.pages.get(page_key(asked, seen[1:], clock.today())) if seen else None

    def serve(self, environ: dict, asked: Plain, held: HeldPage, opened: Opened | None, secret: bytes) -> Answer:
        """The page for this serial; one line in the journal; a cookie for a phone that has none."""
        address, token, serial = environ.get("REMOTE_ADDR", ""), asked.cookies.get(devices.COOKIE, ""), asked.serial
        line = line_of(
            held.scanned,
            opened,
            device=devices.cookie_device(secret, token) if token else "",
            network=devices.network_device(secret, devices.coarse_network(address), asked.agent),
            now=clock.now(),
            province=table_at(self.settings.address_table).find(address),
        )
        journal_in(self.settings.journal_dir).append_line(line)
        pieces, headers = held.pieces, held.headers_for(serial or "")
        body = pieces.gzipped(serial or "") if asked.is_gzip else pieces.plain(serial or "")
        if asked.is_gzip:
            headers.append(("Content-Encoding", "gzip"))
        if not devices.is_cookie(token):
            headers.append(("Set-Cookie", new_cookie(self.settings)))
        headers.append(("Content-Length", str(len(body))))
        return Answer(headers, body)
