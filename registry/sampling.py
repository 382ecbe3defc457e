"""Single samples of a round: the columns of their file, and what of them is public. Pure."""

from core.i18n import lazy
from registry.warnings import shown_trader

PASSED, FAILED = "đạt", "không đạt"
MOST_SAMPLES = 2000
COLUMNS = {
    "goods": (lazy("Mẫu hàng"), 200),
    "taken_at": (lazy("Nơi lấy mẫu"), 200),
    "parameter": (lazy("Chỉ tiêu"), 150),
    "result": (lazy("Kết quả thử"), 100),
    "most": (lazy("Mức cho phép"), 100),
    "is_passed": (lazy("Kết luận"), 20),
    "trader": (lazy("Cơ sở được lấy mẫu"), 200),
    "decision_number": (lazy("Số quyết định"), 80),
    "legal_ground": (lazy("Điều luật cho phép công bố"), 200),
}
"""Field -> its name in forms and files, the longest text."""

HIDDEN = ("trader", "decision_number", "legal_ground")


def say_verdict(is_passed: bool) -> str:
    """As the file and the pages have it."""
    return PASSED if is_passed else FAILED


def public_sample(row) -> dict[str, str]:
    """A sample as everybody may read it: the trader with its decision and article, or none of the three."""
    shown = {name: getattr(row, name) for name in COLUMNS}
    return shown if shown_trader(row) else shown | dict.fromkeys(HIDDEN, "")
