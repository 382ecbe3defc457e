"""The officers' doors of reports and inspections."""

from complaints.desk import cases, handling, inspections, money, queue, sellers  # noqa: F401 - they add their pages
from complaints.desk.frame import blueprint

__all__ = ["blueprint"]
