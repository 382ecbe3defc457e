"""Where code, words and scratch field stand on one label. Lengths in mm from its top left corner, sizes in points.

The words on a label are Vietnamese whoever prints it: they are for the buyers of the goods.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.units import mm

from core.errors import BadInput
from core.i18n import gettext
from qr.labels import fonts
from qr.labels.fitting import SIGNED_SIDE, Fit, comma, list_fits
from qr.labels.label import Label
from qr.labels.sheets import Sheet

LEADING = 1.25
SIZES = (9.0, 8.0, 7.0, 6.0, 5.0)
KHMER_LARGER = 1.15
"""Khmer letters of one size with Latin ones look smaller, and hang lower."""
MAX_LINES = 4
TEXT_GAP = 1.0
TEXT_EDGE = 1.0
SCRATCH = (17.0, 6.0)
"""Width and height in mm of the field under the covering; it stays SCRATCH_GAP away from all else."""
SCRATCH_GAP = 1.5
LEFT_OUT = ((), ("ask",), ("ask", "lot"))
"""What small labels do without, in this order. The name, the address, the code and the sample mark stay."""


@dataclass(frozen=True)
class Line:
    """One line of words; `baseline` in mm from the top of the label."""

    text: str
    font: str
    size: float
    left: float = 0.0
    baseline: float = 0.0

    @property
    def height(self) -> float:
        """mm that the line needs."""
        return self.size * LEADING / mm


@dataclass(frozen=True)
class Layout:
    """A label set: the code's corner (quiet zone counted) and size, the lines, the scratch field if any."""

    code_left: float
    code_top: float
    fit: Fit
    lines: tuple[Line, ...]
    scratch: tuple[float, float] | None = None


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    width: float
    height: float


def set_label(label: Label, sheet: Sheet, modules: int, dpi: int) -> Layout:
    """The label set as large as it fits. Raises BadInput with the numbers when it does not fit."""
    fonts.register()
    _check_signed(label, sheet)
    room = min(sheet.label_width, sheet.label_height) - 2 * sheet.edge
    for left_out in LEFT_OUT:
        for fit in list_fits(modules, room=room, dpi=dpi):
            for code_left, code_top, box in _places(sheet, fit):
                set_words = _set_words(label, box, left_out)
                if set_words:
                    return Layout(code_left, code_top, fit, *set_words)
    raise BadInput(gettext("Tên “%(name)s” dài hơn chỗ trên tem. Chọn tem lớn hơn.", name=label.name), field="sheet")


def _check_signed(label: Label, sheet: Sheet) -> None:
    side = min(sheet.label_width, sheet.label_height)
    if label.is_signed and side < SIGNED_SIDE:
        text = gettext(
            "Mã có chữ ký cần tem từ %(need)s mm mỗi cạnh, tem này chỉ có %(side)s mm. Chọn tem lớn hơn.",
            need=comma(SIGNED_SIDE), side=comma(side),
        )  # fmt: skip
        raise BadInput(text, field="sheet")


def _places(sheet: Sheet, fit: Fit) -> Iterator[tuple[float, float, _Box]]:
    """The code on the left with the words beside it; on a label that is no wider than high, above them."""
    width, height, edge = sheet.label_width, sheet.label_height, sheet.edge
    left = edge + fit.side + TEXT_GAP
    beside = edge, (height - fit.side) / 2, _Box(left, edge, width - left - TEXT_EDGE, height - 2 * edge)
    top = edge + fit.side
    below = (width - fit.side) / 2, edge, _Box(edge, top, width - 2 * edge, height - top - edge)
    return iter((beside, below) if width > height else (below,))


def _set_words(label: Label, box: _Box, left_out: tuple[str, ...]) -> tuple[tuple[Line, ...], tuple | None] | None:
    """The lines in the largest size that fits, and the scratch field below them; None when nothing fits."""
    scratch = SCRATCH[1] + SCRATCH_GAP if label.pin else 0.0
    if label.pin and box.width < SCRATCH[0]:
        return None
    for size in SIZES:
        lines = list(_lines(label, size, box.width * mm, left_out))
        widest = max(fonts.width_of(line.text, line.font, line.size) for line in lines)
        height = sum(line.height for line in lines) + scratch
        names = sum(line.font == fonts.BOLD for line in lines)
        if widest <= box.width * mm and height <= box.height and names <= MAX_LINES:
            return _stack(lines, box, height, bool(label.pin))
    return None


def _stack(lines: list[Line], box: _Box, height: float, has_pin: bool) -> tuple[tuple[Line, ...], tuple | None]:
    y, placed = box.top + (box.height - height) / 2, []
    for line in lines:
        y += line.height
        baseline = y - line.size * (LEADING - 1) / mm
        placed.append(Line(line.text, line.font, line.size, box.left, baseline))
    return tuple(placed), (box.left, y + SCRATCH_GAP) if has_pin else None


def _lines(label: Label, size: float, width: float, left_out: tuple[str, ...]) -> Iterator[Line]:
    small = max(size - 1.5, 4.5)
    if label.is_sample:
        yield Line("BẢN MẪU", fonts.PLAIN, small)
    for line in fonts.wrap(label.name, fonts.BOLD, size, width):
        yield Line(line, fonts.BOLD, size)
    for line in fonts.wrap(label.khmer, fonts.PLAIN, size * KHMER_LARGER, width):
        yield Line(line, fonts.PLAIN, size * KHMER_LARGER)
    if label.lot and "lot" not in left_out:
        for line in fonts.wrap(f"Lô {label.lot}", fonts.PLAIN, small, width):
            yield Line(line, fonts.PLAIN, small)
    if "ask" not in left_out:
        yield Line("Kiểm tra tại", fonts.PLAIN, small)
    for line in fonts.wrap(label.address.replace(".", f"{fonts.MAY_END}."), fonts.PLAIN, small, width):
        yield Line(line, fonts.PLAIN, small)
    one_line = fonts.width_of(label.code, fonts.CODE, size) <= width
    for line in fonts.wrap(label.code, fonts.CODE, size if one_line else small, width):
        yield Line(line, fonts.CODE, size if one_line else small)
