"""Sealed originals: photos as they came, videos and voice notes, opened with a reason that is logged first."""

from uuid import UUID

from flask import Response, make_response, request

from accounts.guards import requires, signed_in
from complaints.actions.originals import log_opening, open_original
from complaints.desk.cases import case_page
from complaints.desk.frame import blueprint, unit_ids
from complaints.queries.cases import get_case
from complaints.queries.uploads import get_original
from core import clock
from core.db import committing, session
from core.errors import BadInput

ENDS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "video/mp4": "mp4", "audio/mp4": "m4a",
    "audio/mpeg": "mp3", "audio/aac": "aac", "audio/amr": "amr", "audio/wav": "wav",
}  # fmt: skip


@blueprint.post("/cases/<uuid:case_id>/originals/<uuid:file_id>")
@requires("evidence.open")
def open_sealed(case_id: UUID, file_id: UUID) -> Response:
    """Write down who opens it and why, then give it out as a file that runs nothing."""
    get_case(session(), case_id, unit_ids())
    try:
        with committing() as current:
            log_opening(
                current, complaint_id=case_id, evidence_id=file_id, reason=request.form.get(f"reason-{file_id}", ""),
                actor=signed_in().actor, now=clock.now(),
            )  # fmt: skip
    except BadInput as refused:
        return case_page(case_id, dict(request.form), {f"reason-{file_id}": [str(refused.message)]}, status=422)
    return _give(case_id, file_id)


def _give(case_id: UUID, file_id: UUID) -> Response:
    found = get_original(session(), case_id, file_id)
    response = make_response(open_original(session(), found))
    end = ENDS.get(found.media_type, "bin")
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["Content-Disposition"] = f"attachment; filename={found.media}-{found.position}.{end}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response
