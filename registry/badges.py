"""Badges, marks and lists: their words, and what a badge says on a day. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from core.i18n import lazy

MARK_KINDS = {
    "trademark": lazy("Nhãn hiệu"),
    "collective_mark": lazy("Nhãn hiệu tập thể"),
    "certification_mark": lazy("Nhãn hiệu chứng nhận"),
    "gi": lazy("Chỉ dẫn địa lý"),
}
RANKS = {"key": lazy("Chủ lực"), "speciality": lazy("Đặc sản")}
TRUSTED_KINDS = {"enterprise": lazy("Doanh nghiệp tiêu biểu"), "place": lazy("Địa chỉ tin cậy")}


@dataclass(frozen=True)
class Badge:
    """A recognition outside OCOP with the scheme it belongs to and the step that withdrew it."""

    row: Any
    scheme: Any
    revoked: Any = None

    def state(self, on: date) -> str:
        """good, expired or revoked on a day; the end is derived, nobody writes it."""
        if self.revoked and self.revoked.on <= on:
            return "revoked"
        return "expired" if self.row.valid_until and on > self.row.valid_until else "good"


def badge_values(badge: Badge) -> dict[str, Any]:
    """A badge as a passport holds it; keys are a contract with `qr`."""
    row, scheme, revoked = badge.row, badge.scheme, badge.revoked
    return {
        "scheme": scheme.code,
        "name": scheme.name,
        "name_en": scheme.name_en,
        "level": scheme.level_name,
        "level_en": scheme.level_name_en,
        "issuer": row.recogniser_name,
        "decision": row.decision_number,
        "issued_on": row.issued_on.isoformat(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "withdrawn_on": revoked.on.isoformat() if revoked else None,
    }
