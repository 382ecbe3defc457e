"""The receipt: on the page, on paper, as a signed file. Only this browser can open it, for a day."""

from datetime import datetime

from flask import Response, make_response

from complaints.public.frame import RECEIPT, blueprint, find_own_case
from complaints.queries.tracking import track
from complaints.receipts import sign_receipt
from complaints.tracking import format_code
from core import clock
from core.clock import legal_date
from core.db import session
from core.keys import current_key
from core.pages import page
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
    seen, key = track(session, case, clock.now()), current_key(session, "receipt")
    text = sign_receipt(
        key.private(), key_number=key.number, code=kept["code"], filed_at=clock.local(case.filed_at),
        body=seen.unit_name, promised_on=format_date(case.promised_on),
        photo_hashes=[photo.received_hash for photo in seen.photos], is_sample=case.is_sample,
    )  # fmt: skip
    answer = make_response(text)
    answer.headers["Content-Type"] = "application/json; charset=utf-8"
    answer.headers["Content-Disposition"] = f"attachment; filename=phieu-{legal_date(case.filed_at)}.json"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _show(template: str, style: str) -> Response:
    case, kept = find_own_case(RECEIPT)
    if case is None:
        return _private(page("complaints/report/no_receipt.html", style="form", status=404))
    seen = track(session, case, clock.now())
    response = page(
        template, style=style, seen=seen, case=case, code=format_code(kept["code"]), again=kept.get("again"),
        until=datetime.fromisoformat(kept["until"]),
    )
    return _private(response)


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
