"""The receipt: on the page, on paper, as a picture, as a signed file. Only this browser can open it, for a day."""

import json
from datetime import datetime

from flask import Response, make_response, render_template

from complaints.models import Complaint
from complaints.public.frame import RECEIPT, blueprint, find_own_case
from complaints.queries.tracking import TrackedCase, track
from complaints.queries.uploads import count_coming
from complaints.receipt_picture import draw_receipt
from complaints.receipts import Receipt, sign_receipt
from complaints.tracking import format_code
from core import clock
from core.clock import legal_date
from core.config import ROOT, settings
from core.db import session
from core.i18n import gettext as _
from core.keys import current_key, keys_of
from core.pages import page
from core.published import public_jwk
from core.text import format_date


@blueprint.get("/complaints/receipt")
def receipt() -> Response:
    """What arrived, when, who has it, what comes next, and the code."""
    return _show("complaints/report/receipt.html", "form")


@blueprint.get("/complaints/receipt/print")
def print_receipt() -> Response:
    """The same on one sheet of paper."""
    return _show("complaints/report/receipt_paper.html", "public")


@blueprint.get("/complaints/receipt/file")
def receipt_file() -> Response:
    """The receipt as a signed text that can be kept."""
    case, kept = find_own_case(RECEIPT)
    if case is None:
        return _show("", "")
    key = current_key(session, "receipt")
    text = sign_receipt(key.private(), _certified(case, kept["code"]), key_number=key.number)
    return _download(text.encode(), "application/json; charset=utf-8", f"phieu-{legal_date(case.filed_at)}.json")


@blueprint.get("/complaints/receipt/picture")
def receipt_picture() -> Response:
    """The receipt as a picture with a QR code, to be kept among one's photos."""
    case, kept = find_own_case(RECEIPT)
    if case is None:
        return _show("", "")
    code = format_code(kept["code"])
    data = draw_receipt(
        title=_("Phiếu nhận phản ánh"), code=code, lines=_lines(case, kept["code"]),
        address=f"{settings().public_url.rstrip('/')}/complaints/track#{code.replace(' ', '')}",
        mark=_("BẢN MẪU") if case.is_sample else "",
    )  # fmt: skip
    return _download(data, "image/png", f"phieu-{legal_date(case.filed_at)}.png")


@blueprint.get("/complaints/receipt/checker")
def receipt_checker() -> Response:
    """One page that checks a signed receipt without a network: it carries the public keys and its own script."""
    keys = [public_jwk(key) for key in keys_of(session(), "receipt").values()]
    script = (ROOT / "static" / "js" / "receipt-check.js").read_text()
    text = render_template("complaints/report/checker.html", keys=json.dumps(keys), script=script)
    return _download(text.encode(), "application/octet-stream", "kiem-tra-phieu.html")


def _certified(case: Complaint, code: str) -> Receipt:
    seen, now = track(session, case, clock.now()), clock.now()
    return Receipt(
        code=code, filed_at=clock.local(case.filed_at), issued_at=clock.local(now), body=seen.unit_name,
        promised_on=format_date(case.promised_on), details=case.details, link=case.online_address,
        files=tuple(seen.photos), files_coming=count_coming(session, case, len(seen.photos), now),
        is_sample=case.is_sample,
    )  # fmt: skip


def _lines(case: Complaint, code: str) -> list[str]:
    told = _certified(case, code)
    return [
        _("Quét mã vuông để xem phản ánh. Ai có mã đều xem được, đừng đăng ảnh này lên mạng."),
        _("Nhận lúc %(at)s bởi %(body)s.", at=told.filed_at.strftime("%H:%M %d/%m/%Y"), body=told.body),
        _("Hẹn trả lời trước ngày %(day)s.", day=told.promised_on),
        _("Đã nhận: nội dung, %(count)s tệp.", count=len(told.files)),
        *(f"· {each.received_hash[:32]}…" for each in told.files),
        _("Giữ lại món hàng, bao bì và hóa đơn. Đừng tự đến đối chất với người bán."),
    ]


def _show(template: str, style: str) -> Response:
    case, kept = find_own_case(RECEIPT)
    if case is None:
        return _private(page("complaints/report/no_receipt.html", style="form", status=404))
    seen = track(session, case, clock.now())
    response = page(
        template, style=style, seen=seen, case=case, code=format_code(kept["code"]), again=kept.get("again"),
        until=datetime.fromisoformat(kept["until"]), coming=_coming(case, seen),
    )  # fmt: skip
    return _private(response)


def _coming(case: Complaint, seen: TrackedCase) -> int:
    return count_coming(session, case, len(seen.photos), clock.now())


def _download(data: bytes, media_type: str, name: str) -> Response:
    answer = make_response(data)
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return _private(answer)


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
