"""Printers measured by the ruler page, for officers and producers alike."""

from accounts.guards import signed_in
from core import clock
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors, read_form
from core.http import see_other, send_pieces
from core.pages import page
from qr.actions.measuring import record_printer
from qr.label_desk import Desk, refusal
from qr.labels.documents import MEDIA_TYPES
from qr.labels.ruler import crosses, draw_ruler, measured_printer
from qr.labels.sheets import SHEETS
from qr.queries.label_jobs import as_printer, list_printers
from qr.schemas.labels import DPI_WORDS, PrinterForm


def printers_page(desk: Desk, values: dict, errors: Errors):
    """The printers with the form for one more."""
    rows = [(row, as_printer(row)) for row in list_printers(session(), **desk.owner())]
    chosen = SHEETS.get(values.get("sheet") or "", SHEETS["3x8"])
    return page(
        "qr/printers.html",
        style="desk",
        status=422 if errors else 200,
        base=desk.base,
        values=values,
        errors=errors,
        rows=rows,
        dpis=DPI_WORDS,
        sheets=[(key, sheet.name) for key, sheet in SHEETS.items()],
        crosses=crosses(chosen.page),
    )


def take_measures(desk: Desk):
    """Keep what the ruler page showed."""
    values, errors = read_form(PrinterForm)
    if errors:
        return printers_page(desk, values, errors)
    lengths = {name: values[name] for name in ("left", "top", "across", "down")}
    try:
        printer = measured_printer(SHEETS[values["sheet"]].page, dpi=int(values["dpi"]), **lengths)
    except DomainError as refused:
        return printers_page(desk, values, refusal(refused, "across"))
    by = {"actor": signed_in().actor, "now": clock.now()}
    with committing() as current:
        record_printer(current, name=values["name"], printer=printer, **desk.owner(), **by)
    return see_other(f"{desk.base}/labels/printers")


def send_ruler(desk: Desk, sheet: str, printer: str):
    """The page with crosses and millimetres; for a measured printer drawn corrected, to see whether it is true now."""
    paper = SHEETS.get(sheet, SHEETS["3x8"])
    mine = [as_printer(row) for row in list_printers(session(), **desk.owner()) if str(row.id) == printer]
    data = draw_ruler(paper, printer=mine[0]) if mine else draw_ruler(paper)
    return send_pieces(data, MEDIA_TYPES["pdf"], "trang-thuoc.pdf")
