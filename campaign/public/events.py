"""What the campaign does, for everybody: what comes, what was, each activity, a calendar for phones."""

from datetime import date, timedelta

from flask import Response, request

from areas.queries import get_unit
from campaign.calendar import write_calendar
from campaign.models import CampaignEvent
from campaign.numbers import read_count, read_page
from campaign.public.frame import blueprint
from campaign.queries.events import get_event_by_slug, list_kinds, list_measures_of, list_partners, search_events
from campaign.queries.files import get_file, list_files
from campaign.queries.units import list_unit_names
from campaign.words import say_figure, say_measure, say_row
from core import clock, storage
from core.config import settings
from core.db import session
from core.errors import NotFound
from core.home import register_menu_item
from core.i18n import lazy
from core.pages import page

register_menu_item(40, lazy("Hoạt động"), "/events")
ON_PAGE = 24
WORDS = {"say_figure": say_figure, "say_measure": say_measure, "say_row": say_row}


@blueprint.get("/events")
def events() -> Response:
    """What comes first, soonest at the head; then what was, newest first, each with its figures as reported."""
    sent, kind = request.args.get("page", ""), request.args.get("kind", "")[:30]
    number = read_page(sent)
    first, last = _month(request.args.get("month", ""))
    coming, _count = search_events(
        session(), state="planned", kind=kind, from_day=max(first or clock.today(), clock.today()), to_day=last,
        soonest=True, limit=50,
    )  # fmt: skip
    found, count = search_events(session(), state="done", kind=kind, from_day=first, to_day=last,
                                 offset=(number - 1) * ON_PAGE, limit=ON_PAGE)  # fmt: skip
    figures = list_measures_of(session(), [event.id for event in [*coming, *found]])
    kinds = [(each.code, each.name) for each in list_kinds(session(), clock.today())]
    return page("campaign/events.html", events=found, coming=coming if number == 1 else [], figures=figures,
                kinds=kinds, asked={"kind": kind, "month": f"{first:%m/%Y}" if first else ""}, number=number,
                pages=-(-count // ON_PAGE) or 1, **WORDS)  # fmt: skip


@blueprint.get("/events/calendar.ics")
def calendar() -> Response:
    """What is planned, as a calendar that phones take in (RFC 5545)."""
    coming, _count = search_events(session(), state="planned", from_day=clock.today(), soonest=True, limit=200)
    text = write_calendar(coming, settings().host, clock.now())
    return Response(text, content_type="text/calendar; charset=utf-8")


@blueprint.get("/events/<string:slug>")
def event(slug: str) -> Response:
    """One activity with its figures, units and pictures."""
    found = _public(slug)
    partners = list_partners(session(), [found.id])[found.id]
    return page(
        "campaign/event_page.html", event=found, measures=list_measures_of(session(), [found.id])[found.id],
        files=list_files(session(), found.id), partner_ids=partners,
        names=list_unit_names(session(), {found.unit_id, *partners}, clock.today()),
        commune=get_unit(session(), found.commune_id) if found.commune_id else None, **WORDS,
    )  # fmt: skip


@blueprint.get("/events/<string:slug>/files/<int:position>")
def public_file(slug: str, position: int) -> Response:
    """A picture to be seen, or a PDF to be saved."""
    row = get_file(session(), _public(slug).id, position)
    answer = Response(storage.get(row.key), content_type=row.media_type)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "public, max-age=300"
    if row.media_type == "application/pdf":
        answer.headers["Content-Disposition"] = f'attachment; filename="tep-{position}.pdf"'
    return answer


def _public(slug: str) -> CampaignEvent:
    found = get_event_by_slug(session(), slug)
    if found.state == "cancelled":
        raise NotFound(lazy("Hoạt động này không tổ chức."))
    return found


def _month(text: str) -> tuple[date | None, date | None]:
    """The first and last day of 03/2026; none for anything else."""
    month, _slash, year = text.partition("/")
    number, of_year = read_count(month), read_count(year)
    if not (1 <= number <= 12 and 1900 <= of_year <= 2200):
        return None, None
    first = date(of_year, number, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
