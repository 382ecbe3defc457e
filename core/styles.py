"""Inline style sheets: one per page kind, built once from static/css and allowed by its hash."""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CSS_FOLDER = Path(__file__).resolve().parent.parent / "static" / "css"

SHEETS = {
    "verdict": ("tokens", "base", "stamp", "entry"),
    "public": ("tokens", "base", "stamp", "forms", "entry", "cards", "tables", "status", "print"),
    "form": ("tokens", "base", "stamp", "forms", "entry", "cards", "status", "print"),
    "map": ("tokens", "base", "stamp", "forms", "cards", "tables", "status", "map", "print"),
    "desk": ("tokens", "base", "stamp", "forms", "entry", "cards", "tables", "status", "desk", "print"),
    "desk_map": ("tokens", "base", "forms", "cards", "tables", "status", "desk", "map", "print"),
}


@dataclass(frozen=True)
class StyleSheet:
    """Minified CSS for one `<style>` element, and its source for `style-src` in the page's policy."""

    text: str
    csp_hash: str


@cache
def style_sheet(kind: str) -> StyleSheet:
    """The sheet of a page kind ("verdict", "public", "form", "map", "desk", "desk_map"); KeyError for any other word.

    `csp_hash` is what a Content-Security-Policy takes between single quotes: `sha256-...`.
    """
    files = [(CSS_FOLDER / f"{name}.css").read_text("utf-8") for name in SHEETS[kind]]
    text = minify("\n".join(files))
    digest = hashlib.sha256(text.encode()).digest()
    return StyleSheet(text, f"sha256-{base64.b64encode(digest).decode()}")


def minify(css: str) -> str:
    """CSS without comments and needless blanks. Our sheets keep no braces or colons in strings."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r"(?<=[{;])([-\w]+): ", r"\1:", css)
    return css.replace(";}", "}").strip()
