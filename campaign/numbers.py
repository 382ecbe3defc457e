"""Whole numbers as they stand in addresses and hidden fields, whatever somebody wrote there. Pure."""


def read_count(text: object, otherwise: int = 0) -> int:
    """The number of up to six digits, else `otherwise`."""
    words = str(text)
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= 6 else otherwise


def read_page(text: object) -> int:
    """Which page of a list is asked for: 1 for anything odd."""
    return min(max(read_count(text, 1), 1), 10_000)
