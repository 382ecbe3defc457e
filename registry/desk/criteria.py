"""Officers' desk: the criteria sets of OCOP, their import and their confirmation by an administrator."""

from io import StringIO
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from core import clock
from core.db import session
from core.errors import Conflict, NotAllowed
from core.forms import Errors, plain_text, read_form, sent_files, typed_words
from core.i18n import _, lazy
from core.pages import page
from registry import queries
from registry.actions import criteria
from registry.assessing import STATES
from registry.desk.frame import blueprint, by
from registry.ocop import points_text
from registry.queries.criteria import get_set, list_criteria, list_rules, list_sets
from registry.schemas.assessing import ConfirmForm
from registry.sending import send

MOST_CHARACTERS = 500_000
RULE_NAMES = {
    "due": lazy("Số ngày làm việc của một bước"),
    "remind": lazy("Nhắc trước khi hết hạn (ngày)"),
    "sheets": lazy("Cách gộp phiếu của hội đồng"),
    "topic": lazy("Phần xã đánh giá"),
}
RULE_WORDS = STATES | {
    "method": lazy("Điểm chung"), "least": lazy("Số phiếu ít nhất"), "mean": lazy("trung bình các phiếu"),
    "median": lazy("trung vị các phiếu"),
}  # fmt: skip


@blueprint.get("/ocop/criteria")
@requires("ocop.read")
def ocop_criteria() -> Response:
    """Every criteria set and every rule with its days and source."""
    return page("registry/ocop_criteria.html", style="desk", sets=list_sets(session()), rules=list_rules(session()),
                rule_names=RULE_NAMES, rule_words=RULE_WORDS)  # fmt: skip


@blueprint.route("/ocop/criteria/<uuid:set_id>", methods=["GET", "POST"])
@requires("ocop.read")
def ocop_criteria_set(set_id: UUID) -> Response:
    """One set; an administrator confirms that it is in force."""
    found = get_set(session(), set_id)
    values, errors = read_form(ConfirmForm) if request.method == "POST" else ({}, {})
    if request.method == "POST":
        _require_administrator()
        errors = errors or send(lambda current: criteria.confirm_set(current, set_id=set_id, **values, **by()))
        if not errors:
            return redirect(url_for(".ocop_criteria_set", set_id=set_id), 303)
    return page(
        "registry/ocop_criteria_set.html", style="desk", status=422 if errors else 200, found=found, errors=errors,
        criteria=list_criteria(session(), set_id), values=typed_words(), points_text=points_text,
        groups={each.number: each for each in queries.list_groups(session(), clock.today())},
    )  # fmt: skip


@blueprint.route("/ocop/criteria/import", methods=["GET", "POST"])
@requires("ocop.rules")
def ocop_criteria_import() -> Response:
    """Read a CSV file or pasted lines: first looked at, then taken in."""
    sent, found, errors = typed_words(), [], {}
    if request.method == "POST":
        sent["rows"] = _sent_text(sent)
        errors = _look(sent["rows"], found)
    if request.method == "POST" and not errors and sent.get("act") == "import":
        try:
            errors = send(lambda current: criteria.import_criteria(
                current, sets=criteria.read_criteria(current, StringIO(sent["rows"])), **by()))  # fmt: skip
        except Conflict as refused:
            errors = {"file": [str(refused)]}
        if not errors:
            return redirect(url_for(".ocop_criteria"), 303)
    return page("registry/ocop_criteria_import.html", style="desk", status=422 if errors else 200, values=sent,
                errors=errors, found=found, columns=criteria.COLUMNS, points_text=points_text)  # fmt: skip


def _sent_text(sent: dict) -> str:
    """The chosen file, else what was pasted or shown before."""
    chosen = sent_files("file")
    if not chosen:
        return str(sent.get("rows", ""))[:MOST_CHARACTERS]
    return plain_text(chosen[0].read(MOST_CHARACTERS).decode("utf-8-sig", errors="replace"))


def _look(text: str, found: list) -> Errors:
    if not text.strip():
        return {"file": [_("Chọn tệp CSV hoặc dán các dòng vào ô")]}
    return send(lambda current: found.extend(criteria.read_criteria(current, StringIO(text))))


def _require_administrator() -> None:
    if not signed_in().may("ocop.rules"):
        raise NotAllowed(lazy("Chỉ quản trị viên xác nhận bộ tiêu chí."))
