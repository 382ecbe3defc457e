"""Officers' desk: files brought into the register and taken out of it."""

from uuid import UUID

from flask import Response, redirect, request

from accounts.guards import requires, signed_in
from core import clock, installation
from core.db import committing, session
from core.errors import BadInput
from core.forms import sent_files
from core.home import register_desk_tab
from core.i18n import _, lazy
from core.pages import page
from core.tables import named_table, send_table
from registry.actions.importing import publishing, staging
from registry.desk.frame import blueprint, communes
from registry.imports.columns import COLUMNS
from registry.imports.scope import Scope
from registry.models import ImportBatch
from registry.queries.exports import export_rows, template_sheets
from registry.queries.imports import get_import, list_imports
from registry.queries.showing_imports import NAMES, read_chosen, show_exports, show_import

BASE = "/desk/imports"
SECONDS = "3"

register_desk_tab(26, lazy("Nhập, xuất"), BASE, "desk", right="imports.write")


@blueprint.get("/imports")
@requires("imports.write")
def imports() -> Response:
    """The files of the unit, and where to send one."""
    return _list({})


@blueprint.post("/imports")
@requires("imports.write")
def send_import() -> Response:
    """Take a file: it is looked through at once and read in the background."""
    kind, files = request.form.get("kind", ""), sent_files("file")
    errors = {} if kind in COLUMNS else {"kind": [_("Chọn “Loại tệp”")]}
    if not files:
        errors["file"] = [_("Chọn tệp .xlsx hoặc .csv")]
    if errors:
        return _list(errors)
    try:
        cut = staging.cut_file(kind, files[0].stream, files[0].filename or "")
    except BadInput as refused:
        return _list({"file": [str(refused)]})
    officer = signed_in()
    with committing() as current:
        batch = staging.begin_import(
            current, cut=cut, unit_id=officer.unit_id, user_id=officer.user_id, now=clock.now(),
            may_approve=officer.may("products.approve"), is_sample=installation.is_sample(),
        )  # fmt: skip
    return redirect(f"{BASE}/{batch.id}", 303)


@blueprint.get("/imports/<uuid:batch_id>")
@requires("imports.write")
def show(batch_id: UUID) -> Response:
    """What each line would do; while it works the page comes again by itself."""
    shown = show_import(session(), _own(batch_id), BASE, request.args.get("verdict", ""), _after())
    answer = page("registry/import_file.html", style="desk", **shown)
    if shown["is_working"]:
        answer.headers["Refresh"] = SECONDS
    return answer


@blueprint.post('/imports/<uuid:batch_id>/<any("publish", "cancel"):step>')
@requires("imports.write")
def decide_import(batch_id: UUID, step: str) -> Response:
    """Write every line of the file into the register, or leave it alone."""
    act = {"publish": publishing.confirm_import, "cancel": staging.cancel_import}[step]
    with committing() as current:
        act(current, batch=get_import(current, batch_id, unit_id=signed_in().unit_id), now=clock.now())
    return redirect(f"{BASE}/{batch_id}", 303)


@blueprint.get("/imports/templates/<string:name>")
@requires("imports.write")
def template(name: str) -> Response:
    """An empty file with the needed columns."""
    kind, form = named_table(name, COLUMNS)
    sheets = template_sheets(session(), kind, Scope(clock.today()))
    return send_table(f"mau-{kind}", form, sheets)


@blueprint.get("/exports")
@requires("imports.write")
def exports() -> Response:
    """What to take out: words, kind of goods, state and place, with how many rows fit."""
    shown = show_exports(session(), COLUMNS, Scope(clock.today(), communes()), request.args)
    return page("registry/exports.html", style="desk", base=BASE, exports="/desk/exports", **shown)


@blueprint.get("/exports/<string:name>")
@requires("imports.write")
def export(name: str) -> Response:
    """The rows of the unit's communes that fit the filter, in the columns of the import."""
    kind, form = named_table(name, COLUMNS)
    rows = export_rows(session(), kind, Scope(clock.today(), communes()), read_chosen(request.args))
    return send_table(kind, form, [(kind, rows)])


def _own(batch_id: UUID) -> ImportBatch:
    return get_import(session(), batch_id, unit_id=signed_in().unit_id)


def _after() -> int:
    sent = request.args.get("after", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 8 else 0


def _list(errors: dict) -> Response:
    found = list_imports(session(), unit_id=signed_in().unit_id)
    return page("registry/imports.html", style="desk", status=422 if errors else 200, batches=found, base=BASE,
                values=request.form, errors=errors, offered=list(NAMES["kinds"].items()), exports="/desk/exports",
                **NAMES)  # fmt: skip
