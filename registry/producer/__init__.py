"""The producers' doors of the register."""

from registry.producer import (  # noqa: F401 - they add their pages
    changes,
    facility,
    facility_changes,
    home,
    imports,
    journeys,
    listings,
    ocop,
    preview,
    products,
    receipts,
    shop_links,
    trace_keys,
)
from registry.producer.frame import blueprint

__all__ = ["blueprint"]
