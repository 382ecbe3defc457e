"""The officers' doors of the register."""

from registry.desk import ocop, products  # noqa: F401 - they add their pages
from registry.desk.frame import blueprint

__all__ = ["blueprint"]
