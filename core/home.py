"""What rooms add to the home page, to the public menu and to the tabs of the desks.

core may not know the rooms, so each room says at import what it has to show.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

Loader = Callable[[Session], dict]


@dataclass(frozen=True)
class HomeSection:
    """A part of the home page: its template (a fragment) and what fills it."""

    order: int
    template: str
    load: Loader


@dataclass(frozen=True)
class MenuItem:
    """A link of the frame. `audience` is public, desk or producer; `label` may be lazy.

    `right` is what an officer must hold to be shown it; empty: everybody of the audience.
    """

    order: int
    label: object
    path: str
    audience: str
    right: str = ""


@dataclass(frozen=True)
class Duty:
    """How many of what wait, and the list of them."""

    number: int
    words: object
    path: str


@dataclass(frozen=True)
class TodaySection:
    """A room's part of an officer's first page, for those who hold one of the rights.

    `load(session, officer)` gives `duties` and, where the room has more to show, `shown`: what fills its template.
    What an officer is, accounts knows.
    """

    order: int
    rights: tuple[str, ...]
    load: Callable[[Session, Any], dict]
    template: str


_today: list[TodaySection] = []
_sections: dict[str, HomeSection] = {}
_items: dict[tuple[str, str], MenuItem] = {}


def register_home_section(order: int, template: str, loader: Loader) -> None:
    """Show the fragment on the home page; smaller orders come first. `loader(session)` gives its context."""
    _sections[template] = HomeSection(order, template, loader)


def register_menu_item(order: int, label: object, path: str) -> None:
    """Put a link into the header of every public page."""
    _items["public", path] = MenuItem(order, label, path, "public")


def register_today(
    order: int, rights: tuple[str, ...], loader: Callable[[Session, Any], dict], template: str = ""
) -> None:  # fmt: skip
    """Show figures, and perhaps a fragment, on the first page of officers who hold one of the rights."""
    _today.append(TodaySection(order, rights, loader, template))
    _today.sort(key=lambda section: section.order)


def today_sections() -> list[TodaySection]:
    """The sections in their order."""
    return list(_today)


def register_desk_tab(order: int, label: object, path: str, audience: str = "desk", right: str = "") -> None:
    """Put a tab over the pages of officers ("desk") or of producers, for those who hold the right."""
    _items[audience, path] = MenuItem(order, label, path, audience, right)


def home_sections() -> list[HomeSection]:
    """The sections in their order."""
    return sorted(_sections.values(), key=lambda section: section.order)


def menu_items(audience: str) -> list[MenuItem]:
    """The links of an audience in their order."""
    mine = [item for item in _items.values() if item.audience == audience]
    return sorted(mine, key=lambda item: item.order)
