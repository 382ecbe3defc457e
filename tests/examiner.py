"""Looks at every HTML page that any test opens, and says what is wrong with it.

`faults_of(html, policy)` is a plain function from a page and its Content-Security-Policy to sentences.
"""

import base64
import hashlib
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

NEEDS_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
LEFTOVERS = re.compile(r"\bundefined\b|\bNaN\b|object at 0x|<bound method|LazyProxy|\{\{|\{%|%\(\w+\)s")
NONE_WORD = re.compile(r"(^|[\s:(>])None($|[\s.,;:)<])")
SVG = "{http://www.w3.org/2000/svg}"
ARCHIPELAGOS = ("Hoàng Sa", "Trường Sa")
MAP_WORDS = ("bản đồ", "map of")
TYPES_OF_DATA = {"application/json", "application/ld+json"}


class Page:
    """A parsed page: its elements in order, and what the parser found wrong."""

    def __init__(self, html: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            parser = html5lib.HTMLParser(namespaceHTMLElements=False)
            self.root: Element = parser.parse(html)
        self.errors = [f"HTML {code} at {place} {values or ''}" for place, code, values in parser.errors]
        self.elements = [each for each in self.root.iter() if isinstance(each.tag, str)]
        self.parents = {child: parent for parent in self.elements for child in parent}
        self.ids = [each.get("id") for each in self.elements if each.get("id")]

    def all(self, *tags: str) -> list[Element]:
        return [each for each in self.elements if each.tag in tags]

    def inside(self, element: Element, tag: str) -> bool:
        """Whether the element stands somewhere inside a `tag`."""
        while (element := self.parents.get(element)) is not None:
            if element.tag == tag:
                return True
        return False


def text_of(element: Element) -> str:
    """The words of an element with single spaces, an image counting as its alternative text."""
    pieces = []
    for each in element.iter():
        if isinstance(each.tag, str) and each.tag not in ("script", "style"):
            pieces += [each.text or "", each.get("alt", ""), each.get("aria-label", "")]
        pieces.append(each.tail or "" if each is not element else "")
    return " ".join(" ".join(pieces).split())


def faults_of(html: str, policy: str) -> list[str]:
    """Everything wrong with a page: one sentence each, none when it is well."""
    page = Page(html)
    checks = (_heading, _language, _fields, _forms, _styles, _scripts, _ids, _words, _names, _hosts, _maps)
    found = [*page.errors, *_policy(page, policy)]
    return found + [fault for check in checks for fault in check(page)]


def _heading(page: Page) -> Iterator[str]:
    headings, titles = page.all("h1"), [t for t in page.all("title") if not page.inside(t, "svg")]
    if len(headings) != 1:
        yield f"{len(headings)} h1 on the page; one is needed"
    if len(titles) != 1 or not text_of(titles[0]):
        yield "the page needs one title with words"
    elif headings and not _agree(text_of(titles[0]), text_of(headings[0])):
        yield f"title {text_of(titles[0])!r} does not agree with h1 {text_of(headings[0])!r}"


def _agree(title: str, heading: str) -> bool:
    """The title's first part is about what the heading is about: two words in common, or the only one."""
    first = set(re.findall(r"\w+", re.split(r" [–—|·-] ", title)[0].casefold()))
    head = set(re.findall(r"\w+", heading.casefold()))
    return len(first & head) >= min(2, len(first), len(head))


def _language(page: Page) -> Iterator[str]:
    if page.root.get("lang") not in ("vi", "en", "km"):
        yield f"html lang is {page.root.get('lang')!r}"


def _fields(page: Page) -> Iterator[str]:
    labelled = {label.get("for") for label in page.all("label")} - {None, ""}
    for field in page.all("input", "select", "textarea"):
        if field.tag == "input" and field.get("type", "text") in NEEDS_NO_LABEL:
            continue
        says_itself = field.get("aria-label") or field.get("aria-labelledby") or page.inside(field, "label")
        if not says_itself and field.get("id", "") not in labelled:
            yield f"field {field.get('name')!r} has no label"


def _forms(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        if not form.get("action") or form.get("method", "").lower() not in ("get", "post"):
            yield f"form {form.get('action')!r} needs an action and a method"


def _styles(page: Page) -> Iterator[str]:
    for each in page.elements:
        if each.get("style") is not None:
            yield f"style attribute on {each.tag}"
        for name in each.attrib:
            if name.startswith("on"):
                yield f"{name} attribute on {each.tag}"


def _scripts(page: Page) -> Iterator[str]:
    for script in page.all("script"):
        if not script.get("src") and script.get("type") not in TYPES_OF_DATA:
            yield "inline script"


def _ids(page: Page) -> Iterator[str]:
    for name, times in Counter(page.ids).items():
        if times > 1:
            yield f"id {name!r} stands {times} times"
    for each in page.elements:
        wanted = each.get("aria-describedby", "").split() + each.get("aria-labelledby", "").split()
        if each.tag == "label" and each.get("for"):
            wanted.append(each.get("for", ""))
        if each.tag == "a" and len(each.get("href", "")) > 1 and each.get("href", "").startswith("#"):
            wanted.append(each.get("href", "")[1:])
        for name in wanted:
            if name not in page.ids:
                yield f"{each.tag} points to id {name!r}, which is not on the page"


def _words(page: Page) -> Iterator[str]:
    for each in page.elements:
        if each.tag in ("script", "style"):
            continue
        texts = [each.text, *(child.tail for child in each), *map(each.get, ("href", "src", "value"))]
        for text in filter(None, texts):
            if LEFTOVERS.search(text) or _is_none(text, page.root.get("lang")):
                yield f"left-over of a program in {each.tag}: {text.strip()[:80]!r}"


def _is_none(text: str, lang: str | None) -> bool:
    """Python's None; in English the word may be meant, unless it stands alone."""
    return text.strip() == "None" or "/None" in text or (lang != "en" and bool(NONE_WORD.search(text)))


def _names(page: Page) -> Iterator[str]:
    """Images say what they show; links and buttons can be read aloud."""
    for image in page.all("img"):
        if image.get("alt") is None:
            yield f"image {image.get('src')!r} without alt"
    for each in page.all("a", "button"):
        if not page.inside(each, "svg") and not text_of(each) and not each.get("title"):
            yield f"{each.tag} {each.get('href') or each.get('name')!r} without words"


def _maps(page: Page) -> Iterator[str]:
    """A map of the country names both archipelagos in words on it; a map of a part has the country beside it."""
    drawings = page.all(f"{SVG}svg")
    maps = [each for each in drawings if "map" in each.get("class", "").split()]
    whole = [each for each in maps if "country" in each.get("class", "").split()]
    for each in drawings:
        label = f"{each.get('aria-label', '')} {text_of(each)}".casefold()
        if each not in maps and any(word in label for word in MAP_WORDS):
            yield f"a drawing that calls itself a map has no class map: {label.strip()[:60]!r}"
    if maps and not whole:
        yield "a map of a part of the country stands without the map of the country"
    for each in whole:
        words = " ".join(text_of(text) for text in each.iter() if text.tag == f"{SVG}text")
        for name in ARCHIPELAGOS:
            if name not in words:
                yield f"a map of the country does not name {name}"


def _hosts(page: Page) -> Iterator[str]:
    for each in page.all("link", "img", "script", "source", "iframe"):
        address = each.get("src") or each.get("href") or ""
        loads = each.tag != "link" or each.get("rel") in ("stylesheet", "icon", "preload", "manifest")
        if loads and re.match(r"(https?:)?//", address):
            yield f"{each.tag} loads from another host: {address}"


def _policy(page: Page, policy: str) -> Iterator[str]:
    """The header allows the inline style sheets by their hashes, and nothing by 'unsafe-inline'."""
    if "default-src" not in policy:
        yield "no Content-Security-Policy"
    if "unsafe-inline" in policy or "unsafe-eval" in policy:
        yield "the Content-Security-Policy allows what is unsafe"
    for style in page.all("style"):
        digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
        if not page.inside(style, "svg") and f"'sha256-{digest}'" not in policy:
            yield "an inline style sheet is not in the Content-Security-Policy"
