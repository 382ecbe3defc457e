"""The register's doors for machines."""

from registry.api import captures, events  # noqa: F401 - they add their addresses
from registry.api.frame import blueprint

__all__ = ["blueprint"]
