"""Penalty decisions from a spreadsheet: a dry run first, then into the book."""

from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from complaints.actions.decision_files import keep_file, take_over_file
from complaints.decision_rows import COLUMNS
from complaints.desk.frame import blueprint, refused, unit_ids
from complaints.queries.decision_files import STATES, get_file, judge_file, list_files
from core import clock
from core.db import committing, session
from core.forms import Errors, sent_files
from core.i18n import _
from core.pages import page
from core.tables import send_table


@blueprint.get("/inspections/files")
@requires("inspections.record")
def decision_files() -> Response:
    """The form for a file, and the last ones."""
    return files_page({})


@blueprint.post("/inspections/files")
@requires("inspections.record")
def send_decisions() -> Response:
    """Read a file; nothing is recorded before the officer has seen what it would do."""
    files, made = sent_files("file"), []

    def save() -> None:
        with committing() as current:
            made.append(keep_file(
                current, data=files[0].stream, name=files[0].filename or "", unit_id=signed_in().unit_id,
                actor=signed_in().actor, now=clock.now(),
            ).id)  # fmt: skip

    errors = refused(save, {"file": "file"}, "file") if files else {"file": [_("Chọn tệp .xlsx hoặc .csv")]}
    return files_page(errors, 422) if errors else redirect(url_for(".decision_file", file_id=made[0]), 303)


@blueprint.get("/inspections/files/decisions.xlsx")
@requires("inspections.record")
def decision_sheet() -> Response:
    """An empty spreadsheet with the columns."""
    return send_table("decisions", "xlsx", [(_("Quyết định"), [[str(label) for label in COLUMNS.values()]])])


@blueprint.get("/inspections/files/<uuid:file_id>")
@requires("inspections.record")
def decision_file(file_id: UUID) -> Response:
    """What a file says, line by line, against the book as it stands."""
    return file_page(file_id, {})


@blueprint.post("/inspections/files/<uuid:file_id>")
@requires("inspections.record")
def take_over(file_id: UUID) -> Response:
    """Record what is new or changed."""
    get_file(session(), file_id, unit_ids())

    def save() -> None:
        with committing() as current:
            take_over_file(
                current, file_id=file_id, unit_ids=unit_ids(), on=clock.today(), actor=signed_in().actor,
                now=clock.now(),
            )  # fmt: skip

    errors = refused(save, {}, "file")
    return file_page(file_id, errors, 409) if errors else redirect(url_for(".decision_file", file_id=file_id), 303)


def files_page(errors: Errors, status: int = 200) -> Response:
    """The page of files."""
    rows = list_files(session(), unit_ids())
    return page("complaints/desk/decision_files.html", style="desk", status=status, rows=rows, errors=errors)


def file_page(file_id: UUID, errors: Errors, status: int = 200) -> Response:
    """The page of one file."""
    file = get_file(session(), file_id, unit_ids())
    lines = judge_file(session(), file, unit_ids(), clock.today())
    counts = {state: sum(each.state == state for each in lines) for state in STATES}
    return page(
        "complaints/desk/decision_file.html", style="desk", status=status, file=file, lines=lines, counts=counts,
        states=STATES, errors=errors,
    )  # fmt: skip
