"""How long what a reporter gave is kept, in words."""

from collections.abc import Mapping

from core.i18n import gettext as _
from core.i18n import ngettext
from core.text import format_number

YEAR = 365


def say_days(days: int) -> str:
    """Whole years as years, other terms as days."""
    if days and days % YEAR == 0:
        years = days // YEAR
        return ngettext("%(num)s năm", "%(num)s năm", years)
    return _("%(count)s ngày", count=format_number(days))


def say_keeping(terms: Mapping[str, int]) -> list[tuple[str, str]]:
    """What is kept and how long after the end of a report, as rows of a list."""
    names = {
        "keep_contact": _("Số điện thoại, thư điện tử"),
        "keep_words": _("Lời kể và tin nhắn"),
        "keep_files": _("Ảnh và tệp"),
    }
    return [
        (name, _("%(term)s sau khi phản ánh xong", term=say_days(terms[code])))
        for code, name in names.items()
        if code in terms
    ]
