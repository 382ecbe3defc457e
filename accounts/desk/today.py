"""An officer's first page: what has to be done today, said by each room for those whose work it is."""

from flask import Response, redirect, render_template, url_for

from accounts.desk.frame import blueprint
from accounts.guards import signed_in
from core import clock
from core.db import session
from core.home import TodaySection, register_desk_tab, today_sections
from core.i18n import lazy
from core.pages import page

register_desk_tab(1, lazy("Hôm nay"), "/desk/today")

START_PAGES = (
    ("producer.write", "/producer/"),
    ("ocop.read", "/desk/ocop"),
    ("reports.read", "/desk/reports/tally"),
)
"""For those whom no room has anything to tell of today."""


@blueprint.get("/")
def start() -> Response:
    """The first page of the signed-in person."""
    officer = signed_in()
    if sections_of(officer):
        return redirect(url_for(".today"), 303)
    address = next((address for right, address in START_PAGES if officer.may(right)), url_for(".today"))
    return redirect(address, 303)


@blueprint.get("/today")
def today() -> Response:
    """Late, due and new work, each figure a link to its list."""
    officer = signed_in()
    drawn, duties = [], []
    for section in sections_of(officer):
        found = section.load(session(), officer)
        duties += found["duties"]
        if "shown" in found:
            drawn.append(render_template(section.template, **found["shown"]))
    return page(
        "accounts/today.html", style="desk", sections=drawn, duties=duties, day=clock.today(), officer=officer
    )


def sections_of(officer) -> list[TodaySection]:
    """The parts that the officer's rights open."""
    return [section for section in today_sections() if any(map(officer.may, section.rights))]
