"""The border: who a blueprint is for, what every answer carries, what every error says."""

import gzip
import logging
import re
from collections.abc import Callable, Iterator
from io import BytesIO

from flask import Blueprint, Flask, Response, g, jsonify, redirect, request, send_file
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from core import storage
from core.config import Settings
from core.db import session
from core.errors import DomainError
from core.i18n import _
from core.pages import page

log = logging.getLogger(__name__)

AUDIENCES = ("public", "producer", "desk", "api")
SAFE = {"GET", "HEAD", "OPTIONS"}
RETRY_SECONDS = "30"


def public_blueprint(name: str, import_name: str) -> Blueprint:
    """Pages that anybody may open."""
    return _blueprint("public", name, import_name)


def producer_blueprint(name: str, import_name: str) -> Blueprint:
    """Pages of producers' users, under /producer."""
    return _blueprint("producer", f"{name}_producer", import_name, url_prefix="/producer")


def desk_blueprint(name: str, import_name: str) -> Blueprint:
    """Pages of officers, under /desk."""
    return _blueprint("desk", f"{name}_desk", import_name, url_prefix="/desk")


def api_blueprint(name: str, import_name: str) -> Blueprint:
    """Answers for machines."""
    return _blueprint("api", f"{name}_api", import_name)


guards: dict[str, Callable[[], Response | None]] = {}
"""Audience -> what must hold before a page of that audience is served; accounts fills it."""


def _blueprint(audience: str, name: str, import_name: str, **options: str) -> Blueprint:
    blueprint = Blueprint(name, import_name, **options)  # type: ignore[arg-type]
    blueprint.audience = audience  # type: ignore[attr-defined]
    if audience in ("desk", "producer"):
        blueprint.before_request(lambda: guards[audience]())
    return blueprint


def init_http(app: Flask, settings: Settings) -> None:
    """Size limits, origin check, headers and error pages."""
    app.config["MAX_CONTENT_LENGTH"] = settings.max_request_mb * 1024 * 1024
    app.config["MAX_FORM_MEMORY_SIZE"] = 1024 * 1024
    app.config["MAX_FORM_PARTS"] = 200
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    app.before_request(refuse_foreign_origin)
    app.after_request(compress_page)
    app.after_request(lambda response: guard_answer(response, settings))
    app.register_error_handler(DomainError, answer_domain_error)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(OperationalError, answer_database_away)
    app.register_error_handler(Exception, answer_fault)


def refuse_foreign_origin() -> Response | None:
    """A form may only come from our own pages: another site cannot send in a visitor's name."""
    if request.method in SAFE or getattr(g, "foreign_allowed", False):
        return None
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    is_ours = site in ("same-origin", "none")
    if origin == "null" and is_ours:  # a browser that hides where a page of ours came from
        return None
    host = origin.split("://", 1)[-1] if origin else request.host
    if (is_ours or site is None) and host == request.host:
        return None
    return error_answer(403, _("Yêu cầu này đến từ một trang khác nên không được nhận. Mở lại trang rồi gửi."))


class Ready(Response):
    """A page that was guarded when it was made and kept: headers and body are final, and go out as they are."""

    def __init__(self, kept: list[tuple[str, str]], body: bytes) -> None:
        super().__init__()
        self._kept, self._body = kept, body

    def __call__(self, _environ: dict, start_response: Callable) -> list[bytes]:
        start_response("200 OK", self._kept)
        return [self._body]


def guard_answer(response: Response, settings: Settings) -> Response:
    """Headers of every answer: no scripts from anywhere, no frame, no address passed to others."""
    if isinstance(response, Ready):
        return response
    style = getattr(g, "style", None)
    style_source = f"'{style.csp_hash}'" if style else "'none'"
    response.headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'self'; script-src 'self'; style-src {style_source}; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()")
    if settings.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.method not in SAFE or (request.blueprint or "").endswith(("_desk", "_producer")):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def compress_page(response: Response) -> Response:
    """A public page in a third of its bytes, for phones that take it so.

    Pages behind a sign-in go as they are: beside what somebody sends, a secret in them could be told by their length.
    """
    is_open = not (request.blueprint or "").endswith(("_desk", "_producer"))
    is_page = response.mimetype == "text/html" and not isinstance(response, Ready) and not response.is_streamed
    if not (is_open and is_page) or response.headers.get("Content-Encoding") or response.headers.get("ETag"):
        return response
    response.vary.add("Accept-Encoding")
    if request.method != "HEAD" and takes_gzip(request.headers.get("Accept-Encoding", "")):
        response.set_data(gzip.compress(response.get_data(), 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding names gzip and refuses nothing."""
    return "gzip" in accepted and "q=0" not in accepted


def answer_domain_error(error: DomainError) -> Response:
    """A refusal of the domain, with its own sentence and status."""
    response = error_answer(error.status, str(error.message))
    if error.status == 503:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def answer_http_error(error: HTTPException) -> Response:
    """An error that the web itself knows (no such page, too large), in our words."""
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    response = error_answer(error.code or 500, http_sentence(error.code or 500))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After", "Location"):
            response.headers[name] = value
    return response


def answer_database_away(error: OperationalError) -> Response:
    """The database is busy or away: our fault, so 503, and nothing was half-stored."""
    log.error("database away: %s", error)
    session.remove()
    response = error_answer(503, http_sentence(503))
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def answer_fault(error: Exception) -> Response:
    """A mistake of ours: logged whole, told in one plain sentence."""
    log.exception("fault at %s", request.path)
    session.remove()
    response = error_answer(503, http_sentence(503))
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def error_answer(status: int, sentence: str) -> Response:
    """The refusal as the asker reads best: a page for browsers, problem details for machines."""
    if wants_json():
        response = jsonify(type="about:blank", title=sentence, status=status, instance=request.path)
        response.status_code = status
        response.content_type = "application/problem+json"
        return response
    is_inside = (request.blueprint or "").endswith(("_desk", "_producer"))
    style = "desk" if is_inside else "public"
    return page("core/error.html", style=style, status=status, code=status, sentence=sentence)


def send_kept(key: str, *, name: str, media_type: str) -> Response:
    """A kept PDF or picture to be saved under its name: whatever is in it runs nothing on our pages."""
    end = ".pdf" if media_type == "application/pdf" else ".jpg"
    data = BytesIO(storage.get(key))
    answer = send_file(data, mimetype=media_type, as_attachment=True, download_name=f"{name}{end}")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def wants_json() -> bool:
    """Whether the asker is a machine that reads JSON."""
    if request.path.startswith(("/api/", "/open311/", "/epcis/")):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json", "application/problem+json"])
    return bool(best) and best != "text/html" and bool(re.search("json", best))


def http_sentence(status: int) -> str:
    """One plain sentence for each status that a reader may meet."""
    sentences = {
        400: _("Máy chủ không đọc được yêu cầu này. Hãy quay lại và thử lần nữa."),
        403: _("Bạn không được xem trang này."),
        404: _("Không có trang này. Nhập mã trên tem ở đây."),
        405: _("Trang này không nhận cách gửi đó. Hãy quay lại và thử lần nữa."),
        413: _("Tệp gửi lên quá lớn. Bớt ảnh hoặc gửi từng ảnh một."),
        429: _("Bạn thử nhiều lần quá nhanh. Đợi một phút rồi thử lại."),
    }
    fault = _("Hệ thống đang trục trặc. Nội dung đã gửi trước đó vẫn còn. Hãy thử lại sau ít phút.")
    return sentences.get(status) or fault


def see_other(path: str) -> Response:
    """Go on there with GET, after a form was taken."""
    return redirect(path, 303)


def send_pieces(pieces: bytes | Iterator[bytes], media_type: str, name: str) -> Response:
    """A download, whole or in pieces that need no request to be made; `name` is ours and plain."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(pieces, content_type=media_type, headers=headers)
