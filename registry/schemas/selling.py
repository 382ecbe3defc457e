"""The forms of shop links, exchanges and online sellers."""

from core.fields import Choice, Day, Row, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy
from registry.actions.sellers import PERSONAL, SELLER_KINDS

MOST = 10**8


class ShopLinkForm(FormSchema):
    platform_id = Row(lazy("Sàn bán hàng"), required=True)
    url = Text(lazy("Đường dẫn"), most=500, required=True)
    product_id = Row(lazy("Sản phẩm"))
    opened_on = Day(lazy("Ngày mở"), required=True)
    has_qr = Choice(lazy("Trên đó có mã QR truy xuất nguồn gốc"), ("yes",))


class RefusalForm(FormSchema):
    reason = Text(lazy("Lý do"), most=500, required=True)


class ExchangeForm(FormSchema):
    name = Text(lazy("Tên sàn"), most=100, required=True)
    hosts = Text(lazy("Tên miền"), most=300, required=True)
    valid_from = Day(lazy("Từ ngày"), required=True)


class ExchangeCountForm(FormSchema):
    platform_id = Row(lazy("Sàn của tỉnh"), required=True)
    as_of = Day(lazy("Tính đến ngày"), required=True)
    total = WholeNumber(lazy("Tổng số sản phẩm"), most=MOST, required=True)
    local = WholeNumber(lazy("Trong đó của tỉnh"), most=MOST, required=True)
    source = Text(lazy("Nguồn số liệu"), most=300, required=True)


class ExchangeLinkForm(FormSchema):
    platform_id = Row(lazy("Sàn của tỉnh"), required=True)
    partner = Text(lazy("Sàn liên kết"), most=150, required=True)
    partner_province_id = Row(lazy("Tỉnh của sàn liên kết"), required=True)
    linked_on = Day(lazy("Ngày liên kết"), required=True)
    ended_on = Day(lazy("Ngày kết thúc"))
    products_shared = WholeNumber(lazy("Số sản phẩm dùng chung"), most=MOST, required=True)


class SellerForm(FormSchema):
    kind = Choice(lazy("Loại hình"), tuple(SELLER_KINDS), required=True)
    name = Text(lazy("Tên người bán"), required=True)
    tax_code = Text(lazy("Mã số thuế"), most=20)
    address = Text(lazy("Địa chỉ"), most=300)
    commune = Text(lazy("Xã, phường"), most=100, required=True)
    platform_id = Row(lazy("Sàn bán hàng"), required=True)
    shop_url = Text(lazy("Đường dẫn"), most=500, required=True)
    known_on = Day(lazy("Biết đến ngày"), required=True)


class SellerChangeForm(FormSchema):
    version = WholeNumber(lazy("Phiên bản"), most=10**6, required=True)
    name = Text(lazy("Tên người bán"), required=True)
    tax_code = Text(lazy("Mã số thuế"), most=20)
    address = Text(lazy("Địa chỉ"), most=300)


class SellerLookForm(FormSchema):
    field = Choice(lazy("Thông tin cần xem"), PERSONAL, required=True)
    reason = Text(lazy("Lý do xem"), most=300, required=True)
