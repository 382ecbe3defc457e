"""The doors of the register for everybody."""

from registry.public import (  # noqa: F401 - they add their pages
    feeds,
    home,
    lists,
    lots,
    map,
    ocop,
    pictures,
    place_pages,
    places,
    producers,
    products,
    sampling,
    sign_up,
    subscriptions,
    warnings,
)
from registry.public.frame import blueprint

__all__ = ["blueprint"]
