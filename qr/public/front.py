"""The short way for the commonest request: a browser opens a code whose page is held.

It stands between the server and Flask and answers what the scan view would answer, byte for byte: the
same read of the database, the same journal line, the headers that the view gave when it made the page.
Everything else, and anything odd, goes on to Flask. A test compares both ways.
"""

import secrets
from collections.abc import Callable, Iterable
from datetime import date, datetime
from http.cookies import CookieError, SimpleCookie

from core.config import Settings
from core.errors import Unavailable
from core.keys import current_key
from qr import devices
from qr.addresses import table_at
from qr.facts import Row
from qr.journal import TABLE
from qr.links import CodeLink, Fault, build_path, page_path, parse_link
from qr.page_cache import HeldPage, PageCache
from qr.queries.lookup import find_code
from qr.scans import journal_in, record_of
from qr.serials import Opened

DOORS = ("/01/", "/p/", "/c/", "/v/")
Wsgi = Callable[[dict, Callable], Iterable[bytes]]
DAY = 86400

FOUND = "qr.found"
"""Where the scan view finds in the environment what has been read already."""


def page_key(
    link: CodeLink, row: Row, *, path: str, query: str, cookies: dict, languages: str, today: date
) -> tuple | None:
    """What a page depends on apart from the serial; None when it must be made anew.

    Only the plain address in canonical form is held: others carry what was asked in their links, and
    a signed-in officer may see more.
    """
    if query or "phien" in cookies or path not in (build_path(link), page_path(link)):
        return None
    shape = (link.kind, link.key, link.lot, link.level, path.startswith("/v"))
    return (languages, cookies.get("lang", ""), today, shape, row)


def new_cookie(settings: Settings) -> str:
    """The Set-Cookie value of a phone that has none of ours yet."""
    end = "; Secure" if settings.is_secure else ""
    token, age = secrets.token_urlsafe(16), devices.COOKIE_DAYS * DAY
    return f"{devices.COOKIE}={token}; Max-Age={age}; HttpOnly; Path=/; SameSite=Lax{end}"


class Front:
    """WSGI in front of the application. `context` opens the application's context, `clock` tells now."""

    def __init__(self, inner: Wsgi, *, pages: PageCache, settings: Settings, context, clock, session) -> None:
        self.inner, self.pages, self.settings = inner, pages, settings
        self.context, self.clock, self.session = context, clock, session

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if not is_plain_browser(environ):
            return self.inner(environ, start_response)
        link = parse_link(environ["PATH_INFO"])
        if isinstance(link, Fault):
            return self.inner(environ, start_response)
        with self.context():
            answer = self.answer(environ, link)
        if answer is None:
            return self.inner(environ, start_response)
        headers, html = answer
        start_response("200 OK", headers)
        return [html]

    def answer(self, environ: dict, link: CodeLink) -> tuple[list[tuple[str, str]], bytes] | None:
        """Headers and page, or None when Flask must answer."""
        try:
            row, opened = find_code(link)
        except Unavailable:
            return None
        environ[FOUND] = row, opened
        cookies = cookies_of(environ)
        held = self.held(environ, link, row, cookies)
        if held is None or row is None:
            return None
        html = held.for_serial(link.serial or "")
        headers = [*held.headers_for(link.serial or ""), ("Content-Length", str(len(html)))]
        if devices.is_person("GET", Headers(environ)):
            self.record(environ, link, row, opened, held, cookies)
            if not devices.is_cookie(cookies.get(devices.COOKIE, "")):
                headers.append(("Set-Cookie", new_cookie(self.settings)))
        return headers, html

    def held(self, environ: dict, link: CodeLink, row: Row | None, cookies: dict) -> HeldPage | None:
        """The page, when it was made before."""
        if row is None:
            return None
        key = page_key(
            link,
            row,
            path=environ["PATH_INFO"],
            query=environ.get("QUERY_STRING", ""),
            cookies=cookies,
            languages=environ.get("HTTP_ACCEPT_LANGUAGE", ""),
            today=self.clock.today(),
        )
        return self.pages.get(key) if key else None

    def record(
        self, environ: dict, link: CodeLink, row: Row, opened: Opened | None, held: HeldPage, cookies: dict
    ) -> None:
        """The journal line, as the view writes it."""
        secret = current_key(self.session, "device").secret
        now: datetime = self.clock.now()
        address = environ.get("REMOTE_ADDR", "")
        network = devices.coarse_network(address)
        record = record_of(
            link,
            row,
            opened,
            held.state,
            device=devices.cookie_device(secret, cookies.get(devices.COOKIE, "")),
            network=devices.network_device(secret, network, environ.get("HTTP_USER_AGENT", "")),
            now=now,
            province=table_at(self.settings.address_table).find(address),
            source=TABLE,
        )
        journal_in(self.settings.journal_dir).append(record)


class Headers:
    """The request's headers by name, read from the WSGI environment."""

    def __init__(self, environ: dict) -> None:
        self._environ = environ

    def get(self, name: str, default: str = "") -> str:
        return self._environ.get("HTTP_" + name.upper().replace("-", "_"), default)


def is_plain_browser(environ: dict) -> bool:
    """GET of a code without a query by a browser that names text/html first."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not environ.get("QUERY_STRING")
        and environ["PATH_INFO"].startswith(DOORS)
        and environ["PATH_INFO"].isascii()
        and environ.get("HTTP_ACCEPT", "").startswith("text/html,")
        and "linkset" not in environ["HTTP_ACCEPT"]
    )


def cookies_of(environ: dict) -> dict[str, str]:
    """Cookies by name; none when they cannot be read."""
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(environ.get("HTTP_COOKIE", "")).items()}
    except CookieError:
        return {}
