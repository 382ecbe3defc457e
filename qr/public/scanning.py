"""The scan: verdict pages, what machines get at the same addresses, and the typed code."""

from dataclasses import replace

from flask import Flask, Response, after_this_request, current_app, jsonify, redirect, request
from werkzeug.middleware.proxy_fix import ProxyFix

from core import clock
from core.config import settings
from core.db import session
from core.errors import Unavailable
from core.http import Ready, guard_answer, public_blueprint, takes_gzip
from core.i18n import _
from core.keys import keys_of
from core.pages import page
from qr import devices, resolver, words
from qr.facts import Row, facts_of, is_known
from qr.fault_words import FAULTS
from qr.links import CodeLink, Fault, build_path, parse_link
from qr.page_cache import HeldPage
from qr.page_pieces import Pieces
from qr.public.front import FOUND, Front, new_cookie, page_key, read_plain
from qr.public.recording import write_record
from qr.queries.lookup import find_code
from qr.queries.provinces import list_choices
from qr.resolver import Answer, canonical
from qr.scans import scanned_of
from qr.serials import Opened
from qr.signatures import is_signed_right
from qr.values import values_of
from qr.verdict import Facts, State, judge

blueprint = public_blueprint("qr", __name__)

RETRY_SECONDS = "30"


def put_in_front(app: Flask) -> None:
    """Let held pages be answered before Flask; a proxy's word on addresses is heard first."""
    outer = app.wsgi_app
    if isinstance(outer, ProxyFix):
        outer.app = app.extensions["front"] = Front(app, outer.app)
    else:
        app.wsgi_app = app.extensions["front"] = Front(app, outer)  # type: ignore[method-assign]


def front() -> Front:
    """The layer that holds the pages of this application."""
    return current_app.extensions["front"]


def scan(word: str, rest: str) -> Response:
    """A code at its address: the verdict page for a browser, links for a machine."""
    if request.method == "OPTIONS":
        return _for_machines(Response(status=204))
    ready = front().answer(request.environ)
    if ready is not None:
        return Ready(ready.headers, ready.body)
    link = parse_link(request.path)
    if isinstance(link, Fault):
        return _refused(link)
    try:
        row, opened = request.environ.get(FOUND) or find_code(link)
    except Unavailable:
        return verdict_page(link, Facts(clock.today(), is_reachable=False), None, 503)
    if word.lower() == "v" or wants_page():
        return _judged(link, row, opened)
    if row is None or not is_known(link, row):
        return _for_machines(jsonify(status=404, title=_("Không tìm thấy mã này.")), status=404)
    return _resolved(link, row)


# OPTIONS is answered here and not by Flask, because it must carry the headers for other sites.
blueprint.add_url_rule(
    '/<any("01", p, P, c, C, v, V):word>/<path:rest>',
    view_func=scan,
    methods=["GET", "HEAD", "OPTIONS"],
    provide_automatic_options=False,
    merge_slashes=False,
)


@blueprint.get("/.well-known/gs1resolver")
def gs1resolver() -> Response:
    """What this resolver can do (GS1-Conformant resolver standard)."""
    return _for_machines(jsonify(resolver.describe(_root(), settings().site_header)))


@blueprint.get("/.well-known/resolver")
def twin() -> Response:
    """The same for the addresses of our own (ISO/IEC 18975)."""
    return _for_machines(jsonify(resolver.describe_twin(_root(), settings().site_header)))


def wants_page() -> bool:
    """A browser: text/html named in Accept, liked no less than a linkset, and no linkType asked for."""
    accept = request.accept_mimetypes
    names_html = any(kind.lower() == "text/html" and quality > 0 for kind, quality in accept)
    return names_html and "linkType" not in request.args and accept["text/html"] >= accept[resolver.LINKSET_TYPE]


def verdict_page(
    link: CodeLink | None, facts: Facts, row: Row | None, status: int, told: tuple[tuple[str, str], ...] = ()
) -> Response:
    """The page of a verdict; `no-store`, so that no verdict is ever an old one. `told`: more lines, (tone, words)."""
    found = judge(facts)
    values = values_of(facts)
    said = words.WORDS[found.state]
    response = page(
        "qr/verdict.html", style="verdict", status=status, state=found.state, link=link, facts=facts,
        body=row.body if row else {}, shape=words.SHAPES[found.state],
        tone=words.TONES[words.SHAPES[found.state]], headline=words.headline(found.state, values),
        why=words.fill(words.why_of(facts, found.state), values), do=words.fill(said.do, values),
        lines=[*told, *((words.TONES[words.SHAPES[line]], words.headline(line, values)) for line in found.lines)],
        code_path=build_path(link) if link else "",
        provinces=list_choices() if row else (), has_pin=row is not None and row.pin_key is not None,
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _judged(link: CodeLink, row: Row | None, opened: Opened | None) -> Response:
    facts = replace(facts_of(link, row, clock.today()), is_tampered=_is_tampered(link))
    state = judge(facts).state
    response = verdict_page(link, facts, row, 404 if state is State.V8 else 200)
    response.headers["Vary"] = "Accept, Accept-Encoding, Accept-Language, Cookie"
    if row is not None:
        _add_links(response, link, row)
    _hold(response, link, row, state)
    if devices.is_person(request.method, request.headers):
        _record(response, link, row, opened, state)
    return response


def _is_tampered(link: CodeLink) -> bool:
    """A signature came with the link, and it is not ours over this link."""
    if "s" not in request.args:
        return False
    named = request.args.get("k", "")
    number = int(named) if named.isascii() and named.isdigit() and len(named) < 4 else None
    keys = {held: key.private().public_key() for held, key in keys_of(session, "signing", number=number).items()}
    return not is_signed_right(keys, _root() + build_path(link), request.args["s"], named)


def _hold(response: Response, link: CodeLink, row: Row | None, state: State) -> None:
    """Keep the page for `front` once its last headers are set; then compress it for who takes it so."""
    asked, serial = read_plain(request.environ), link.serial or ""

    @after_this_request
    def finish(answer: Response) -> Response:
        guarded = guard_answer(answer, settings())
        html = guarded.get_data()
        if asked is not None and row is not None and response.status_code == 200:
            unsaid = ("Set-Cookie", "Content-Length")
            headers = tuple((name, value) for name, value in guarded.headers if name not in unsaid)
            held = HeldPage(html, serial, scanned_of(link, row, state), headers)
            front().pages.put(page_key(asked, row.seen, clock.today()), held)
        if takes_gzip(request.headers.get("Accept-Encoding", "")):
            guarded.set_data(Pieces(html, serial).gzipped(serial))
            guarded.headers["Content-Encoding"] = "gzip"
        return guarded


def _record(response: Response, link: CodeLink, row: Row | None, opened: Opened | None, state: State) -> None:
    write_record(link, row, opened, state)
    if not devices.is_cookie(request.cookies.get(devices.COOKIE, "")):
        response.headers.add("Set-Cookie", new_cookie(settings()))


def _refused(fault: Fault) -> Response:
    """A clear page or problem for an address that cannot be a code."""
    sentence = str(FAULTS[fault])
    if request.path[:3].lower() == "/v/" or wants_page():
        return page("qr/fault.html", style="verdict", status=400, sentence=sentence)
    return _for_machines(jsonify(status=400, title=sentence, fault=fault), status=400)


def _resolved(link: CodeLink, row: Row) -> Response:
    accept = request.accept_mimetypes
    wants_linkset = accept.best in (resolver.LINKSET_TYPE, "application/json", "application/ld+json")
    asked = request.args.get("linkType")
    decision = resolver.decide(link, row, _root(), link_type=asked, wants_linkset=wants_linkset)
    if decision.answer is Answer.MISSING:
        return _for_machines(jsonify(status=404, title=_("Mã này không có liên kết loại đó.")), link, row, status=404)
    if decision.answer is Answer.REDIRECT:
        return _for_machines(redirect(_with_query(decision.href), 307), link, row)
    if decision.answer is Answer.CHOICES:
        return _for_machines(_linkset(resolver.linkset(link, row, _root())), link, row, status=300)
    return _for_machines(_linkset(resolver.linkset(link, row, _root())), link, row)


def _linkset(found: dict) -> Response:
    response = jsonify(found)
    response.content_type = resolver.LINKSET_TYPE
    return response


def _with_query(href: str) -> str:
    """The target with the query passed on, the words for the resolver itself left out."""
    query = b"&".join(
        part for part in request.query_string.split(b"&") if part and not part.startswith((b"linkType=", b"context="))
    ).decode("ascii", "ignore")
    address, mark, fragment = href.partition("#")
    return f"{address}?{query}{mark}{fragment}" if query else href


def _for_machines(
    response: Response, link: CodeLink | None = None, row: Row | None = None, *, status: int | None = None
) -> Response:
    if status is not None:
        response.status_code = status
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response.headers["Access-Control-Expose-Headers"] = "Link, Location"
    response.vary.update(("Accept", "Accept-Language"))
    if link is not None and row is not None:
        _add_links(response, link, row)
    return response


def _add_links(response: Response, link: CodeLink, row: Row) -> None:
    address = _root() + build_path(canonical(link, row))
    response.headers["Link"] = ", ".join(
        (
            f'<{address}?linkType=linkset>; rel="linkset"; type="{resolver.LINKSET_TYPE}"; title="linkset"',
            f'<{resolver.CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"',
        )
    )


def _root() -> str:
    return settings().public_url.rstrip("/")
