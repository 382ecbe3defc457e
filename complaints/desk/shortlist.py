"""Reports to be read without a network: ten at most, in one file that opens on any phone."""

from base64 import b64encode
from uuid import UUID

from flask import Response, make_response, redirect, render_template, url_for

from accounts.guards import requires, signed_in
from complaints.actions.shortlist import MOST_CASES, log_carrying, put_aside, put_back
from complaints.desk.arrival import list_arrival
from complaints.desk.cases import case_page, list_facts
from complaints.desk.frame import blueprint, refused, unit_ids
from complaints.models import Evidence
from complaints.queries.cases import get_case, get_case_file
from complaints.queries.shortlist import list_shortlisted
from complaints.step_words import STEP_WORDS
from complaints.workflow import STATES
from core import clock, storage
from core.config import ROOT
from core.db import committing, session
from core.pages import page


@blueprint.get("/shortlist")
@requires("cases.read")
def shortlist() -> Response:
    """What the officer takes along."""
    found = list_shortlisted(session(), signed_in().user_id, unit_ids())
    return page("complaints/desk/shortlist.html", style="desk", found=found, states=STATES, most=MOST_CASES)


@blueprint.post("/cases/<uuid:case_id>/shortlist")
@requires("cases.read")
def take_along(case_id: UUID) -> Response:
    """Put a report aside."""
    get_case(session(), case_id, unit_ids())

    def put() -> None:
        with committing() as current:
            put_aside(
                current, complaint_id=case_id, actor=signed_in().actor, now=clock.now(), unit_ids=unit_ids()
            )  # fmt: skip

    errors = refused(put, {}, "note_text")
    return case_page(case_id, {}, errors, status=409) if errors else redirect(url_for(".shortlist"), 303)


@blueprint.post("/cases/<uuid:case_id>/shortlist/drop")
@requires("cases.read")
def leave_behind(case_id: UUID) -> Response:
    """Take a report off the list."""
    with committing() as current:
        put_back(current, complaint_id=case_id, actor=signed_in().actor)
    return redirect(url_for(".shortlist"), 303)


@blueprint.post("/shortlist/file")
@requires("cases.read")
def shortlist_file() -> Response:
    """One page with everything on it but contacts; that it left is written down first."""
    inside = unit_ids()
    with committing() as current:
        cases = list_shortlisted(current, signed_in().user_id, inside)
        log_carrying(current, cases, actor=signed_in().actor, now=clock.now())
    files = [get_case_file(session(), case.id, inside) for case in cases]
    style = "".join((ROOT / "static" / "css" / name).read_text() for name in ("tokens.css", "base.css"))
    response = make_response(render_template(
        "complaints/desk/shortlist_file.html", files=files, now=clock.now(), states=STATES, event_words=STEP_WORDS,
        picture=picture, facts_of=lambda file: list_facts(file) + list_arrival(file.complaint), style=style,
    ))  # fmt: skip
    response.headers["Content-Type"] = "application/octet-stream"  # a file to keep, never a page of this site
    response.headers["Content-Disposition"] = "attachment; filename=phan-anh-mang-theo.html"
    response.headers["Cache-Control"] = "no-store"
    return response


def picture(photo: Evidence) -> str:
    """A clean copy inside the page; "" when the file is not there."""
    try:
        return f"data:image/jpeg;base64,{b64encode(storage.get(photo.clean_key)).decode()}"
    except FileNotFoundError:
        return ""
