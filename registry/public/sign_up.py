"""A door for everybody: opening an account for a producer."""

import qrcode
from flask import Response, request
from qrcode.image.svg import SvgPathFillImage

from accounts.passwords import totp_address
from core import clock
from core.config import settings
from core.forms import read_form, sent_form_key, typed_words
from core.limits import guess_limit, is_over, network
from core.pages import page
from registry.actions.sign_up import Opened, sign_up
from registry.identifiers import echo
from registry.products import PRODUCER_KINDS
from registry.public.frame import blueprint
from registry.schemas.desk import SignUpForm
from registry.sending import Errors, send

OFTEN = "5/hour"
TRAP = "website"  # a field no person sees; whoever fills it is looked at closely


@blueprint.get("/producer/sign-up")
def sign_up_form() -> Response:
    """The form."""
    return _form({})


@blueprint.post("/producer/sign-up")
@guess_limit("30/minute")
def open_account() -> Response:
    """Open the account and show the secret of its authenticator, once."""
    values, errors = read_form(SignUpForm)
    if errors:
        return _form(errors)
    made: list[Opened] = []
    is_held = bool(request.form.get(TRAP)) or is_over(OFTEN, "sign-ups", network())
    errors = send(lambda current: made.append(
        sign_up(current, **values, form_key=sent_form_key(), is_held=is_held, now=clock.now())))  # fmt: skip
    if errors:
        return _form(errors)
    opened = made[0]
    address = totp_address(opened.secret, opened.user.login, settings().host)
    answer = page("registry/sign_up_done.html", style="form", login=opened.user.login, secret=opened.secret,
                  address=address, drawing=_drawn(address))  # fmt: skip
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _form(errors: Errors) -> Response:
    values = typed_words() | {"password": ""}
    if values.get("tax_code") and echo(str(values["tax_code"])) != values["tax_code"]:
        values["tax_code"] = ""  # it may be a person's number, which stands on no page
    answer = page("registry/sign_up.html", style="form", status=422 if errors else 200, values=values, errors=errors,
                  kinds=list(PRODUCER_KINDS.items()), key=sent_form_key())  # fmt: skip
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _drawn(address: str) -> str:
    """The QR code as one drawing on its own white ground, for pages are dark too."""
    return qrcode.make(address, image_factory=SvgPathFillImage, border=4).to_string(encoding="unicode")
