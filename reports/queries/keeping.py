"""How the rows behind a figure are told: a select, which of its rows count, and the column that is summed."""

from collections.abc import Callable

Found = tuple[object, Callable[[object], bool], str]


def keep_all(_row) -> bool:
    """Every row counts."""
    return True


def keep_equal(column: str, part: str) -> Callable[[object], bool]:
    """Rows whose column is the part, as it stands in an id."""
    return lambda row: str(getattr(row, column)).replace("_", "-") == part
