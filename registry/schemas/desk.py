"""The forms of signing up, of returning what was sent in, of corrections and proposed changes."""

from core.fields import Choice, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy
from registry.products import PRODUCER_KINDS
from registry.schemas.goods import ProducerForm, ProductForm


class SignUpForm(FormSchema):
    kind = Choice(lazy("Loại hình"), tuple(PRODUCER_KINDS), required=True)
    tax_code = Text(lazy("Mã số thuế hoặc số định danh"), most=40, required=True)
    login = Text(lazy("Tên đăng nhập"), most=80, required=True)
    password = Text(lazy("Mật khẩu"), most=200, required=True)


class SeenForm(FormSchema):
    seen = WholeNumber(lazy("Phiên bản"), most=10**9)


class FacilityForm(ProducerForm):
    tax_code = Text(lazy("Mã số thuế hoặc số định danh"), most=40)
    seen = WholeNumber(lazy("Phiên bản"), most=10**9)


class OwnFacilityForm(FacilityForm):
    kind = Choice(lazy("Loại hình"), tuple(PRODUCER_KINDS))


class FacilityChangeForm(FormSchema):
    name = Text(lazy("Tên cơ sở"), most=200, required=True)
    commune = Text(lazy("Xã, phường"), most=100, required=True)
    address = Text(lazy("Địa chỉ"), most=300)
    public_phone = Text(lazy("Số điện thoại cho người mua"), most=30)
    why = Text(lazy("Vì sao đổi"), most=1000, lines=True)


class EditForm(ProductForm):
    seen = WholeNumber(lazy("Phiên bản"), most=10**9)


class ChangeForm(ProductForm):
    why = Text(lazy("Vì sao đổi"), most=1000, lines=True)


class CorrectionForm(EditForm):
    reason = Text(lazy("Lý do"), most=1000, lines=True, required=True)


class FacilityCorrectionForm(FacilityForm):
    reason = Text(lazy("Lý do"), most=1000, lines=True, required=True)


class ReturnForm(SeenForm):
    reason = Text(lazy("Lý do chung"), most=1000, lines=True)


class NumberForm(FormSchema):
    typed = Text(lazy("Số trên thẻ căn cước"), most=20, required=True)


class ContactForm(FormSchema):
    email = Text(lazy("Địa chỉ thư"), most=200, required=True)


class ContactCodeForm(FormSchema):
    code = Text(lazy("Mã xác nhận"), most=12, required=True)
