"""Walks through the pages of an installation as one person would, and finds every form on them."""

import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.examiner import Page
from tests.installation import ExaminingClient

TYPED = {"text", "search", "tel", "url", "email", "number", "date", "password", "textarea", ""}
NEVER = ("/complaints/leave", "sign-out", "/end")
"""Doors that would end the walk: they are tried elsewhere."""
EACH_KIND = 2
"""Pages opened of each kind (rule of an address)."""


@dataclass(frozen=True)
class Form:
    """A form as a browser holds it: where it goes, what it would send, what may be typed or chosen."""

    page: str
    action: str
    method: str
    values: dict[str, str] = field(hash=False)
    typed: tuple[str, ...]
    chosen: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.typed, *self.chosen, *self.files)


def walk(app: Flask, client: ExaminingClient, starts: list[str]) -> dict[tuple, Form]:
    """Every kind of form that can be reached by links from the starting pages."""
    forms: dict[tuple, Form] = {}
    opened: dict[str, int] = {}
    waiting, known = deque(starts), set(starts)
    while waiting:
        address = waiting.popleft()
        kind = rule_of(app, address, "GET")
        if kind is None or opened.get(kind, 0) >= EACH_KIND or address.split("?")[0].endswith(NEVER):
            continue
        opened[kind] = opened.get(kind, 0) + 1
        answer = client.get(address, follow_redirects=True)
        if answer.mimetype != "text/html":
            continue
        page = Page(answer.get_data(as_text=True))
        for form in forms_of(page, address):
            forms.setdefault((rule_of(app, form.action, form.method), form.names), form)
        for link in page.all("a"):
            href = (link.get("href") or "").split("#")[0]
            if href.startswith("/") and href not in known:
                known.add(href)
                waiting.append(href)
    return forms


def rule_of(app: Flask, address: str, method: str) -> str | None:
    """The rule that answers an address; None when none does."""
    try:
        rule, _values = app.url_map.bind("localhost").match(urlsplit(address).path, method, return_rule=True)
    except HTTPException:
        return None
    return rule.rule


def forms_of(page: Page, address: str) -> Iterator[Form]:
    """The forms of a page, those that end the walk left out."""
    for each in page.all("form"):
        action = each.get("action") or address
        if not action.startswith("/") or action.split("?")[0].endswith(NEVER):
            continue
        fields = [part for part in each.iter() if part.tag in ("input", "select", "textarea") and part.get("name")]
        yield Form(
            page=address,
            action=action,
            method=(each.get("method") or "get").upper(),
            values=dict(filled(fields)),
            typed=names_of(fields, TYPED),
            chosen=names_of(fields, {"select", "radio", "checkbox"}),
            files=names_of(fields, {"file"}),
        )


def names_of(fields: list[Element], kinds: set[str]) -> tuple[str, ...]:
    return tuple(sorted({part.get("name", "") for part in fields if kind_of(part) in kinds}))


def kind_of(part: Element) -> str:
    return part.get("type", "text").lower() if part.tag == "input" else part.tag


def filled(fields: list[Element]) -> Iterator[tuple[str, str]]:
    """What the form would send as it stands: hidden values, what is typed, the first choice of each."""
    seen: set[str] = set()
    for part in fields:
        name, kind = part.get("name", ""), kind_of(part)
        if kind in ("file", "checkbox") or (kind == "radio" and name in seen):
            continue
        seen.add(name)
        if kind == "select":
            options = [option.get("value", option.text or "") for option in part.iter("option")]
            yield name, next((value for value in options if value), "")
        else:
            yield name, (part.text or "") if kind == "textarea" else part.get("value", "")


def some_of(values: list, name: str, most: int) -> list:
    """Up to `most` of the values, others for each name, the same in every run."""
    start = zlib.crc32(name.encode()) % len(values)
    return (values[start:] + values[:start])[:most]
