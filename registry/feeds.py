"""What exchanges import: a product as schema.org JSON-LD, and as a line of the Google product format. Pure."""

from typing import Any

COLUMNS = (
    "id", "title", "description", "link", "image_link", "price", "availability", "brand", "gtin", "mpn", "condition",
    "identifier_exists", "product_type",
)  # fmt: skip
LONGEST = {"title": 150, "description": 5000, "brand": 70}


def digital_link(base: str, gtin: str) -> str:
    """The GS1 Digital Link of a product on this site."""
    return f"{base}/01/{gtin.zfill(14)}"


def linked_product(facts: dict[str, Any], base: str) -> dict[str, Any]:
    """The product as schema.org tells it; `facts` is what a line of the feed is made from."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": f"{base}/products/{facts['slug']}",
        "url": f"{base}/products/{facts['slug']}",
        "name": facts["name"],
        "sku": facts["code"],
        "brand": {"@type": "Brand", "name": facts["brand"]},
        "manufacturer": {"@type": "Organization", "name": facts["producer"]},
        "category": facts["kind"],
    }
    if facts["description"]:
        found["description"] = facts["description"]
    if facts["image"]:
        found["image"] = f"{base}{facts['image']}"
    if facts["gtin"]:
        found["gtin"] = facts["gtin"].zfill(14)
        found["hasGS1DigitalLink"] = digital_link(base, facts["gtin"])
    if facts["price"] is not None:
        state = "InStock" if facts["is_sold"] else "OutOfStock"
        found["offers"] = {
            "@type": "Offer", "price": str(facts["price"]), "priceCurrency": "VND", "url": found["url"],
            "availability": f"https://schema.org/{state}", "itemCondition": "https://schema.org/NewCondition",
        }  # fmt: skip
    return found


def feed_row(facts: dict[str, Any], base: str) -> dict[str, str]:
    """One line of the feed. A product without GTIN says so; one under recall is out of stock."""
    row = {
        "id": facts["code"],
        "title": facts["name"],
        "description": facts["description"] or facts["name"],
        "link": f"{base}/products/{facts['slug']}",
        "image_link": f"{base}{facts['image']}" if facts["image"] else "",
        "price": f"{facts['price']} VND" if facts["price"] is not None else "",
        "availability": "in_stock" if facts["is_sold"] else "out_of_stock",
        "brand": facts["brand"],
        "gtin": facts["gtin"] or "",
        "mpn": "" if facts["gtin"] else facts["code"],
        "condition": "new",
        "identifier_exists": "yes" if facts["gtin"] else "no",
        "product_type": facts["kind"],
    }
    return {name: text[: LONGEST.get(name, len(text))] for name, text in row.items()}
