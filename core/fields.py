"""Form fields whose refusals say which field, what was sent and what would do."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from babel.support import LazyProxy
from marshmallow import ValidationError, fields
from marshmallow.utils import missing

from core.i18n import Sentence, lazy
from core.text import parse_money


class Named(fields.Field):
    """A field with the label that the person sees, in quotes in every refusal.

    A kind of field gives `read`: from the words sent, never empty, to the value; ValueError, ArithmeticError
    or a refusal.
    """

    empty: Any = None
    ask = lazy("Ghi “%(label)s”")
    wrong = lazy("“%(label)s” không đọc được: “%(sent)s”")

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(**kwargs if kwargs.get("required") else {"load_default": self.empty, **kwargs})
        self.label = label

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> Any:
        sent = "" if value is missing or value is None else str(value).strip()
        if not sent and self.required:
            raise self.refuse(self.ask)
        if not sent:
            return self.load_default
        try:
            found = self.read(sent)
        except (ValueError, ArithmeticError):  # what is no number, and what is too large to be one
            raise self.refuse(self.wrong, sent=sent[:40]) from None
        self._validate(found)
        return found

    def read(self, sent: str) -> Any:
        """The value of the words sent."""
        raise NotImplementedError

    def refuse(self, text: LazyProxy, **values: object) -> ValidationError:
        """The refusal, a lazy text, in the reader's language."""
        return ValidationError(Sentence(lazy(text._args[0], label=self.label, **values)))


class Text(Named):
    """A line or a paragraph: NFC, trimmed, without control characters, counted as people count."""

    empty = ""
    too_long = lazy("“%(label)s” dài %(long)s ký tự, tối đa %(most)s")

    def __init__(self, label: str, *, most: int = 200, lines: bool = False, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.most, self.lines = most, lines

    def read(self, sent: str) -> str:
        text = clean_text(sent, lines=self.lines)
        if not text and self.required:
            raise self.refuse(self.ask)
        if len(text) > self.most:
            raise self.refuse(self.too_long, long=len(text), most=self.most)
        return text


class WholeNumber(Named):
    """A whole number in digits, with dots or spaces between thousands if the person likes."""

    wrong = lazy("“%(label)s” cần là số, không phải “%(sent)s”")
    outside = lazy("“%(label)s” cần từ %(least)s đến %(most)s, không phải “%(sent)s”")

    def __init__(self, label: str, *, least: int = 0, most: int = 10**12, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.least, self.most = least, most

    def read(self, sent: str) -> int:
        digits = sent.replace(".", "").replace(" ", "")
        if not (digits.isascii() and digits.isdigit()):
            raise ValueError(sent)
        number = int(digits[:20])
        if not self.least <= number <= self.most:
            raise self.refuse(self.outside, least=self.least, most=self.most, sent=sent[:40])
        return number


class Money(Named):
    """Đồng as people write it: 150000, 150.000, 150k, 150 nghìn, 1,2 triệu."""

    wrong = lazy("“%(label)s” cần là số tiền như 150000 hoặc 150k, không phải “%(sent)s”")

    def read(self, sent: str) -> int:
        return parse_money(sent)


class Choice(Named):
    """One of the values offered."""

    empty = ""
    ask = lazy("Chọn “%(label)s”")
    wrong = lazy("“%(label)s” không có lựa chọn “%(sent)s”; chọn một mục trong danh sách")

    def __init__(self, label: str, choices: Sequence[str], **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.choices = choices

    def read(self, sent: str) -> str:
        if sent not in self.choices:
            raise ValueError(sent)
        return sent


class Row(Named):
    """A row of ours chosen from a list, by its id; nothing chosen is None."""

    ask = wrong = lazy("Chọn “%(label)s”")

    def read(self, sent: str) -> UUID:
        return UUID(sent)


class Day(Named):
    """A date: dd/mm/yyyy, also with dashes or dots, or yyyy-mm-dd as date pickers send it."""

    wrong = lazy("“%(label)s” cần là ngày như 05/03/2026, không phải “%(sent)s”")

    def read(self, sent: str) -> date:
        return parse_day(sent)


def parse_day(text: str) -> date:
    """5/3/2026, 05-03-2026, 5.3.2026 or 2026-03-05. Raises ValueError."""
    parts = [int(part) for part in text.replace("-", "/").replace(".", "/").split("/")]
    if len(parts) != 3:
        raise ValueError(text)
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    if not 1900 <= year <= 2200:
        raise ValueError(text)
    return date(year, month, day)


def clean_text(text: str, *, lines: bool = False) -> str:
    """NFC, no control characters, spaces single; line breaks kept only where `lines`."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in text if c == "\n" or c == "\t" or unicodedata.category(c)[0] != "C")
    if not lines:
        return " ".join(kept.split())
    return "\n".join(" ".join(line.split()) for line in kept.split("\n")).strip()
