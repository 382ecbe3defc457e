"""“Check my print”: a photo or scan of a printed label, read and judged, for officers and producers alike."""

from typing import Any

from accounts.guards import signed_in
from core import clock
from core.actor import Actor
from core.config import settings
from core.db import committing, session
from core.errors import DomainError, NotFound
from core.forms import Errors, read_form, sent_files
from core.i18n import _
from core.pages import page
from qr.actions.measuring import record_check
from qr.label_desk import MOST_MB, Desk
from qr.print_check import Seen, look_at_print
from qr.print_words import Limits, Sentence, is_good, judge
from qr.queries.batches import LabelledLot
from qr.queries.label_jobs import get_rule
from qr.queries.print_checks import Checked, find_printed
from qr.schemas.labels import CheckForm


def check_page(desk: Desk, results: list | None = None, errors: Errors | None = None, values: dict | None = None):
    """Where a photo or scan of a printed label is sent, and what was seen in the last one."""
    return page(
        "qr/print_check.html",
        style="desk",
        status=422 if errors else 200,
        base=desk.base,
        results=results,
        errors=errors or {},
        values=values or {},
    )


def take_photo(desk: Desk):
    """Read, judge, forget the picture."""
    values, errors = read_form(CheckForm)
    sent = sent_files("photo")
    data = sent[0].read(MOST_MB * 1024 * 1024 + 1) if sent else b""
    if not data:
        errors["photo"] = [_("Chọn ảnh chụp hoặc ảnh quét một tem vừa in.")]
    elif len(data) > MOST_MB * 1024 * 1024:
        errors["photo"] = [_("Ảnh lớn hơn %(most)s MB; chụp gần hơn hoặc cắt bớt.", most=MOST_MB)]
    if errors:
        return check_page(desk, None, errors, values)
    try:
        results = check_print(desk, data, dpi=int(values["dpi"]), actor=signed_in().actor)
    except DomainError as refused:
        return check_page(desk, None, {"photo": [str(refused)]}, values)
    return check_page(desk, results, {}, values)


def check_print(desk: Desk, data: bytes, *, dpi: int, actor: Actor) -> list[dict[str, Any]]:
    """Every code in the picture with its sentences; good ones of own batches are recorded. Raises ImageRefused."""
    limits = Limits(
        *(get_rule(session(), name, clock.today()) for name in ("contrast_least", "contrast_good", "unused_least"))
    )
    results = [_result(desk, seen, limits) for seen in look_at_print(data, dpi=dpi)]
    with committing() as current:
        for each in results:
            if each["checked"]:
                record_check(
                    current,
                    checked=each["checked"],
                    seen=each["seen"],
                    is_good=each["is_good"],
                    actor=actor,
                    now=clock.now(),
                )
    return results


def _result(desk: Desk, seen: Seen, limits: Limits) -> dict[str, Any]:
    checked = find_printed(session(), seen.text, public_url=settings().public_url)
    labelled = _own(desk, checked)
    whose = _whose(checked, labelled)
    sentences = [whose, *judge(seen, limits)]
    return {
        "seen": seen,
        "sentences": sentences,
        "is_good": is_good(sentences),
        "labelled": labelled,
        "checked": checked if labelled else None,
    }


def _own(desk: Desk, checked: Checked | None) -> LabelledLot | None:
    try:
        return desk.own_lot(checked.lot_id) if checked else None
    except NotFound:
        return None


def _whose(checked: Checked | None, labelled: LabelledLot | None) -> Sentence:
    if checked is None:
        return "bad", _("Không phải tem riêng từng món của hệ thống này.")
    if labelled is None:
        return "bad", _("Là tem của cơ sở khác.")
    if not checked.is_exact:
        return "bad", _("Đường dẫn trong mã khác với đường dẫn phải in: in lại từ tệp mới tải.")
    if checked.state == "void":
        return "bad", _("Mã này đã hủy.")
    return "ok", _("Là tem của bạn: %(product)s, lô %(lot)s.", product=labelled.name, lot=labelled.lot.number)
