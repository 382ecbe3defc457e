"""What happens once a day by itself: the audit is sealed, and its roots are there for everybody to copy."""

from datetime import datetime, timedelta

from flask import Response, jsonify
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.audit import AuditRoot
from core.db import session
from core.http import public_blueprint
from core.jobs import job
from core.keys import keys_of

blueprint = public_blueprint("audit", __name__)


@job("audit.seal", every=timedelta(days=1))
def seal_the_day(current: Session, payload: dict, now: datetime) -> None:
    """Sign the root over all streams; running twice signs two roots, both true."""
    audit.seal(current, now=now)


@blueprint.get("/.well-known/audit-roots")
def roots() -> Response:
    """The last 400 signed roots and the public keys they verify with (Ed25519, hexadecimal)."""
    rows = session.scalars(select(AuditRoot).order_by(AuditRoot.until.desc()).limit(400))
    keys = keys_of(session(), "root").values()
    return jsonify(
        keys={str(key.number): key.private().public_key().public_bytes_raw().hex() for key in keys},
        roots=[
            {"until": row.until.isoformat(), "streams": row.streams, "root": row.root, "key": row.key_number,
             "signature": row.signature}
            for row in rows
        ],
    )  # fmt: skip
