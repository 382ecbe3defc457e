"""The doors of the register for everybody."""

from registry.public import (  # noqa: F401 - each adds its pages  # noqa: F401 - each adds its pages
    feeds,
    home,
    lists,
    lots,
    map,
    pictures,
    place_pages,
    places,
    producers,
    products,
    subscriptions,
    warnings,
)
from registry.public.frame import blueprint

__all__ = ["blueprint"]
