"""Limits on guessing. They slow guessers down; they never refuse a citizen's report."""

import logging

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse

from core.config import Settings

log = logging.getLogger(__name__)

limiter = Limiter(key_func=get_remote_address, default_limits=[], headers_enabled=False)


def init_limits(app: Flask, settings: Settings) -> None:
    """Counters in Redis where set, with memory behind it for when Redis is away; else in memory."""
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or "memory://"
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = bool(settings.redis_url)
    # Each limit of ours stands on its own door and is counted there, so the hooks for all pages are left out.
    app.extensions["limiter"] = {limiter}
    limiter.init_app(app)
    app.teardown_request(lambda _error: limiter.context.reset())


def guess_limit(rate: str):
    """Decorator for doors where somebody might guess: counts only what was sent, not looked at."""
    return limiter.limit(rate, methods=["POST"])


def is_over(rate: str, *who: str) -> bool:
    """Count one more and say whether that is more than the rate ("10/hour"); nothing is refused here."""
    try:
        return not limiter.limiter.hit(parse(rate), *who)
    except Exception:  # the counters are away: a report goes through as usual
        log.exception("limits are away")
        return False


def network() -> str:
    """The network of the asker, coarse: /24, or /48 for IPv6. For budgets in memory, never stored."""
    address = request.remote_addr or ""
    if ":" in address:
        return ":".join(address.split(":")[:3])
    return ".".join(address.split(".")[:3])
