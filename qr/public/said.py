"""Where a person says to have scanned: optional, a plain form, kept like a scan and without a write of the request."""

from flask import Response, request

from core import clock
from core.errors import Unavailable
from core.i18n import _
from core.limits import guess_limit
from core.pages import page
from qr import devices
from qr.facts import facts_of, is_known
from qr.links import CodeLink, Fault, build_path, parse_link
from qr.public.recording import write_record
from qr.public.scanning import blueprint, verdict_page
from qr.queries.lookup import find_code
from qr.queries.provinces import list_choices
from qr.verdict import Facts, judge


@blueprint.post("/scan-place")
@guess_limit("60/minute")
def say_place() -> Response:
    """Keep the province for this scan; the first word of a phone on a code and day stands."""
    link = parse_link(request.form.get("code", "")[:400])
    if isinstance(link, Fault):
        return _place_page(None, _("Trang này cần mở từ trang kết quả quét mã. Quét lại tem rồi chọn tỉnh."))
    chosen = request.form.get("province", "")
    name = dict(list_choices()).get(chosen)
    if name is None:
        return _place_page(link, _("Chọn một tỉnh, thành phố trong danh sách."))
    try:
        row, opened = find_code(link)
    except Unavailable:
        return verdict_page(link, Facts(clock.today(), is_reachable=False), None, 503)
    if not is_known(link, row):
        return _place_page(None, _("Không tìm thấy mã này. Quét lại tem rồi chọn tỉnh."))
    if devices.is_person("GET", request.headers):
        write_record(link, row, opened, judge(facts_of(link, row, clock.today())).state, said=chosen)
    return _place_page(link, "", name)


def _place_page(link: CodeLink | None, wrong: str, name: str = "") -> Response:
    return page(
        "qr/said_place.html", style="verdict", status=422 if wrong else 200, wrong=wrong, name=name,
        code_path=build_path(link) if link else "", provinces=list_choices(), chosen=request.form.get("province", ""),
    )  # fmt: skip
