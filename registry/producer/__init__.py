"""The producers' doors of the register."""

from registry.producer import (  # noqa: F401 - they add their pages
    changes,
    facility,
    home,
    imports,
    journeys,
    products,
    shop_links,
)
from registry.producer import facility, journeys, products  # noqa: F401 - they add their pages
from registry.producer import facility, ocop, products  # noqa: F401 - they add their pages
    journeys,
    ocop,
    products,
)
from registry.producer.frame import blueprint

__all__ = ["blueprint"]
