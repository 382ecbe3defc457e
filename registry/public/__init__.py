"""The doors of the register for everybody."""

from registry.public import feeds, home, lists, lots, pictures, places, producers, products, subscriptions, warnings  # noqa: F401 - each adds its pages  # noqa: F401 - each adds its pages
from registry.public import feeds, home, lists, lots, pictures, places, producers, products  # noqa: F401 - each adds its pages
from registry.public import home, lots, pictures, places, producers, products  # noqa: F401 - each adds its pages
from registry.public import home, map, places, producers, products  # noqa: F401 - each adds its pages
from registry.public import home, lots, map, pictures, place_pages, places, producers, products  # noqa: F401 - each adds its pages
from registry.public import (  # noqa: F401 - each adds its pages
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
)
from registry.public.frame import blueprint

__all__ = ["blueprint"]
