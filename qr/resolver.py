"""The links of a code for machines: linkset (RFC 9264) and what a GS1-Conformant resolver says of itself.

Links are registered on 01, 01+10 and 01+21 only; an item's linkset holds every level above it too.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from qr.facts import Row, is_issued
from qr.links import CodeLink, Key, Level, build_path, page_path

VOCABULARY = "https://ref.gs1.org/voc/"
CONTEXT = "https://ref.gs1.org/standards/resolver/linkset-context"
LINKSET_TYPE = "application/linkset+json"
HTML = "text/html"

Links = dict[str, list[dict[str, Any]]]


class Answer(Enum):
    """How a request without a page is answered."""

    LINKSET = "linkset"
    REDIRECT = "redirect"
    CHOICES = "choices"
    MISSING = "missing"


@dataclass(frozen=True)
class Decision:
    """The answer, the target of a redirect, and the links to choose from."""

    answer: Answer
    href: str = ""
    links: tuple[dict[str, Any], ...] = ()


def canonical(link: CodeLink, row: Row) -> CodeLink:
    """The link as registered: our lot's own spelling; a serial alone finds its product."""
    kind, key = (link.kind, link.key) if link.kind is not Key.SERIAL else _key_of(row)
    lot = row.lot_number if link.lot is not None and row.lot_id else link.lot
    return CodeLink(kind, key, lot, link.serial)


def linkset(link: CodeLink, row: Row, root: str) -> dict[str, Any]:
    """The linkset of a code: one anchor for its own level and each level up to the product."""
    return {"linkset": [_anchor(level, row, root) for level in _levels(link, row)]}


def decide(link: CodeLink, row: Row, root: str, *, link_type: str | None, wants_linkset: bool) -> Decision:
    """What a client gets that is no browser. `link_type` is the query's, if any."""
    if wants_linkset or link_type in ("linkset", "all"):
        return Decision(Answer.LINKSET)
    page = root + page_path(link)
    if link_type is None or _full(link_type) == VOCABULARY + "defaultLink":
        return Decision(Answer.REDIRECT, page)
    for anchor in linkset(link, row, root)["linkset"]:
        found = anchor.get(_full(link_type), [])
        if len(found) == 1:
            return Decision(Answer.REDIRECT, found[0]["href"])
        if found:
            return Decision(Answer.CHOICES, links=tuple(found))
    return Decision(Answer.MISSING)


def describe(root: str, name: str) -> dict[str, Any]:
    """The resolver description file at /.well-known/gs1resolver."""
    return {
        "name": name,
        "resolverRoot": root,
        "supportedPrimaryKeys": ["01"],
        "supportedLinkType": [{"namespace": VOCABULARY, "prefix": "gs1:"}],
        "linkTypeDefaultCanBeLinkset": False,
        "supportsSplitIdentifiers": False,
        "validatesDigitalLinks": True,
    }


def describe_twin(root: str, name: str) -> dict[str, Any]:
    """The same for our own addresses (ISO/IEC 18975) at /.well-known/resolver."""
    return {
        "name": name,
        "resolverRoot": root,
        "identifiers": [
            {"path": "/01/{gtin}", "qualifiers": ["/10/{lot}", "/21/{serial}"]},
            {"path": "/p/{code}", "qualifiers": ["/l/{lot}", "/i/{serial}"]},
            {"path": "/c/{serial}", "qualifiers": []},
        ],
        "linksetParameter": "linkType=linkset",
    }


def _key_of(row: Row) -> tuple[Key, str]:
    return (Key.GTIN, row.gtin) if row.gtin else (Key.CODE, row.code)


def _levels(link: CodeLink, row: Row) -> list[CodeLink]:
    whole = canonical(link, row)
    product = CodeLink(whole.kind, whole.key)
    if not is_issued(link, row):
        return [product]
    levels = [product]
    if row.lot_number:
        levels.insert(0, CodeLink(whole.kind, whole.key, row.lot_number))
    if link.level is Level.ITEM:
        levels.insert(0, CodeLink(whole.kind, whole.key, serial=whole.serial))
    return levels


def _anchor(level: CodeLink, row: Row, root: str) -> dict[str, Any]:
    title = row.body["name"]
    page = {"href": root + page_path(level), "title": title, "type": HTML, "hreflang": ["vi", "en"]}
    links: Links = {VOCABULARY + "defaultLink": [page], VOCABULARY + "pip": [page]}
    if level.level is Level.PRODUCT:
        links |= _product_links(row, root)
    return {"anchor": root + build_path(level), "description": title, **links}


def _product_links(row: Row, root: str) -> Links:
    product = f"{root}/products/{row.body.get('slug') or row.code}"
    entry = {"href": product, "title": row.body["name"], "type": HTML, "hreflang": ["vi", "en"]}
    links: Links = {VOCABULARY + "registryEntry": [entry]}
    papers = [
        {"href": f"{product}#certificate-{number}", "title": paper["name"], "type": HTML}
        for number, paper in enumerate(row.body.get("certificates") or (), start=1)
    ]
    if papers:
        links[VOCABULARY + "certificationInfo"] = papers
    return links


def _full(link_type: str) -> str:
    """gs1:pip, pip and the whole address name the same type."""
    if link_type.startswith("gs1:"):
        return VOCABULARY + link_type.removeprefix("gs1:")
    return link_type if "://" in link_type else VOCABULARY + link_type
