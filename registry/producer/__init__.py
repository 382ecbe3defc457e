"""The producers' doors of the register."""

from registry.producer import facility, journeys, products, shop_links  # noqa: F401 - they add their pages
from registry.producer import facility, imports, products  # noqa: F401 - they add their pages
from registry.producer.frame import blueprint

__all__ = ["blueprint"]
