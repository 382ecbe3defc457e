"""The officers' doors of codes and labels."""

from qr.desk import batches  # noqa: F401 - it adds its pages
from qr.desk.frame import blueprint

__all__ = ["blueprint"]
