"""Forms about printing labels."""

from core.fields import Choice, Named, Row, Text
from core.forms import FormSchema
from core.i18n import lazy
from qr.labels.documents import FORMATS
from qr.labels.printers import DPIS
from qr.labels.sheets import SHEETS
from qr.labels.symbols import LEVELS

DPI_WORDS = tuple(str(dpi) for dpi in DPIS)


class Millimetres(Named):
    """A measured length: 19,5 or 19.5."""

    wrong = lazy("“%(label)s” cần là số mm như 20,5, không phải “%(sent)s”")
    outside = lazy("“%(label)s” cần từ 0 đến 400 mm, không phải “%(sent)s”")

    def read(self, sent: str) -> float:
        if not set(sent) <= set("0123456789,."):
            raise ValueError(sent)
        length = float(sent.replace(",", ".")[:12])
        if not 0 <= length <= 400:
            raise self.refuse(self.outside, sent=sent[:40])
        return length


class OrderForm(FormSchema):
    """What to print, on what, how."""

    form = Choice(lazy("Dạng tệp"), FORMATS, load_default="pdf")
    sheet = Choice(lazy("Khổ tem"), tuple(SHEETS), load_default="3x8")
    ecc = Choice(lazy("Mức sửa lỗi"), LEVELS, load_default="M")
    dpi = Choice(lazy("Độ mịn máy in"), DPI_WORDS, load_default="300")
    printer = Row(lazy("Máy in đã đo"))
    name = Text(lazy("Tên ngắn trên tem"), most=100)
    khmer = Text(lazy("Tên tiếng Khmer"), most=100)
    capitals = Choice(lazy("Chữ hoa trong mã"), ("yes",))
    trial = Choice(lazy("In thử một tờ"), ("yes",))


class PrinterForm(FormSchema):
    """What was measured on the ruler page."""

    name = Text(lazy("Tên máy in"), most=60, required=True)
    dpi = Choice(lazy("Độ mịn máy in"), DPI_WORDS, load_default="300")
    sheet = Choice(lazy("Khổ giấy"), tuple(SHEETS), load_default="3x8")
    left = Millimetres(lazy("Từ mép trái giấy đến chữ thập A"), required=True)
    top = Millimetres(lazy("Từ mép trên giấy đến chữ thập A"), required=True)
    across = Millimetres(lazy("Từ A đến B"), required=True)
    down = Millimetres(lazy("Từ A đến C"), required=True)


class CheckForm(FormSchema):
    """How the picture was taken."""

    dpi = Choice(lazy("Ảnh từ đâu"), ("0", "200", "300", "600"), load_default="0")
