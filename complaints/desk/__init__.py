"""The officers' doors of reports and inspections."""

from complaints.desk import (  # noqa: F401 - they add their pages
    cases,
    handling,
    inspections,
    money,
    queue,
    routing,
    sellers,
    table,
    transfers,
)
from complaints.desk.frame import blueprint

__all__ = ["blueprint"]
