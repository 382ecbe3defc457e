"""Maps on pages: which drawings are of the country, and whether both archipelagos are named on them."""

import re

MAP = re.compile(r'<svg class="map.*?</svg>', re.DOTALL)


def sea_maps(html: str) -> list[str]:
    """Every drawing of a map on a page, but for those of one province that has the country beside it."""
    maps = MAP.findall(html)
    return [each for each in maps if 'class="sea"' in each] or maps


def names_both(svg: str) -> bool:
    """Whether a drawing names Hoàng Sa and Trường Sa in words that can be read."""
    seen = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
    return "Hoàng Sa" in seen and "Trường Sa" in seen
