"""The report pages as something to keep on a phone: the manifest and the service worker, for /complaints/ alone."""

from flask import Response, jsonify

from complaints.public.frame import blueprint
from core.config import ROOT, settings
from core.i18n import gettext as _

ICONS = (
    ("/static/img/icon.svg", "any", "image/svg+xml"),
    ("/static/img/icon-192.png", "192x192", "image/png"),
    ("/static/img/icon-512.png", "512x512", "image/png"),
)


@blueprint.get("/complaints/app.webmanifest")
def manifest() -> Response:
    """What a phone needs to put the report pages on its first screen."""
    icons = [{"src": src, "sizes": sizes, "type": kind} for src, sizes, kind in ICONS]
    response = jsonify(
        id="/complaints/", name=_("Báo hàng giả"), short_name=_("Báo hàng giả"), description=settings().site_header,
        lang="vi", start_url="/complaints/one-page", scope="/complaints/", display="standalone", icons=icons,
        background_color="#f6f1e6", theme_color="#8c1c13",
    )  # fmt: skip
    response.content_type = "application/manifest+json"
    return response


@blueprint.get("/complaints/worker.js")
def worker() -> Response:
    """The service worker; it stands here so that it may serve /complaints/ and nothing else."""
    script = (ROOT / "static" / "js" / "report-worker.js").read_bytes()
    return Response(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})
