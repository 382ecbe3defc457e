"""Of a formal đơn tố cáo nothing may be stored that names its writer (Luật Tố cáo 2018, Điều 56)."""

import re

from core.text import fold

_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[\s.\-]?\d){9}(?!\d)")
_ID_NUMBER = re.compile(r"(?<!\d)(?:\d[\s.]?){11}\d(?!\d)|(?<!\d)\d{9}(?!\d)")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_WORDS = (
    "toi ten", "ten toi", "ho ten", "ho va ten", "nguoi to cao", "nguoi viet don", "nguoi gui don", "dia chi toi",
    "dia chi cua toi", "so dien thoai", "cccd", "cmnd", "can cuoc", "chung minh nhan dan", "thuong tru", "tam tru",
)  # fmt: skip
FORBIDDEN_FIELDS = ("name", "full_name", "address", "phone", "email", "id_number", "scan", "photo", "file")


def find_personal(text: str) -> str:
    """The first words of a text that may name a person: a number, an address, "tôi tên là"; "" when there are none."""
    for pattern in (_EMAIL, _PHONE, _ID_NUMBER):
        if found := pattern.search(text):
            return found[0].strip()
    plain = " ".join(("", *re.findall(r"\w+", fold(text)), ""))
    return next((words for words in _WORDS if f" {words} " in plain), "")
