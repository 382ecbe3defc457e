"""What a formal đơn tố cáo is, and a sheet to fill in by hand: this site takes none."""

from flask import Response

from complaints.public.frame import blueprint
from complaints.queries.arrival import list_told_terms
from core import clock
from core.db import session
from core.pages import page


@blueprint.get("/complaints/denunciation")
def denunciation() -> Response:
    """The two ways side by side, with the terms of the law."""
    return page("complaints/report/denunciation.html", style="public", terms=list_told_terms(session, clock.today()))


@blueprint.get("/complaints/denunciation/form")
def denunciation_form() -> Response:
    """The sheet of paper with empty lines."""
    return page("complaints/report/denunciation_paper.html", style="public")
