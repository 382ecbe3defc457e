"""The front door and the pages about the site itself."""

from urllib.parse import quote, urlencode

from flask import Response, render_template, request

from core import db
from core.home import HomeSection, home_sections, menu_items
from core.http import public_blueprint
from core.pages import facts, page

blueprint = public_blueprint("core", __name__)


@blueprint.get("/")
def home() -> Response:
    """Type a code, report, and what the rooms have to show."""
    return page("core/home.html", sections=[_drawn(section) for section in home_sections()])


@blueprint.get("/help/real-page")
def real_page() -> Response:
    """How to tell that this is the true page."""
    return page("core/real_page.html", style="form")


@blueprint.get("/help/privacy")
def privacy() -> Response:
    """Who keeps what about a visitor, how long, and what the visitor may ask."""
    return page("core/privacy.html", style="form")


@blueprint.get("/help/accessibility")
def accessibility() -> Response:
    """What works for whom, what does not yet, and where to say so."""
    return page("core/accessibility.html", style="form")


def switch_language(code: str) -> str:
    """The address of this page in another language: the same query, only `lang` changed."""
    query = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{quote(request.path)}?{urlencode([*query, ('lang', code)])}"


def _drawn(section: HomeSection) -> str:
    """The section as HTML, escaped where its own template escapes."""
    return render_template(section.template, **section.load(db.session))


def _frame() -> dict:
    """What the frame of a page shows apart from the site's own facts."""
    audience = (request.blueprint or "").rsplit("_", 1)[-1]
    return {
        "menu": menu_items("public"),
        "desk_tabs": menu_items(audience if audience == "producer" else "desk"),
        "switch_language": switch_language,
    }


facts.append(_frame)
