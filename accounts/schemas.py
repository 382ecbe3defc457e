"""The forms of signing in."""

from core.fields import Text
from core.forms import FormSchema
from core.i18n import lazy


class SignInForm(FormSchema):
    login = Text(lazy("Tên đăng nhập"), most=80, required=True)
    password = Text(lazy("Mật khẩu"), most=200, required=True)


class CodeForm(FormSchema):
    code = Text(lazy("Mã 6 số"), most=12, required=True)
