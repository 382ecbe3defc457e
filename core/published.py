"""What everybody may copy to check us by: public keys, and the signed roots of the audit."""

from base64 import urlsafe_b64encode

from flask import Response, jsonify
from sqlalchemy import select

from core.audit import AuditRoot
from core.db import session
from core.http import public_blueprint
from core.keys import keys_of
from core.pages import page

blueprint = public_blueprint("published", __name__)

KINDS = ("signing", "receipt", "root", "bundle")
ROOTS = 400
SHOWN = 60


@blueprint.get("/.well-known/jwks.json")
def jwks() -> Response:
    """Public keys of signed links, receipts and audit roots (RFC 7517, RFC 8037: OKP, Ed25519)."""
    return jsonify(keys=[public_jwk(key) for kind in KINDS for key in keys_of(session(), kind).values()])


@blueprint.get("/help/audit-roots")
def audit_roots() -> Response:
    """The newest signed roots for people, with what they prove and how to check it."""
    rows = session.scalars(select(AuditRoot).order_by(AuditRoot.until.desc()).limit(SHOWN)).all()
    return page("core/audit_roots.html", style="public", rows=rows)


@blueprint.get("/.well-known/audit-roots")
def roots() -> Response:
    """The newest signed roots of the audit; `key` is a `kid` of the public keys."""
    rows = session.scalars(select(AuditRoot).order_by(AuditRoot.until.desc()).limit(ROOTS))
    return jsonify(
        roots=[
            {"until": row.until.isoformat(), "streams": row.streams, "root": row.root,
             "key": f"root-{row.key_number}", "signature": row.signature}
            for row in rows
        ]
    )  # fmt: skip


def public_jwk(key) -> dict[str, str]:
    """The public half of a key as a JSON Web Key, named by kind and generation."""
    point = key.private().public_key().public_bytes_raw()
    x = urlsafe_b64encode(point).rstrip(b"=").decode()
    return {"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": f"{key.kind}-{key.number}", "x": x}
