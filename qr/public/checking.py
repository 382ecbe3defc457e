"""The door of codes that came without their address: typed, read by the own camera, or photographed."""

from flask import Response, redirect, request

from core import clock
from core.config import settings
from core.db import session
from core.i18n import _
from core.images import ImageRefused
from core.limits import guess_limit
from core.pages import page
from qr.fault_words import FAULTS
from qr.label_photo import Reading, read_label
from qr.links import CodeLink, Fault, parse_link
from qr.public.scanning import blueprint, verdict_page
from qr.queries.lookup import find_code
from qr.typed import Kind, Typed, find_by_typed
from qr.verdict import Facts
from registry.external_codes import leads_to
from registry.queries.external_codes import find_system_of

MOST_MB = 15


@blueprint.post("/check")
@guess_limit("60/minute")
def check() -> Response:
    """A code typed by hand is sent to its address; a tracking code goes on in the body, never in an address."""
    typed = find_by_typed(request.form.get("code", ""), host=settings().host)
    if typed.kind is Kind.TRACKING:
        return redirect("/complaints/track", 307)
    if typed.kind is Kind.CODE:
        return redirect(typed.value, 303)
    if typed.kind is Kind.FOREIGN:
        return _elsewhere(typed)
    if typed.kind is Kind.FAULT and typed.fault:
        return _mistyped(typed.fault)
    return verdict_page(None, Facts(clock.today()), None, 404)


@blueprint.post("/check/photo")
@guess_limit("20/minute")
def check_photo() -> Response:
    """A photo of a label is read in memory and led on as if its code had been typed; it is not kept."""
    sent = request.files.get("photo")
    data = sent.read(MOST_MB * 1024 * 1024 + 1) if sent else b""
    if not data:
        return _unread(_("Chọn một ảnh chụp tem trước khi bấm “Đọc ảnh”."))
    if len(data) > MOST_MB * 1024 * 1024:
        return _unread(_("Ảnh lớn hơn %(most)s MB; chụp lại gần tem hơn với cỡ ảnh nhỏ hơn.", most=MOST_MB))
    try:
        reading = read_label(data, host=settings().host)
    except ImageRefused as refused:
        return _unread(str(refused))
    return _led_on(reading)


def _led_on(reading: Reading) -> Response:
    """One code leads to its page; several are shown to choose from."""
    if reading.is_empty:
        return _unread(_("Không thấy mã nào trong ảnh."))
    same, other = _compare(reading)
    only = reading.only
    if only and not other:
        return redirect(only.value, 303)
    if not (reading.codes or reading.bar_codes) and len(reading.foreign) == 1:
        return _elsewhere(reading.foreign[0])
    bars = [bar for bar in reading.bar_codes if bar not in same]
    return page("qr/found.html", style="verdict", codes=reading.codes, bars=bars, others=reading.others,
                foreign=[(each, _system_of(each)) for each in reading.foreign],
                is_other_product=bool(other and reading.codes))  # fmt: skip


def _compare(reading: Reading) -> tuple[list[Typed], list[Typed]]:
    """Bar codes that belong to the product of a code in the photo, and those that do not."""
    if not reading.codes:
        return [], []
    gtins = {_gtin_of(code) for code in reading.codes}
    same = [bar for bar in reading.bar_codes if bar.value.rsplit("/", 1)[1] in gtins]
    return same, [bar for bar in reading.bar_codes if bar not in same]


def _gtin_of(code: Typed) -> str | None:
    """The GTIN of the registered product behind a code of ours, whichever way its address is written."""
    link = parse_link(code.value)
    row = find_code(link)[0] if isinstance(link, CodeLink) else None
    return row.gtin if row else None


def _elsewhere(typed: Typed) -> Response:
    """A code of somebody else: named neutrally when it is a known system's, never opened by itself."""
    system = _system_of(typed)
    if system is None:
        return verdict_page(None, Facts(clock.today(), foreign_host=typed.value), None, 200)
    link = typed.address if leads_to(system.hosts, typed.address) else ""
    answer = page("qr/known_system.html", style="verdict", system=system, host=typed.value, link=link)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _system_of(typed: Typed):
    return find_system_of(session(), typed.value, clock.today())


def _mistyped(fault: Fault) -> Response:
    """What was typed was meant as a code and has a slip: say which, with the words still in the field."""
    return page("qr/fault.html", style="verdict", status=422, sentence=str(FAULTS[fault]), typed=request.form["code"])


def _unread(sentence: str) -> Response:
    return page("qr/no_code.html", style="verdict", status=422, sentence=sentence)
