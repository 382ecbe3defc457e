"""The producers' doors of the register."""

from registry.producer import (  # noqa: F401 - they add their pages
    changes,
    facility,
    home,
    imports,
    journeys,
    ocop,
    products,
    shop_links,
)
from registry.producer import listings as own_listings  # noqa: F401 - it adds its pages
from registry.producer.frame import blueprint

__all__ = ["blueprint"]
