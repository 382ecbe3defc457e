"""The citizens' doors: report, receipt, follow."""

from complaints.public import pieces, receipts, reporting, tracking  # noqa: F401 - each adds its pages
from complaints.public.frame import blueprint

__all__ = ["blueprint"]
