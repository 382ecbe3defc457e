"""The forms of votes."""

from complaints.contacts import read_phone
from core.fields import Day, Named, Row, Text
from core.forms import FormSchema
from core.i18n import lazy


class Phone(Named):
    """A Vietnamese mobile number: 0912 345 678, also with +84."""

    wrong = lazy("“%(label)s” cần là số di động như 0912345678, không phải “%(sent)s”")

    def read(self, sent: str) -> str:
        number = read_phone(sent)
        if number[1] not in "35789":  # numbers that take short messages
            raise ValueError(sent)
        return number


class RoundForm(FormSchema):
    title = Text(lazy("Tên cuộc bình chọn"), most=250, required=True)
    intro = Text(lazy("Lời mở đầu"), most=2000, lines=True)
    opens_on = Day(lazy("Mở từ ngày"), required=True)
    closes_on = Day(lazy("Đóng sau ngày"), required=True)
    candidates = Text(lazy("Sản phẩm"), most=20_000, lines=True, required=True)


class VoteForm(FormSchema):
    candidate = Row(lazy("Sản phẩm"), required=True)
    phone = Phone(lazy("Số điện thoại"), required=True)


class CodeForm(FormSchema):
    ballot = Row(lazy("Phiếu"), required=True)
    code = Text(lazy("Mã trong tin nhắn"), most=12, required=True)


def read_candidates(text: str) -> list[tuple[str, str, None]]:
    """A candidate a line: the name, then the maker behind a bar."""
    rows = []
    for line in text.split("\n"):
        name, _bar, maker = line.partition("|")
        if name.strip():
            rows.append((name.strip()[:250], maker.strip()[:200], None))
    return rows
