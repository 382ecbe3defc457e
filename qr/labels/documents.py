"""Labels in the form asked for, with the media type and ending of each form."""

from collections.abc import Sequence

from qr.labels.images import draw_zip
from qr.labels.label import Label
from qr.labels.pdf import draw_sheet
from qr.labels.printers import Printer
from qr.labels.sheets import Sheet
from qr.labels.tables import draw_zpl, links_csv

FORMATS = ("csv", "pdf", "zip", "zpl")

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "zpl": "text/plain; charset=utf-8",
}


def draw_labels(
    labels: Sequence[Label], *, form: str, sheet: Sheet, ecc: str = "M", printer: Printer = Printer(), first: int = 0
) -> bytes:
    """The whole document; `form` is one of FORMATS. Raises BadInput when a label does not fit.

    `first` says how many labels came before in the same job: where on its page a sheet goes on, and
    whether a list needs its heading.
    """
    if form == "csv":
        return links_csv(labels, with_heading=first == 0)
    if form == "zip":
        return draw_zip(labels, level=ecc, first=first)
    if form == "zpl":
        return draw_zpl(labels, sheet=sheet, level=ecc, printer=printer)
    return draw_sheet(labels, sheet=sheet, level=ecc, printer=printer, first=first % sheet.count)
