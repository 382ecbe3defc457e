"""What a report is found by at the desk: its words without Vietnamese accents, folded once when it is written."""

from typing import Protocol

from core.text import fold


class Searchable(Protocol):
    """The columns of a report that are searched."""

    number: str
    goods_name: str
    seller: str
    place_as_written: str
    online_address: str


def words_of(case: Searchable) -> str:
    """The search key of a report; written again whenever one of its words changes."""
    words = (case.number, case.goods_name, case.seller, case.place_as_written, case.online_address)
    return fold(" ".join(word for word in words if word))
