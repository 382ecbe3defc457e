"""The door of scratch PINs: never on the verdict page, always by POST, the answer never stored."""

from dataclasses import replace

from flask import Response, request

from core import clock
from core.config import settings
from core.db import committing, session
from core.errors import Unavailable
from core.i18n import _, gettext
from core.keys import current_key
from core.limits import guess_limit
from core.pages import page
from qr import devices
from qr.actions.claiming import Opening, Tried, open_pin
from qr.facts import Row, facts_of
from qr.fault_words import FAULTS
from qr.links import CodeLink, Fault, parse_link
from qr.public.front import new_cookie
from qr.public.scanning import blueprint, verdict_page
from qr.queries.lookup import find_code
from qr.queries.provinces import list_choices
from qr.serials import format_serial
from qr.verdict import Facts, Pin

PINS = {Opening.FIRST: Pin.FIRST, Opening.AGAIN: Pin.AGAIN}


@blueprint.get("/pin/<string:serial>")
def pin(serial: str) -> Response:
    """Type what stands under the scratch field. The page is the same for every serial."""
    link = parse_link(f"/c/{serial}")
    if isinstance(link, Fault):
        return page("qr/fault.html", style="verdict", status=400, sentence=str(FAULTS[link]))
    return _form(link, "", 200)


@blueprint.post("/pin/<string:serial>")
@guess_limit("120/minute")
def try_pin(serial: str) -> Response:
    """Open the PIN once; later openings by others are told as such."""
    link = parse_link(f"/c/{serial}")
    if isinstance(link, Fault):
        return page("qr/fault.html", style="verdict", status=400, sentence=str(FAULTS[link]))
    if not request.form.get("pin", "").strip():
        return _form(link, _("Gõ 8 ký tự dưới lớp cào."), 422)
    try:
        row, opened = find_code(link)
    except Unavailable:
        return verdict_page(link, Facts(clock.today(), is_reachable=False), None, 503)
    with committing() as current:
        tried = open_pin(
            current, serial=link.serial or "", opened=opened, pin_key=row.pin_key if row else None,
            typed=request.form["pin"][:60], **_who(), province_code=_said(), now=clock.now(),
        )  # fmt: skip
    return _answer(link, row, tried)


def _answer(link: CodeLink, row: Row | None, tried: Tried) -> Response:
    if tried.result is Opening.WAIT and tried.until:
        return _wait(link, tried)
    if tried.result is Opening.WRONG or row is None or tried.claim is None:
        wrong = _("Mã cào không khớp với mã %(code)s. Xem lại từng ký tự.", code=format_serial(link.serial or ""))
        return _form(link, wrong, 422)
    facts = facts_of(link, row, clock.today())
    when = clock.local(tried.claim.at).strftime("%H:%M %d/%m/%Y")
    where = dict(list_choices()).get(tried.claim.province_code or "", "")
    code = replace(facts.code, pin=PINS[tried.result], pin_opened=", ".join(filter(None, (when, where))))
    told = (("ok", _("Bạn đã mở mã cào này lúc %(when)s.", when=when)),) if tried.is_own else ()
    response = verdict_page(link, replace(facts, code=code), row, 200, told)
    if not devices.is_cookie(request.cookies.get(devices.COOKIE, "")):
        response.headers.add("Set-Cookie", new_cookie(settings()))
    return response


def _wait(link: CodeLink, tried: Tried) -> Response:
    seconds = max(int((tried.until - clock.now()).total_seconds()) + 1, 1) if tried.until else 1
    told = gettext("Đã thử sai nhiều lần. Đợi đến %(when)s rồi thử lại.",
                   when=clock.local(tried.until).strftime("%H:%M:%S") if tried.until else "")  # fmt: skip
    response = _form(link, told, 429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _form(link: CodeLink, wrong: str, status: int) -> Response:
    serial = link.serial or ""
    response = page(
        "qr/pin.html", style="verdict", status=status, serial=serial, shown=format_serial(serial), wrong=wrong,
        provinces=list_choices(), typed=request.form.get("pin", "")[:60], chosen=request.form.get("province", ""),
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response


def _who() -> dict[str, str]:
    """The device by its cookie and the network by its kind of browser, both keyed hashes."""
    secret = current_key(session, "device").secret
    network = devices.coarse_network(request.remote_addr or "")
    return {
        "device": devices.cookie_device(secret, request.cookies.get(devices.COOKIE, "")),
        "network": devices.network_device(secret, network, request.user_agent.string),
    }


def _said() -> str | None:
    chosen = request.form.get("province", "")
    return chosen if chosen in dict(list_choices()) else None
