"""The books that everybody may read: promotions, fairs, commitments, rewards, stable prices."""

from flask import Response, request

from campaign.books import BOOKS
from campaign.numbers import read_page
from campaign.public.frame import blueprint
from campaign.queries.books import get_book, search_lines
from campaign.showing import say_entry
from core.db import session
from core.errors import NotFound
from core.i18n import lazy
from core.pages import page

ON_PAGE = 25


@blueprint.get("/events/lists/<string:key>")
def public_book(key: str) -> Response:
    """The standing lines of a public book, searched by name."""
    book = get_book(key)
    if not book.is_public:
        raise NotFound(lazy("Không có sổ này."))
    sent, words = request.args.get("page", ""), request.args.get("q", "")[:100]
    number = read_page(sent)
    lines, count = search_lines(
        session(), book, words=words, only_standing=True, offset=(number - 1) * ON_PAGE, limit=ON_PAGE
    )
    others = [each for each in BOOKS.values() if each.is_public]
    return page("campaign/public_book.html", book=book, others=others, lines=lines, count=count, number=number,
                pages=-(-count // ON_PAGE) or 1, words=words, say_entry=say_entry)  # fmt: skip
