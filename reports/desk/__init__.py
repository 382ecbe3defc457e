"""The officers' doors of reports: figures, and official reports."""

from reports.desk import papers, tally  # noqa: F401 - they add their pages
from reports.desk.frame import blueprint

__all__ = ["blueprint"]
