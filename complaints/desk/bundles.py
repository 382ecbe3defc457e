"""A report given out as a sealed bundle."""

from uuid import UUID

from flask import Response, make_response, render_template, request

from accounts.guards import requires, signed_in
from accounts.queries import unit_on
from complaints.actions.bundles import Taking, build_bundle, record_bundle, record_export
from complaints.desk.cases import case_page
from complaints.desk.frame import blueprint, unit_ids
from complaints.queries.cases import get_case
from core import clock
from core.config import ROOT, settings
from core.db import committing, session
from core.errors import BadInput
from core.i18n import gettext as _
from core.installation import is_sample
from core.keys import current_key
from core.published import public_jwk
from core.styles import style_sheet


@blueprint.post("/cases/<uuid:case_id>/bundle")
@requires("cases.export")
def export_bundle(case_id: UUID) -> Response:
    """Write down who takes it and why, build it, write down its hash in the same commit, give it out."""
    case, now, reason = get_case(session(), case_id, unit_ids()), clock.now(), request.form.get("bundle_reason", "")
    try:
        with committing() as current:
            record_export(current, complaint_id=case_id, reason=reason, actor=signed_in().actor, now=now)
            data = build_bundle(current, complaint_id=case_id, taking=_taking(reason, now), checker=draw_checker())
            record_bundle(current, complaint_id=case_id, data=data, actor=signed_in().actor, now=now)
    except BadInput as refused:
        return case_page(case_id, dict(request.form), {"bundle_reason": [str(refused.message)]}, status=422)
    response = make_response(data)
    response.headers["Content-Type"] = "application/zip"
    response.headers["Content-Disposition"] = f"attachment; filename=ho-so-{case.number}.zip"
    response.headers["Cache-Control"] = "no-store"
    return response


def draw_checker() -> bytes:
    """The one page that checks a bundle without a network."""
    key = public_jwk(current_key(session(), "bundle"))
    script = (ROOT / "static" / "js" / "bundle-check.js").read_text()
    return render_template(
        "complaints/trail/checker.html", style=style_sheet("form").text, script=script, key=key["x"], kid=key["kid"],
        address=f"{settings().public_url}/.well-known/jwks.json",
    ).encode()  # fmt: skip


def _taking(reason: str, now) -> Taking:
    officer = signed_in()
    unit = unit_on(session(), officer.unit_id, clock.today())
    mark = _("BẢN MẪU") if is_sample() else ""
    return Taking(officer.name, unit.name if unit else "", reason.strip(), now, mark)
