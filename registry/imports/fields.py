"""Kinds of cells that only the register has: choices by their names, tax codes, GTINs. Pure."""

from collections.abc import Mapping

from marshmallow import ValidationError

from core.errors import BadInput
from core.fields import Named
from core.i18n import Sentence, lazy
from core.text import fold

SHOWN = 12


class OneOf(Named):
    """One of some names, in any case and with or without accents; the value is its code."""

    wrong = lazy("“%(label)s” không có “%(sent)s”; chọn một trong: %(choices)s")

    def __init__(self, label: object, names: Mapping[str, object], **kwargs: object) -> None:
        super().__init__(label, **kwargs)
        self.names = names

    def read(self, sent: str) -> str:
        wanted = fold(sent)
        for code, name in self.names.items():
            if wanted in (fold(code), fold(str(name))):
                return code
        shown = "; ".join(str(name) for name in list(self.names.values())[:SHOWN])
        raise self.refuse(self.wrong, sent=sent[:40], choices=shown)


class Digits(Named):
    """A number kept as digits. A program that shortened it, or dropped its first zeros, is told."""

    shortened = lazy("“%(label)s” bị Excel rút gọn thành “%(sent)s”; định dạng cột là “Văn bản” rồi gõ lại cả số")

    def read(self, sent: str) -> str:
        if "E+" in sent.upper():
            raise self.refuse(self.shortened, sent=sent[:40])
        return sent


class TaxCode(Digits):
    """A tax code; whether it is right for a sample or for a real row is asked later, so form alone is read."""

    lost = lazy("“%(label)s” “%(sent)s” thiếu chữ số, có lẽ Excel đã bỏ số 0 ở đầu; định dạng cột là “Văn bản” "
                "rồi gõ lại")  # fmt: skip

    def read(self, sent: str) -> str:
        text = super().read(sent)
        bare = text.replace(" ", "").replace("-", "")
        if bare.isdigit() and len(bare) in (8, 9, 11):
            raise self.refuse(self.lost, sent=sent[:40])
        return text


def check(check_text, text: str, **values: object) -> str:
    """The text as a rule of the register keeps it; its refusal as the refusal of a cell."""
    try:
        return check_text(text, **values)
    except BadInput as refused:
        raise ValidationError(Sentence(refused.message)) from None


