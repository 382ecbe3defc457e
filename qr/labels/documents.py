"""Labels in the form asked for, with the media type and ending of each form."""

from collections.abc import Sequence

from qr.labels.images import draw_zip
from qr.labels.label import Label
from qr.labels.pdf import draw_sheet
from qr.labels.sheets import Sheet
from qr.labels.tables import draw_zpl, links_csv

FORMATS = ("csv", "pdf", "zip", "zpl")

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "zpl": "text/plain; charset=utf-8",
}


def draw_labels(labels: Sequence[Label], *, form: str, sheet: Sheet, ecc: str = "M") -> bytes:
    """The whole document; `form` is one of FORMATS. Raises BadInput when a label does not fit."""
    if form == "csv":
        return links_csv(labels)
    if form == "zip":
        return draw_zip(labels, level=ecc)
    if form == "zpl":
        return draw_zpl(labels, level=ecc)
    return draw_sheet(labels, sheet=sheet, level=ecc)
