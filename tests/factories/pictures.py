"""Photos as bytes."""

from io import BytesIO

from PIL import Image


def photo(colour: str = "darkgreen", size: tuple[int, int] = (60, 40)) -> bytes:
    """A small JPEG of one colour."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()
