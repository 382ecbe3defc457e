"""What a lot may be called and how its dates stand. Pure."""

import re
from datetime import date

from core.errors import BadInput
from core.i18n import lazy

LONGEST = 20
_NUMBER = re.compile(r"[A-Za-z0-9._-]{1,20}")
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9._-]")


def check_lot_number(text: str) -> str:
    """The lot number as registered. Raises BadInput.

    GS1 AI 10 takes up to 20 characters; ours leave out the slash and whatever an address or a label
    printer would spoil, such as Vietnamese letters.
    """
    number = text.strip()
    if _NUMBER.fullmatch(number):
        return number
    if not number:
        raise BadInput(lazy("Ghi “Số lô”"), field="number")
    if len(number) > LONGEST:
        raise BadInput(
            lazy("Số lô “%(sent)s” dài %(long)s ký tự, tối đa %(most)s",
                 sent=number[:40], long=len(number), most=LONGEST),
            field="number",
        )  # fmt: skip
    wrong = " ".join(dict.fromkeys(letter if letter.strip() else "␣" for letter in _NOT_ALLOWED.findall(number)))
    raise BadInput(
        lazy("Số lô “%(sent)s” có ký tự %(wrong)s không dùng được; chỉ dùng chữ không dấu, chữ số và - . _",
             sent=number, wrong=wrong),
        field="number",
    )  # fmt: skip


def check_lot_dates(made_on: date, expires_on: date | None, today: date) -> None:
    """Raises BadInput for goods made in the future or expiring before they were made."""
    if made_on > today:
        raise BadInput(
            lazy("Ngày sản xuất %(sent)s chưa tới; ghi ngày đã làm xong lô", sent=f"{made_on:%d/%m/%Y}"),
            field="made_on",
        )
    if expires_on is not None and expires_on <= made_on:
        raise BadInput(
            lazy("Hạn dùng %(sent)s cần sau ngày sản xuất %(made)s",
                 sent=f"{expires_on:%d/%m/%Y}", made=f"{made_on:%d/%m/%Y}"),
            field="expires_on",
        )  # fmt: skip
