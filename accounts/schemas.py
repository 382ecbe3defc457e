"""The forms of signing in, of one's own account, and of the administrator."""

from core.fields import Day, Row, Text
from core.forms import FormSchema
from core.i18n import lazy


class SignInForm(FormSchema):
    login = Text(lazy("Tên đăng nhập"), most=80, required=True)
    password = Text(lazy("Mật khẩu"), most=200, required=True)


class CodeForm(FormSchema):
    code = Text(lazy("Mã 6 số"), most=12)
    recovery = Text(lazy("Mã dự phòng"), most=20)


class EnrolForm(FormSchema):
    password = Text(lazy("Mật khẩu mới"), most=200, required=True)
    code = Text(lazy("Mã 6 số"), most=12, required=True)


class PasswordForm(FormSchema):
    old_password = Text(lazy("Mật khẩu hiện nay"), most=200, required=True)
    new_password = Text(lazy("Mật khẩu mới"), most=200, required=True)


class PasskeyForm(FormSchema):
    name = Text(lazy("Tên khóa"), most=60, required=True)
    credential = Text(lazy("Khóa"), most=8000, required=True)


class PasskeySignInForm(FormSchema):
    credential = Text(lazy("Khóa"), most=8000, required=True)


class PersonForm(FormSchema):
    login = Text(lazy("Tên đăng nhập"), most=80, required=True)
    display_name = Text(lazy("Tên làm việc"), most=120, required=True)
    unit = Row(lazy("Đơn vị"), required=True)
    role = Text(lazy("Vai trò"), most=30, required=True)


class RoleForm(FormSchema):
    unit = Row(lazy("Đơn vị"), required=True)
    role = Text(lazy("Vai trò"), most=30, required=True)
    valid_from = Day(lazy("Từ ngày"))


class ReasonForm(FormSchema):
    reason = Text(lazy("Lý do"), most=300, required=True)


class UnitForm(FormSchema):
    code = Text(lazy("Mã đơn vị"), most=40, required=True)
    kind = Text(lazy("Loại đơn vị"), most=30, required=True)
    name = Text(lazy("Tên đơn vị"), most=200, required=True)
    parent = Row(lazy("Đơn vị cấp trên"))
    valid_from = Day(lazy("Từ ngày"), required=True)
    source = Text(lazy("Căn cứ"), most=300, required=True)


class ChangeUnitForm(FormSchema):
    kind = Text(lazy("Loại đơn vị"), most=30, required=True)
    name = Text(lazy("Tên đơn vị"), most=200, required=True)
    parent = Row(lazy("Đơn vị cấp trên"))
    valid_from = Day(lazy("Từ ngày"), required=True)
    source = Text(lazy("Căn cứ"), most=300, required=True)


class AreasForm(FormSchema):
    valid_from = Day(lazy("Từ ngày"), required=True)


class RightForm(FormSchema):
    role = Text(lazy("Vai trò"), most=30, required=True)
    unit_kind = Text(lazy("Loại đơn vị"), most=30, required=True)
    action = Text(lazy("Việc được làm"), most=60, required=True)
    valid_from = Day(lazy("Từ ngày"), required=True)
    source = Text(lazy("Căn cứ"), most=300, required=True)
