"""The doors of files in and out, opened alike for officers and for producers: only whose files they are differs."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from accounts.guards import requires
from core import clock, installation
from core.db import committing, session
from core.errors import BadInput
from core.forms import asked_words, sent_files, typed_words
from core.http import see_other
from core.i18n import _
from core.pages import page
from core.tables import named_table, send_table
from registry.actions.importing import publishing, staging
from registry.imports.scope import Scope
from registry.models import ImportBatch
from registry.queries.exports import export_rows, template_sheets
from registry.queries.imports import get_import, list_imports
from registry.queries.showing_imports import NAMES, read_chosen, show_exports, show_import

SECONDS = "3"
STEPS = {"publish": publishing.confirm_import, "cancel": staging.cancel_import}


@dataclass(frozen=True)
class Desk:
    """Whose files they are: where the pages lie, which kinds are offered, whose (a unit's or a producer's)."""

    base: str
    kinds: Collection[str]
    owner: Callable[[], dict[str, UUID]]
    sender: Callable[[], dict[str, Any]]
    """Who brings the file, as `begin_import` takes it."""
    scope: Callable[[], Scope]

    def own(self, batch_id: UUID) -> ImportBatch:
        """A file of this desk's owner; others are not there."""
        return get_import(session(), batch_id, **self.owner())


def open_import_doors(blueprint, desk: Desk, right: str) -> None:
    """Add every page about files in and out, for those who hold the right."""
    doors = [
        ("/imports", "GET", "imports", partial(list_files, desk, {})),
        ("/imports", "POST", "send_import", partial(take_file, desk)),
        ("/imports/<uuid:batch_id>", "GET", "show_import", partial(show_file, desk)),
        ('/imports/<uuid:batch_id>/<any("publish", "cancel"):step>', "POST", "decide_import", partial(decide, desk)),
        ("/imports/templates/<string:name>", "GET", "template", partial(send_template, desk)),
        ("/exports", "GET", "exports", partial(exports_page, desk)),
        ("/exports/<string:name>", "GET", "export", partial(send_export, desk)),
    ]
    for rule, method, endpoint, view in doors:
        blueprint.add_url_rule(rule, endpoint, requires(right)(view), methods=[method])


def list_files(desk: Desk, errors: dict):
    """The own files, and where to send one."""
    found, offered = list_imports(session(), **desk.owner()), [(kind, NAMES["kinds"][kind]) for kind in desk.kinds]
    return page("registry/imports.html", style="desk", status=422 if errors else 200, batches=found, base=desk.base,
                values=typed_words(), errors=errors, offered=offered, exports=_exports(desk), **NAMES)  # fmt: skip


def take_file(desk: Desk):
    """Take a file: it is looked through at once and read in the background."""
    kind, files, sender = str(typed_words().get("kind", "")), sent_files("file"), desk.sender()
    errors = {} if kind in desk.kinds else {"kind": [_("Chọn “Loại tệp”")]}
    if not files:
        errors["file"] = [_("Chọn tệp .xlsx hoặc .csv")]
    if errors:
        return list_files(desk, errors)
    try:
        cut = staging.cut_file(kind, files[0].stream, files[0].filename or "")
    except BadInput as refused:
        return list_files(desk, {"file": [str(refused)]})
    with committing() as current:
        batch = staging.begin_import(
            current, cut=cut, is_sample=installation.is_sample(), now=clock.now(), **sender, **desk.owner()
        )
    return see_other(f"{desk.base}/{batch.id}")


def show_file(desk: Desk, batch_id: UUID):
    """What each line would do; while it works the page comes again by itself."""
    batch, after = desk.own(batch_id), asked_words().get("after", "")
    number = int(after) if after.isascii() and after.isdigit() and len(after) < 8 else 0
    shown = show_import(session(), batch, desk.base, asked_words().get("verdict", ""), number)
    answer = page("registry/import_file.html", style="desk", **shown)
    if shown["is_working"]:
        answer.headers["Refresh"] = SECONDS
    return answer


def decide(desk: Desk, batch_id: UUID, step: str):
    """Write every line of the file into the register, or leave it alone."""
    own = desk.owner()
    with committing() as current:
        STEPS[step](current, batch=get_import(current, batch_id, **own), now=clock.now())
    return see_other(f"{desk.base}/{batch_id}")


def send_template(desk: Desk, name: str):
    """An empty file with the needed columns."""
    kind, form = named_table(name, desk.kinds)
    return send_table(f"mau-{kind}", form, template_sheets(session(), kind, Scope(clock.today())))


def exports_page(desk: Desk):
    """What to take out: words, kind of goods, state and place, with how many rows fit."""
    shown = show_exports(session(), desk.kinds, desk.scope(), asked_words())
    return page("registry/exports.html", style="desk", base=desk.base, exports=_exports(desk), **shown)


def send_export(desk: Desk, name: str):
    """The own rows that fit the filter, in the columns of the import."""
    kind, form = named_table(name, desk.kinds)
    rows = export_rows(session(), kind, desk.scope(), read_chosen(asked_words()))
    return send_table(kind, form, [(kind, rows)])


def _exports(desk: Desk) -> str:
    return desk.base.replace("imports", "exports")
