"""What anybody may open: the addresses in codes, and the short way to pages already made."""

from qr.public import checking, inspecting, pin, said  # noqa: F401 - they add their pages
from qr.public.scanning import blueprint, put_in_front

__all__ = ["blueprint", "put_in_front"]
