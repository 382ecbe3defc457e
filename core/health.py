"""What operators ask: is the process alive, can it serve, how much is waiting."""

import hmac

from flask import Response, jsonify, request
from sqlalchemy import func, select

from core import jobs, keys
from core.audit import AuditEntry
from core.config import settings
from core.db import session
from core.http import api_blueprint
from core.jobs import Job

blueprint = api_blueprint("core", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def ready() -> Response:
    """The database answers and the master keys open it; 503 otherwise, by the error handlers."""
    keys.check_master(session())
    return jsonify(status="ok")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counts in the text form that Prometheus reads; for loopback, or with METRICS_TOKEN."""
    if not may_read_metrics():
        return Response(status=403)
    waiting = session.scalar(select(func.count()).select_from(Job).where(Job.done_at.is_(None)))
    figures = {
        "jobs_waiting": waiting,
        "jobs_stuck": jobs.count_stuck(session()),
        "audit_steps": session.scalar(select(func.count()).select_from(AuditEntry)),
    }
    lines = [f"# TYPE chinhgoc_{name} gauge\nchinhgoc_{name} {value}\n" for name, value in figures.items()]
    return Response("".join(lines), content_type="text/plain; version=0.0.4")


def may_read_metrics() -> bool:
    """By token where one is set, else only from this machine."""
    token = settings().metrics_token
    if token:
        sent = request.headers.get("Authorization", "")
        return hmac.compare_digest(sent.encode(), f"Bearer {token}".encode())
    return request.remote_addr in ("127.0.0.1", "::1")
