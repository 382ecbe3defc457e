"""Who may see what of a reporter: dated rows, from which the sentence on the form is made.

A reader is a role; `needs` says what must happen first: a logged reason, a second person.
The inspecting team never sees contact data.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.i18n import _


@dataclass(frozen=True)
class Access:
    """That a role may read a field of a reporter, and on what condition."""

    field: str  # phone, email, name
    role: str
    needs: str  # reason, second_person


FIELDS = ("phone", "email", "name")
REASON, SECOND_PERSON = "reason", "second_person"


def needs_in(rows: Iterable[Access], field: str, role: str) -> str | None:
    """What a role needs before reading a field; None when it may not read it at all."""
    return next((row.needs for row in rows if (row.field, row.role) == (field, role)), None)


def readers_in(rows: Iterable[Access], field: str) -> list[str]:
    """The roles that may read a field."""
    return [row.role for row in rows if row.field == field]


def sentence_of(rows: Iterable[Access], field: str) -> str:
    """What the citizen is told beside a field, made from the rows in force."""
    rows = list(rows)
    readers = readers_in(rows, field)
    if not readers:
        return _("Không ai xem được. Không đưa cho người bán.")
    names = ", ".join(role_name(role) for role in readers)
    if any(needs_in(rows, field, role) == SECOND_PERSON for role in readers):
        condition = _("cần người thứ hai đồng ý và được ghi nhật ký")
    else:
        condition = _("phải ghi lý do và được ghi nhật ký")
    team = "" if "kiem_tra_vien" in readers else _("Đội đi kiểm tra không thấy.")
    return " ".join(
        _(
            "Chỉ %(readers)s xem được, mỗi lần xem %(condition)s. %(team)s Không đưa cho người bán.",
            readers=names, condition=condition, team=team,
        ).split()
    )  # fmt: skip


def needs_words(needs: str | None) -> str:
    """A condition in words."""
    words = {
        REASON: _("ghi lý do, có nhật ký"),
        SECOND_PERSON: _("người thứ hai đồng ý, có nhật ký"),
        None: _("không thấy"),
    }
    return words.get(needs, str(needs))


def role_name(role: str) -> str:
    """The name of a role as people say it."""
    names = {
        "tiep_nhan": _("cán bộ tiếp nhận"),
        "kiem_tra_vien": _("kiểm tra viên"),
        "doi_truong": _("đội trưởng"),
        "lanh_dao": _("lãnh đạo"),
        "chuyen_vien": _("chuyên viên"),
        "mttq": _("cán bộ Mặt trận"),
        "can_bo_xa": _("cán bộ xã, phường"),
        "mttq_xa": _("Mặt trận xã, phường"),
        "thanh_vien_hoi_dong": _("thành viên hội đồng OCOP"),
        "quan_tri": _("quản trị viên"),
        "producer": _("người của cơ sở sản xuất"),
    }
    return names.get(role, role)
