"""What was raised to the officer's own unit: silence of a body, sellers without a place, conduct of officers."""

from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from complaints.actions.silence import mark_flag_seen
from complaints.desk.frame import blueprint, unit_ids
from complaints.queries.transfers import list_flags
from complaints.workflow import STATES
from core import clock
from core.db import committing, session
from core.home import register_desk_tab
from core.i18n import _, lazy
from core.pages import page

register_desk_tab(15, lazy("Báo lên cấp trên"), "/desk/flags", right="cases.flags")


@blueprint.get("/flags")
@requires("cases.flags")
def flags() -> Response:
    """Everything raised and not yet seen; a report that lies elsewhere is shown without its page."""
    return page(
        "complaints/transfers/flags.html", style="desk", rows=list_flags(session(), signed_in().unit_id),
        words=flag_words(), states=STATES, own=unit_ids() if signed_in().may("cases.read") else set(),
    )  # fmt: skip


@blueprint.post("/flags/<uuid:case_id>/<int:seq>/seen")
@requires("cases.flags")
def see_flag(case_id: UUID, seq: int) -> Response:
    """Somebody has seen it."""
    with committing() as current:
        mark_flag_seen(
            current, complaint_id=case_id, seq=seq, unit_id=signed_in().unit_id, actor=signed_in().actor,
            now=clock.now(),
        )  # fmt: skip
    return redirect(url_for(".flags"), 303)


def flag_words() -> dict[str, str]:
    """Why a report was raised."""
    return {
        "silent": _("Cơ quan nhận chuyển không trả lời đúng hẹn"),
        "no_place": _("Người bán trên mạng, chưa rõ nơi"),
        "late": _("Trễ hẹn với người phản ánh"),
        "review": _("Người phản ánh đề nghị xem lại"),
        "conduct": _("Việc làm của cán bộ đơn vị dưới"),
        "late_law": _("Quá thời hạn của luật"),
    }
