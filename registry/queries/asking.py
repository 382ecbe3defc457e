"""What a list of certificates was asked for, read from the words of an address."""

from collections.abc import Mapping, Set
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from areas.queries import find_place, units_inside
from core.fields import parse_day
from registry.products import PRODUCER_KINDS
from registry.queries.standing import CLASSES, STATES, Asked

FILTERS = ("on", "state", "stars", "group", "kind", "level", "place")
LEVELS = ("huyen", "tinh", "trung_uong")
LONGEST = 60


def asked_words(args: Mapping[str, str]) -> dict[str, str]:
    """The filters as typed, shortened."""
    return {name: args.get(name, "").replace("\x00", "").strip()[:LONGEST] for name in FILTERS}


def asked_day(words: Mapping[str, str], today: date) -> date:
    """The day asked for; today where none was or it cannot be read."""
    try:
        return parse_day(words["on"]) if words["on"] else today
    except ValueError:
        return today


def read_asked(session: Session, words: Mapping[str, str], on: date, inside: Set[UUID] | None = None) -> Asked:
    """The filters with what they may hold; `inside` are the communes beyond which nothing is told."""
    communes = inside
    place = find_place(session, words["place"], on) if words["place"] else None
    if words["place"]:
        found = units_inside(session, place) if place else set()
        communes = found if inside is None else found & set(inside)
    return Asked(
        state=words["state"] if words["state"] in STATES else "",
        stars=words["stars"] if words["stars"] in CLASSES else "",
        group=int(words["group"]) if words["group"] in ("1", "2", "3", "4", "5", "6") else None,
        kind=words["kind"] if words["kind"] in PRODUCER_KINDS else "",
        level=words["level"] if words["level"] in LEVELS else "",
        commune_ids=communes,
    )
