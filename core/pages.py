"""Pages: a template, its inline style sheet and what every page knows."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

from flask import Flask, Response, g, make_response, render_template, request
from sqlalchemy.exc import SQLAlchemyError

from core import clock, text
from core.config import settings
from core.db import session
from core.i18n import shown_language
from core.styles import style_sheet

facts: list[Callable[[], dict]] = []
"""Rooms add what their part of the frame shows (the officer's name, the sample mark)."""


def init_pages(app: Flask) -> None:
    """Give every template the site's facts and the ways to write numbers and dates."""
    app.context_processor(_frame)
    app.jinja_env.filters.update(
        number=text.format_number,
        money=text.format_money,
        day=lambda value: text.format_date(value) if value else "",
        moment=clock.format_moment,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def page(template: str, *, style: str = "public", status: int = 200, **context: object) -> Response:
    """The page with its style sheet inline; `style` is a kind of `core.styles.SHEETS`."""
    g.style = style_sheet(style)
    response = make_response(render_template(template, style=g.style.text, **context), status)
    response.headers["Content-Language"] = shown_language()
    return response


def _frame() -> dict:
    frame = {
        "site": {"header": settings().site_header, "host": settings().host, "hotline": "", "is_sample": False},
        "officer": None,
        "path": quote(request.path),
    }
    for found in _read_facts():
        frame["site"].update(found.pop("site", {}))
        frame.update(found)
    return frame


def _read_facts() -> Iterator[dict]:
    """What the rooms know now; while the database is away even the page that says so must be drawn."""
    for more in facts:
        try:
            yield more()
        except SQLAlchemyError:
            session.remove()
