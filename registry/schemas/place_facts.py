"""The forms of what is written about a place: members, surveys, works, management."""

from datetime import date

from core.fields import Choice, Day, Money, Named, Text, WholeNumber, parse_day
from core.forms import FormSchema
from core.i18n import lazy
from registry.places import MANAGEMENT, METHODS, QUALIFIERS, WORKS
from registry.schemas.places import Scaled


class DayOrYear(Named):
    """A day, or only a year, which stands for its last day; with whether the day is known."""

    wrong = lazy("“%(label)s” cần là năm như 2025 hoặc ngày như 05/03/2026, không phải “%(sent)s”")

    def read(self, sent: str) -> tuple[date, bool]:
        if len(sent) == 4 and sent.isascii() and sent.isdigit():
            return parse_day(f"31/12/{sent}"), False
        return parse_day(sent), True


class MemberForm(FormSchema):
    producer = Text(lazy("Cơ sở"), required=True)
    valid_from = Day(lazy("Ở đây từ ngày"), required=True)
    source = Text(lazy("Nguồn"), most=300)
    version = WholeNumber(lazy("Bản"), most=10**6, required=True)


class SurveyForm(FormSchema):
    surveyed_on = Day(lazy("Ngày khảo sát"), required=True)
    method = Choice(lazy("Cách khảo sát"), tuple(METHODS), required=True)
    home = WholeNumber(lazy("Hàng Việt"), most=10**15)
    whole = WholeNumber(lazy("Tổng số"), most=10**15)
    share_tenths = Scaled(lazy("Tỷ trọng, phần trăm"), times=10, most=100)
    qualifier = Choice(lazy("Mức chính xác"), tuple(QUALIFIERS))
    source = Text(lazy("Nguồn"), most=300)
    version = WholeNumber(lazy("Bản"), most=10**6, required=True)


class WorkForm(FormSchema):
    kind = Choice(lazy("Loại việc"), tuple(WORKS), required=True)
    done = DayOrYear(lazy("Xong năm nào hoặc ngày nào"), required=True)
    amount = Money(lazy("Vốn"))
    qualifier = Choice(lazy("Mức chính xác"), tuple(QUALIFIERS))
    fund = Text(lazy("Nguồn vốn"))
    source = Text(lazy("Nguồn"), most=300)
    version = WholeNumber(lazy("Bản"), most=10**6, required=True)


class ManagementForm(FormSchema):
    before = Choice(lazy("Trước đây"), tuple(MANAGEMENT), required=True)
    after = Choice(lazy("Nay là"), tuple(MANAGEMENT), required=True)
    changed_on = Day(lazy("Ngày chuyển"), required=True)
    decision = Text(lazy("Quyết định"))
    version = WholeNumber(lazy("Bản"), most=10**6, required=True)


class MendForm(FormSchema):
    step = Choice(lazy("Việc cần làm"), ("end", "withdraw"), required=True)
    valid_to = Day(lazy("Rời từ sau ngày"))
    reason = Text(lazy("Lý do"), most=300)
    version = WholeNumber(lazy("Bản"), most=10**6, required=True)
