"""The forms of places, of listings and of capacity."""

import re

from core.fields import Choice, Day, Named, Row, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy


class Scaled(Named):
    """A number with at most four digits after the comma, kept as whole parts: 12,5 ha as 125000 m²."""

    wrong = lazy("“%(label)s” cần là số như 12,5, không phải “%(sent)s”")
    outside = lazy("“%(label)s” cần từ 0 đến %(most)s, không phải “%(sent)s”")

    def __init__(self, label: str, *, times: int, most: int, **kwargs) -> None:
        super().__init__(label, **kwargs)
        self.times, self.most = times, most

    def read(self, sent: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}([.,][0-9]{1,4})?", sent):
            raise ValueError(sent)
        number = float(sent.replace(",", "."))
        if number > self.most:
            raise self.refuse(self.outside, most=self.most, sent=sent)
        return round(number * self.times)


class PlaceForm(FormSchema):
    kind = Text(lazy("Loại nơi"), most=30, required=True)
    name = Text(lazy("Tên"), required=True)
    address = Text(lazy("Địa chỉ"), most=300, required=True)
    commune = Text(lazy("Xã, phường"), most=100)
    position = Text(lazy("Vị trí"), most=40)
    no_position = Text(lazy("Bỏ vị trí đang có"), most=10)
    operator = Text(lazy("Đơn vị quản lý"))
    public_phone = Text(lazy("Điện thoại"), most=30)
    chain = Text(lazy("Chuỗi"), most=100)
    trade = Text(lazy("Ngành nghề"))
    decision = Text(lazy("Quyết định"))
    decided_on = Day(lazy("Ngày quyết định"))
    area_m2 = Scaled(lazy("Diện tích (ha)"), times=10_000, most=10**5)
    occupancy_tenths = Scaled(lazy("Tỷ lệ lấp đầy, phần trăm"), times=10, most=100)
    occupancy_on = Day(lazy("Ngày của tỷ lệ lấp đầy"))
    known_on = Day(lazy("Biết từ ngày"), required=True)
    opened_on = Day(lazy("Ngày mở"))
    closed_on = Day(lazy("Ngày đóng"))
    progress = Text(lazy("Tiến độ"), most=2000, lines=True)
    source = Text(lazy("Nguồn"), most=300)
    version = WholeNumber(lazy("Bản"), most=10**6)


class ListingForm(FormSchema):
    place = Row(lazy("Nơi có trong sổ"))
    outlet = Text(lazy("Tên chuỗi, cửa hàng"), most=100)
    kind = Text(lazy("Loại nơi"), most=30)
    from_day = Day(lazy("Bán từ ngày"), required=True)
    to_day = Day(lazy("Đến ngày"))


class CapacityForm(FormSchema):
    per_month = WholeNumber(lazy("Năng lực một tháng"), least=1, most=10**9, required=True)
    unit = Text(lazy("Đơn vị tính"), most=30, required=True)


class RefusalForm(FormSchema):
    step = Choice(lazy("Quyết định"), ("verify", "refuse"), required=True)
    reason = Text(lazy("Lý do"), most=300)
