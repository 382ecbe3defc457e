"""What every address of the EPCIS interface needs: who asks, answers with their headers, faults in its terms."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from flask import Response, jsonify, request

from core.config import settings
from core.db import session
from core.errors import BadInput, Conflict, DomainError, NotAllowed, NotFound
from core.http import api_blueprint
from core.i18n import lazy
from registry.actions.captures import find_key

blueprint = api_blueprint("registry", __name__)

KINDS = {
    BadInput: ("epcisException:ValidationException", 400),
    NotFound: ("epcisException:NoSuchResourceException", 404),
    NotAllowed: ("epcisException:SecurityException", 403),
    Conflict: ("epcisException:ResourceAlreadyExistsException", 409),
}


class NoKeyError(DomainError):
    """A key is needed, or the one that was sent opens nothing."""

    status = 401


def base_url() -> str:
    """The address of this site, as printed codes have it."""
    return settings().public_url.rstrip("/")


def terms_url() -> str:
    """Where our own words of events are explained."""
    return f"{base_url()}/epcis/v2/terms#"


def asking_producer() -> UUID | None:
    """Whose key was sent; None without a key. Raises NoKeyError for a key that opens nothing."""
    header = request.headers.get("Authorization", "")
    secret = header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else ""
    secret = request.headers.get("X-API-Key", "") or secret
    if not secret:
        return None
    key = find_key(session(), secret)
    if key is None:
        raise NoKeyError(lazy("Khóa này không mở được. Xem khóa của cơ sở ở trang “Phần mềm gửi sự kiện”."))
    return key.producer_id


def needed_producer() -> UUID:
    """Whose key was sent. Raises NoKeyError without one."""
    producer_id = asking_producer()
    if producer_id is None:
        raise NoKeyError(lazy("Cần khóa của cơ sở trong X-API-Key hoặc Authorization: Bearer."))
    return producer_id


def sent_json() -> Any:
    """The JSON that was sent. Raises BadInput."""
    found = request.get_json(force=True, silent=True)
    if found is None:
        raise BadInput(lazy("Nội dung gửi lên không phải JSON"), field="")
    return found


def answer(body: Any, status: int = 200, **headers: str) -> Response:
    """JSON with the versions of the standards that it speaks."""
    response = jsonify(body)
    response.status_code = status
    return _marked(response, headers)


def problem(refused: DomainError) -> Response:
    """Problem details (RFC 9457) with the exception that EPCIS names."""
    kind, status = KINDS.get(type(refused), ("epcisException:SecurityException", refused.status))
    body = {"type": kind, "title": str(refused), "status": status, "instance": request.path}
    response = jsonify(body | ({"detail": refused.field} if refused.field else {}))
    response.status_code, response.content_type = status, "application/problem+json"
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return _marked(response, {})


def speaks(view: Callable[..., Response]) -> Callable[..., Response]:
    """Decorator of an address: refusals of the domain are told in the terms of EPCIS."""

    @wraps(view)
    def told(*args: Any, **kwargs: Any) -> Response:
        try:
            return view(*args, **kwargs)
        except DomainError as refused:
            return problem(refused)

    return told


def _marked(response: Response, headers: dict[str, str]) -> Response:
    response.headers["GS1-EPCIS-Version"] = "2.0.0"
    response.headers["GS1-CBV-Version"] = "2.0.0"
    response.headers["GS1-Extensions"] = ""
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response
