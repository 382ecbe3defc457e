"""The doors of the register for everybody."""

from registry.public import (  # noqa: F401 - they add their pages
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
    sign_up,
    subscriptions,
    warnings,
)
from registry.public import home, lots, pictures, places, producers, products  # noqa: F401 - each adds its pages
from registry.public import home, ocop, pictures, places, producers, products  # noqa: F401 - each adds its pages
from registry.public import (  # noqa: F401 - each adds its pages
    home,
    lots,
    ocop,
    pictures,
    places,
    producers,
    products,
)
from registry.public.frame import blueprint

__all__ = ["blueprint"]
