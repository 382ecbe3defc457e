"""Links as text for other people's machines: CSV for print shops, ZPL for label printers."""

import csv
from collections.abc import Iterable
from io import StringIO

from core.errors import BadInput
from core.i18n import gettext
from core.text import neutral_cell
from qr.labels.label import Label
from qr.labels.sheets import fit_code
from qr.labels.symbols import make_symbol

ROLL = (50.0, 30.0)
"""Width and height in mm of the labels on a roll."""

_ZPL_DPI = (203, 300)


def links_csv(labels: Iterable[Label]) -> bytes:
    """One line per label: link, serial, lot, product. UTF-8 with the mark that Excel wants."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("link", "serial", "lot", "product", "pin"))
    for label in labels:
        writer.writerow((label.link, label.serial, label.lot, neutral_cell(label.name), label.pin))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def draw_zpl(labels: Iterable[Label], *, level: str = "M", dpi: int = 203) -> bytes:
    """ZPL II for rolls of 50 × 30 mm. Raises BadInput for a printer of another resolution."""
    if dpi not in _ZPL_DPI:
        raise BadInput(gettext("Máy in tem có 203 hoặc 300 điểm trên inch."), field="dpi")
    return "".join(_zpl_label(label, level, dpi) for label in labels).encode()


def _zpl_label(label: Label, level: str, dpi: int) -> str:
    fit = fit_code(make_symbol(label.link, level).outer, room=min(ROLL) - 2, dpi=dpi)
    dots_per_mm = dpi / 25.4
    margin, text_at = 4 * fit.dots, round(fit.side * dots_per_mm) + round(dots_per_mm)
    width, line = round(ROLL[0] * dots_per_mm) - text_at, round(2.6 * dots_per_mm)
    sample = ["BẢN MẪU"] if label.is_sample else []
    pin = f"Mã cào {label.pin}" if label.pin else ""
    texts = [*sample, label.name, label.lot, label.address, label.code, pin]
    block = r"\&".join(_zpl_text(text) for text in texts if text)
    return (
        f"^XA^CI28^PW{round(ROLL[0] * dots_per_mm)}^LL{round(ROLL[1] * dots_per_mm)}"
        f"^FO{margin},{margin}^BQN,2,{fit.dots},{level}^FD{level}A,{label.link}^FS"
        f"^FO{text_at},{margin}^A0N,{line},{line}^FB{width},8,2,L^FH_^FD{block}^FS^XZ\n"
    )


def _zpl_text(text: str) -> str:
    """Characters that mean something to the printer are sent as hexadecimal."""
    return "".join(f"_{ord(c):02X}" if c in "^~_\\" else c for c in text)
