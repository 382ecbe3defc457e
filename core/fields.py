"""Form fields whose refusals say which field, what was sent and what would do."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields
from marshmallow.utils import missing

from core.i18n import lazy
from core.text import parse_money


class _Named:
    """A field with the label that the person sees, in quotes in every refusal."""

    label: str

    def refuse(self, text: str, **values: object) -> ValidationError:
        return ValidationError(str(lazy(text, label=self.label, **values)))


class Text(_Named, fields.Field):
    """A line or a paragraph: NFC, trimmed, without control characters, counted as people count."""

    def __init__(self, label: str, *, most: int = 200, lines: bool = False, **kwargs: Any) -> None:
        super().__init__(**_optional(kwargs, ""))
        self.label, self.most, self.lines = label, most, lines

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> str:
        text = "" if value is missing or value is None else clean_text(str(value), lines=self.lines)
        if not text and self.required:
            raise self.refuse("Ghi “%(label)s”")
        if len(text) > self.most:
            raise self.refuse("“%(label)s” dài %(long)s ký tự, tối đa %(most)s", long=len(text), most=self.most)
        self._validate(text)
        return text


class WholeNumber(_Named, fields.Field):
    """A whole number in digits, with dots or spaces between thousands if the person likes."""

    def __init__(self, label: str, *, least: int = 0, most: int = 10**12, **kwargs: Any) -> None:
        super().__init__(**_optional(kwargs, None))
        self.label, self.least, self.most = label, least, most

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> int | None:
        sent = "" if value is missing or value is None else str(value).strip()
        if not sent:
            if self.required:
                raise self.refuse("Ghi “%(label)s”")
            return self.load_default
        digits = sent.replace(".", "").replace(" ", "")
        if not (digits.isascii() and digits.isdigit()):
            raise self.refuse("“%(label)s” cần là số, không phải “%(sent)s”", sent=sent[:40])
        number = int(digits[:20])
        if not self.least <= number <= self.most:
            raise self.refuse(
                "“%(label)s” cần từ %(least)s đến %(most)s, không phải “%(sent)s”",
                least=self.least, most=self.most, sent=sent[:40],
            )  # fmt: skip
        return number


class Money(_Named, fields.Field):
    """Đồng as people write it: 150000, 150.000, 150k, 150 nghìn, 1,2 triệu."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(**_optional(kwargs, None))
        self.label = label

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> int | None:
        sent = "" if value is missing or value is None else str(value).strip()
        if not sent:
            if self.required:
                raise self.refuse("Ghi “%(label)s”")
            return self.load_default
        try:
            return parse_money(sent)
        except ValueError:
            raise self.refuse(
                "“%(label)s” cần là số tiền như 150000 hoặc 150k, không phải “%(sent)s”", sent=sent[:40]
            ) from None


class Choice(_Named, fields.Field):
    """One of the values offered."""

    def __init__(self, label: str, choices: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**_optional(kwargs, ""))
        self.label, self.choices = label, choices

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> str:
        sent = "" if value is missing or value is None else str(value)
        if not sent and not self.required:
            return self.load_default
        if not sent:
            raise self.refuse("Chọn “%(label)s”")
        if sent not in self.choices:
            raise self.refuse("“%(label)s” không có lựa chọn “%(sent)s”; chọn một mục trong danh sách", sent=sent[:40])
        return sent


class Row(_Named, fields.Field):
    """A row of ours chosen from a list, by its id; nothing chosen is None."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(**_optional(kwargs, None))
        self.label = label

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> UUID | None:
        sent = "" if value is missing or value is None else str(value).strip()
        if not sent and not self.required:
            return self.load_default
        try:
            return UUID(sent)
        except ValueError:
            raise self.refuse("Chọn “%(label)s”") from None


class Day(_Named, fields.Field):
    """A date: dd/mm/yyyy, also with dashes or dots, or yyyy-mm-dd as date pickers send it."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(**_optional(kwargs, None))
        self.label = label

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> date | None:
        sent = "" if value is missing or value is None else str(value).strip()
        if not sent:
            if self.required:
                raise self.refuse("Ghi “%(label)s”")
            return self.load_default
        try:
            day = parse_day(sent)
        except ValueError:
            raise self.refuse(
                "“%(label)s” cần là ngày như 05/03/2026, không phải “%(sent)s”", sent=sent[:40]
            ) from None
        self._validate(day)
        return day


def _optional(options: dict[str, Any], default: Any) -> dict[str, Any]:
    """A field that is not required has a value when nothing was sent."""
    return options if options.get("required") else {"load_default": default, **options}


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
