"""The words of the library: kinds with their rank, topics. Pure."""

from functools import cache

from campaign.words import FOLDER
from core.i18n import lazy, shown_language
from core.reference import read_rows

TOPICS = {
    "campaign": lazy("Cuộc vận động"),
    "consumer": lazy("bảo vệ người tiêu dùng"),
    "smuggling": lazy("chống buôn lậu, hàng giả"),
    "ocop": lazy("OCOP"),
    "other": lazy("khác"),
}


@cache
def list_document_kinds() -> dict[str, dict[str, str]]:
    """The kinds by code, in the order in which they stand in "căn cứ"."""
    return {row["code"]: row for row in read_rows(FOLDER / "document-kinds.csv")}


def say_kind(code: str) -> str:
    """The kind in the reader's language."""
    row = list_document_kinds()[code]
    return row["name_en"] if shown_language() == "en" else row["name"]
