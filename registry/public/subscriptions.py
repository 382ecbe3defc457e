"""Doors for everybody: warnings by e-mail. No answer tells whether an address gets them."""

import re
from typing import Any
from uuid import UUID

from flask import Response, redirect, request

from areas.queries import find_place, list_provinces
from core import clock
from core.db import committing, session
from core.fields import Text
from core.forms import FormSchema, new_form_key, read_form, typed_words
from core.i18n import _, lazy, shown_language
from core.limits import guess_limit, is_over
from core.pages import page
from registry.actions.subscriptions import (
    ask_for_warnings,
    change_subscription,
    confirm_subscription,
    find_subscriber,
    leave_warnings,
)
from registry.public.frame import blueprint
from registry.sending import Errors
from registry.warnings import KINDS

ADDRESS = re.compile(r"[^@\s,;<>()\"\\]{1,64}@[^@\s,;<>()\"\\]{1,190}\.[^@\s.,;<>()\"\\]{2,63}")
A_DAY_EACH = "3/day"  # letters that whoever types an address can make us send to it


class SubscriptionForm(FormSchema):
    email = Text(lazy("Địa chỉ thư điện tử"), most=200, required=True)
    province = Text(lazy("Tỉnh, thành phố"), most=10)


@blueprint.route("/warnings/mail", methods=["GET", "POST"])
@guess_limit("20/hour")
def subscribe() -> Response:
    """Ask for warnings: a letter with a link goes to the address, whatever it was before."""
    if request.method == "GET":
        return _form({"kinds": list(KINDS)}, {})
    values, errors = read_form(SubscriptionForm)
    chosen, wrong = _chosen()
    if not errors and not ADDRESS.fullmatch(values["email"]):
        errors = {"email": [_("“%(sent)s” không phải địa chỉ thư; ghi như ten@vi.du", sent=values["email"][:60])]}
    if errors or wrong:
        return _form(typed_words() | {"kinds": chosen["kinds"]}, {**errors, **wrong})
    address = values["email"].lower()
    if not is_over(A_DAY_EACH, "warnings-mail", address):
        with committing() as current:
            ask_for_warnings(current, email=address, language=shown_language(), now=clock.now(), **chosen)
    return redirect("/warnings/mail/sent", 303)


@blueprint.get("/warnings/mail/sent")
def subscription_sent() -> Response:
    """The same words for every address."""
    return page("registry/mail_said.html", style="form", title=_("Xem hộp thư của bạn"), words=_(
        "Nếu địa chỉ đúng, một thư có đường dẫn xác nhận sẽ đến trong vài phút. Chưa bấm xác nhận thì chưa có thư khác."
    ))  # fmt: skip


@blueprint.route("/warnings/mail/<string:token>", methods=["GET", "POST"])
@guess_limit("60/hour")
def subscription(token: str) -> Response:
    """The link of a letter: confirm, choose otherwise, or leave. Opening it alone changes nothing."""
    found = find_subscriber(session(), token)
    if found is None:
        return _over()
    if request.method == "GET":
        return _form({"kinds": found.kinds.split(","), "province": _code(found.province_id)}, {}, found, token)
    chosen, wrong = _chosen()
    if wrong:
        return _form({"kinds": []}, wrong, found, token)
    with committing() as current:
        change_subscription(current, token=token, **chosen)
        confirm_subscription(current, token=token, now=clock.now())
    return page("registry/mail_said.html", style="form", title=_("Đã ghi"), words=_(
        "Từ nay mỗi cảnh báo bạn chọn đến bằng một thư. Cuối mỗi thư có đường dẫn để thôi nhận."))  # fmt: skip


@blueprint.route("/warnings/mail/<string:token>/stop", methods=["GET", "POST"])
def unsubscribe(token: str) -> Response:
    """Leave by one press; mail programs post here by themselves (RFC 8058)."""
    if request.method == "GET":
        return page("registry/mail_stop.html", style="form", token=token)
    with committing() as current:
        leave_warnings(current, token=token, now=clock.now())
    return _over()


def _over() -> Response:
    return page("registry/mail_said.html", style="form", title=_("Không còn gửi thư"), words=_(
        "Đường dẫn này không gửi thư đến ai nữa; địa chỉ, nếu có, đã được xóa."))  # fmt: skip


def _chosen() -> tuple[dict[str, Any], Errors]:
    kinds = [kind for kind in KINDS if kind in request.form.getlist("kinds")]
    code = request.form.get("province", "").replace("\x00", "")[:10]
    place = find_place(session(), code, clock.today()) if code else None
    wrong = {} if kinds else {"kinds": [_("Chọn ít nhất một “%(label)s”", label=_("Loại cảnh báo"))]}
    if code and (place is None or place.parent_id):
        wrong["province"] = [_("Không có tỉnh, thành phố “%(sent)s”; chọn trong danh sách", sent=code)]
    return {"kinds": kinds, "province_id": place.id if place else None}, wrong


def _code(province_id: UUID | None) -> str:
    return next((unit.code for unit in list_provinces(session()) if unit.id == province_id), "")


def _form(values, errors: Errors, found=None, token: str = "") -> Response:
    provinces = [(unit.code, unit.full_name) for unit in list_provinces(session())]
    return page("registry/mail.html", style="form", status=422 if errors else 200, values=values, errors=errors,
                kinds=list(KINDS.items()), provinces=provinces, found=found, token=token,
                key=new_form_key())  # fmt: skip
