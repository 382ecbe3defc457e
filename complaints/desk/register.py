"""Sổ theo dõi tin báo: on paper and as a spreadsheet."""

from datetime import date

from flask import Response, request

from accounts.guards import requires, signed_in
from complaints.desk.frame import blueprint
from complaints.desk.grouping import desk
from complaints.queries.register import ON_A_PAGE, Line, list_register, walk_register
from complaints.schemas.outcomes import RegisterForm
from complaints.workflow import OUTCOMES, STATES
from core import clock
from core.db import session
from core.i18n import _
from core.pages import page
from core.tables import send_table
from core.text import format_date


@blueprint.get("/register")
@requires("cases.read")
def register() -> Response:
    """The register of a period, to be printed."""
    first, last, values, errors = sent_period()
    lines = list_register(session(), desk(), first, last)
    return page(
        "complaints/desk/register.html", style="desk", status=422 if errors else 200, rows=sheet_rows(lines),
        first=first, last=last, values=values, errors=errors, unit=signed_in().unit_name,
        is_cut=len(lines) == ON_A_PAGE, most=ON_A_PAGE,
    )  # fmt: skip


@blueprint.get("/register.xlsx")
@requires("cases.read")
def register_sheet() -> Response:
    """The same as a spreadsheet."""
    first, last, _values, _errors = sent_period()
    rows = sheet_rows(list(walk_register(session(), desk(), first, last)))
    return send_table("so-theo-doi-tin-bao", "xlsx", [("Tin bao", rows)])


def sent_period() -> tuple[date, date, dict, dict]:
    """The period asked for, this month where none was; what was typed, and what is wrong with it."""
    form, today = RegisterForm(), clock.today()
    errors = form.validate(request.args)
    asked = form.load({name: request.args.get(name, "") for name in form.fields if name not in errors})
    last = asked["last"] or today
    first = asked["first"] or last.replace(day=1)
    values = {name: request.args.get(name, format_date(day)) for name, day in (("first", first), ("last", last))}
    return min(first, last), last, values, errors


def sheet_rows(lines: list[Line]) -> list[list[object]]:
    """The head and a row per report, in words."""
    head = [_("STT"), _("Số phản ánh"), _("Gửi lúc"), _("Kênh"), _("Nội dung"), _("Nơi bán"), _("Cán bộ"), _("Vụ"),
            _("Kết quả"), _("Vụ kiểm tra"), _("Quyết định"), _("Tiền phạt"), _("Đã nộp ngân sách"),
            _("Trả lời ngày"),
            ]  # fmt: skip
    return [head, *([number, *_row(line)] for number, line in enumerate(lines, 1))]


def _row(line: Line) -> list[object]:
    case = line.complaint
    ended = case.closed_at
    return [
        case.number, f"{clock.local(case.filed_at):%d/%m/%Y %H:%M}", line.channel,
        ", ".join(filter(None, (line.kind, case.goods_name))), ", ".join(filter(None, (case.seller, line.commune))),
        line.officer, line.group, str(OUTCOMES.get(case.outcome) or STATES[case.state]),
        ", ".join(row.number for row in line.inspections), ", ".join(row.number or "–" for row in line.decisions),
        sum(row.imposed_fine for row in line.decisions), line.paid,
        format_date(clock.legal_date(ended)) if ended else "",
    ]  # fmt: skip
