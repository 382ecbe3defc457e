"""Kinds of units, what may stand above what, and the roles that people hold in them."""

from core.i18n import lazy

KINDS = {
    "cuc": lazy("Cục (trung ương)"),
    "so_cong_thuong": lazy("Sở Công Thương"),
    "chi_cuc": lazy("Chi cục Quản lý thị trường"),
    "doi": lazy("Đội Quản lý thị trường"),
    "so_nnmt": lazy("Sở Nông nghiệp và Môi trường"),
    "bo_nnmt": lazy("Bộ Nông nghiệp và Môi trường"),
    "hoi_dong_ocop": lazy("Hội đồng OCOP"),
    "ubnd_xa": lazy("Ủy ban nhân dân xã, phường"),
    "mttq": lazy("Mặt trận Tổ quốc"),
    "quan_tri": lazy("Quản trị bản cài"),
    "producer": lazy("Cơ sở sản xuất"),
}
ABOVE = {"doi": ("chi_cuc",), "chi_cuc": ("so_cong_thuong", "cuc"), "so_cong_thuong": ("cuc",)}
"""Kind -> the kinds that may stand above it; a kind not named stands under nobody."""

ROLES = (
    "tiep_nhan", "kiem_tra_vien", "doi_truong", "lanh_dao", "chuyen_vien", "mttq", "can_bo_xa",
    "thanh_vien_hoi_dong", "quan_tri", "producer",
)  # fmt: skip


def may_stand_under(kind: str, above: str) -> bool:
    """Whether a unit of a kind may answer to one of another."""
    return above in ABOVE.get(kind, ())
