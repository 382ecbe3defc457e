"""The officers' doors of codes and labels."""

from qr.desk import alerts, batches, changes, recalls, requests, shared, single  # noqa: F401 - they add their pages
from qr.desk.frame import blueprint

__all__ = ["blueprint"]
