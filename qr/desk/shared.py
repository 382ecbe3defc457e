"""Labels with the one code of a lot or product: the document."""

from uuid import UUID

from flask import Response

from accounts.guards import requires
from core.config import settings
from core.db import session
from core.errors import BadInput
from core.forms import read_form
from core.i18n import lazy
from qr.desk.batches import MOST_PRINTED
from qr.desk.frame import blueprint, get_own_lot
from qr.labels.documents import MEDIA_TYPES, draw_labels
from qr.labels.sheets import SHEETS
from qr.queries.labels import list_shared_labels
from qr.queries.producer_codes import get_shared
from qr.schemas import PrintForm


@blueprint.post("/codes/shared/<uuid:issue_id>/labels")
@requires("codes.issue")
def shared_labels(issue_id: UUID) -> Response:
    """Download them; a large number as one link for the print shop."""
    issue = get_shared(session(), issue_id)
    get_own_lot(issue.lot_id)
    values, errors = read_form(PrintForm)
    if errors:
        raise BadInput(lazy("Chọn khổ tem và dạng tệp trong danh sách."))
    form, count = (values["form"], issue.count) if issue.count <= MOST_PRINTED else ("csv", 1)
    labels = list_shared_labels(
        session(), issue.lot_id, level=issue.level, count=count, public_url=settings().public_url
    )
    data = draw_labels(labels, form=form, sheet=SHEETS[values["sheet"]], ecc=values["ecc"])
    return Response(data, content_type=MEDIA_TYPES[form],
                    headers={"Content-Disposition": f'attachment; filename="tem-{issue_id}.{form}"'})  # fmt: skip
