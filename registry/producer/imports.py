"""Producers' desk: files of the own products, certificates and lots."""

from uuid import UUID

from flask import Response, redirect, request

from accounts.guards import requires, signed_in
from core import clock, installation
from core.db import committing, session
from core.errors import BadInput, NotFound
from core.forms import sent_files
from core.home import register_desk_tab
from core.i18n import _, lazy
from core.pages import page
from core.tables import named_table, send_table
from registry.actions.importing import publishing, staging
from registry.imports.columns import OWN_KINDS
from registry.imports.scope import Scope
from registry.models import Producer
from registry.producer.frame import blueprint, own_producer
from registry.queries.exports import export_rows, template_sheets
from registry.queries.imports import get_import, list_imports
from registry.queries.showing_imports import NAMES, read_chosen, show_exports, show_import

BASE = "/producer/imports"
SECONDS = "3"

register_desk_tab(26, lazy("Nhập, xuất"), BASE, "producer")


@blueprint.get("/imports")
@requires("producer.write")
def imports() -> Response:
    """The own files, and where to send one."""
    return _list({})


@blueprint.post("/imports")
@requires("producer.write")
def send_import() -> Response:
    """Take a file: it is looked through at once and read in the background."""
    own, kind, files = _own(), request.form.get("kind", ""), sent_files("file")
    errors = {} if kind in OWN_KINDS else {"kind": [_("Chọn “Loại tệp”")]}
    if not files:
        errors["file"] = [_("Chọn tệp .xlsx hoặc .csv")]
    if errors:
        return _list(errors)
    try:
        cut = staging.cut_file(kind, files[0].stream, files[0].filename or "")
    except BadInput as refused:
        return _list({"file": [str(refused)]})
    who = {"producer_id": own.id, "user_id": signed_in().user_id, "is_sample": installation.is_sample()}
    with committing() as current:
        batch = staging.begin_import(current, cut=cut, now=clock.now(), **who)
    return redirect(f"{BASE}/{batch.id}", 303)


@blueprint.get("/imports/<uuid:batch_id>")
@requires("producer.write")
def show_file(batch_id: UUID) -> Response:
    """What each line would do; while it works the page comes again by itself."""
    batch, after = get_import(session(), batch_id, producer_id=_own().id), request.args.get("after", "")
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 8 else 0
    shown = show_import(session(), batch, BASE, request.args.get("verdict", ""), number)
    answer = page("registry/import_file.html", style="desk", **shown)
    if shown["is_working"]:
        answer.headers["Refresh"] = SECONDS
    return answer


@blueprint.post('/imports/<uuid:batch_id>/<any("publish", "cancel"):step>')
@requires("producer.write")
def decide_import(batch_id: UUID, step: str) -> Response:
    """Write every line of the file, or leave it alone."""
    own, act = _own(), {"publish": publishing.confirm_import, "cancel": staging.cancel_import}[step]
    with committing() as current:
        act(current, batch=get_import(current, batch_id, producer_id=own.id), now=clock.now())
    return redirect(f"{BASE}/{batch_id}", 303)


@blueprint.get("/imports/templates/<string:name>")
@requires("producer.write")
def template(name: str) -> Response:
    """An empty file with the needed columns."""
    kind, form = named_table(name, OWN_KINDS)
    return send_table(f"mau-{kind}", form, template_sheets(session(), kind, Scope(clock.today())))


@blueprint.get("/exports")
@requires("producer.write")
def exports() -> Response:
    """What to take out of the own rows: words, kind of goods and state, with how many rows fit."""
    shown = show_exports(session(), OWN_KINDS, Scope(clock.today(), producer_id=_own().id), request.args)
    return page("registry/exports.html", style="desk", base=BASE, exports="/producer/exports", **shown)


@blueprint.get("/exports/<string:name>")
@requires("producer.write")
def export(name: str) -> Response:
    """The own rows in the columns of the import."""
    kind, form = named_table(name, OWN_KINDS)
    scope = Scope(clock.today(), producer_id=_own().id)
    return send_table(kind, form, [(kind, export_rows(session(), kind, scope, read_chosen(request.args)))])


def _own() -> Producer:
    own = own_producer()
    if own is None:
        raise NotFound(lazy("Ghi tên cơ sở của bạn trước, rồi mới nhập, xuất tệp."))
    return own


def _list(errors: dict) -> Response:
    found = list_imports(session(), producer_id=_own().id)
    offered = [(kind, NAMES["kinds"][kind]) for kind in OWN_KINDS]
    return page("registry/imports.html", style="desk", status=422 if errors else 200, batches=found, base=BASE,
                values=request.form, errors=errors, offered=offered, exports="/producer/exports", **NAMES)  # fmt: skip
