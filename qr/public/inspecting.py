"""The inspectors' check: a page that works without a network once it was opened."""

import json
from base64 import urlsafe_b64encode
from datetime import timedelta

from flask import Response, jsonify

from core import clock
from core.config import ROOT, settings
from core.db import session
from core.keys import current_key
from core.pages import page
from qr.public.scanning import blueprint
from registry.queries.recalls import list_called_back

LIST_KEPT = timedelta(days=3)
"""How long the list of recalls may be carried before the page calls it old (a rule of this installation)."""


@blueprint.get("/inspect/")
def inspect() -> Response:
    """What can be known without a network, and what cannot."""
    return page("qr/inspect.html", style="form", root=settings().public_url.rstrip("/"))


@blueprint.get("/inspect/worker.js")
def inspect_worker() -> Response:
    """The service worker; it stands here so that it may serve /inspect/ and nothing else."""
    script = (ROOT / "static" / "js" / "inspect-worker.js").read_bytes()
    return Response(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@blueprint.get("/inspect/recalls.json")
def inspect_recalls() -> Response:
    """Open recalls with their day, signed whole: `signature` is Ed25519 over the bytes of `list`."""
    now, key = clock.now(), current_key(session, "signing")
    listed = json.dumps(
        {
            "issued_at": now.isoformat(),
            "old_from": (now + LIST_KEPT).isoformat(),
            "recalls": [
                {"keys": row.keys, "name": row.name, "lot": row.lot, "on": row.on.isoformat(),
                 "decision": row.decision, "authority": row.authority}
                for row in list_called_back(session())
            ],
        },
        ensure_ascii=False,
    )  # fmt: skip
    signature = urlsafe_b64encode(key.private().sign(listed.encode())).rstrip(b"=").decode()
    response = jsonify(list=listed, key=f"signing-{key.number}", signature=signature)
    response.headers["Cache-Control"] = "no-cache"
    return response
