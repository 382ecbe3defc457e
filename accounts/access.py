"""Who may see what of a reporter: one table, from which the sentence on the form is made (design 7.5).

A reader is a role; `needs` says what must happen first: nothing, a logged reason, a second person.
The inspecting team never sees contact data.
"""

from dataclasses import dataclass

from core.i18n import _


@dataclass(frozen=True)
class Access:
    """That a role may read a field of a reporter, and on what condition."""

    field: str  # phone, email, name
    role: str
    needs: str  # reason, second_person


TABLE = (
    Access("phone", "tiep_nhan", "reason"),
    Access("email", "tiep_nhan", "reason"),
    Access("name", "tiep_nhan", "second_person"),
)


def needs_of(field: str, role: str) -> str | None:
    """What a role needs before reading a field; None when it may not read it at all."""
    return next((row.needs for row in TABLE if (row.field, row.role) == (field, role)), None)


def readers_of(field: str) -> list[str]:
    """The roles that may read a field."""
    return [row.role for row in TABLE if row.field == field]


def sentence(field: str) -> str:
    """What the citizen is told beside a field, made from the table."""
    names = ", ".join(role_name(role) for role in readers_of(field))
    return _(
        "Chỉ %(readers)s xem được, mỗi lần xem phải ghi lý do và được ghi nhật ký. "
        "Đội đi kiểm tra không thấy. Không đưa cho người bán.",
        readers=names,
    )


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
        "thanh_vien_hoi_dong": _("thành viên hội đồng OCOP"),
        "quan_tri": _("quản trị viên"),
        "producer": _("người của cơ sở sản xuất"),
    }
    return names.get(role, role)
