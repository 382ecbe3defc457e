"""What anybody may open: the addresses in codes, and the short way to pages already made."""

from qr.public import said  # noqa: F401 - it adds its page
from qr.public.scanning import blueprint, pages, put_in_front

__all__ = ["blueprint", "pages", "put_in_front"]
