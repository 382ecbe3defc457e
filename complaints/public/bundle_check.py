"""The page where anybody checks a bundle that was handed to them."""

from flask import Response

from complaints.public.frame import blueprint
from core.config import settings
from core.db import session
from core.keys import current_key
from core.pages import page
from core.published import public_jwk


@blueprint.get("/help/check-bundle")
def check_bundle() -> Response:
    """The same check as the page inside a bundle, with the key of this site."""
    key = public_jwk(current_key(session(), "bundle"))
    return page(
        "complaints/trail/check_page.html", style="form", key=key["x"], kid=key["kid"],
        address=f"{settings().public_url}/.well-known/jwks.json",
    )  # fmt: skip
