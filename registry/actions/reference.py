"""The lists and dated rules that ship with the product."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.reference import read_rows, reference
from registry.models import (
    BadgeScheme,
    ExternalSystem,
    OcopGroup,
    PlaceKind,
    Platform,
    ProductKind,
    ScoreLimit,
    StarBand,
)

DATA = Path(__file__).parents[1] / "data"

# file, table, the columns that tell two rows apart
TABLES = (
    ("product_kind", ProductKind, ("code",)),
    ("external_system", ExternalSystem, ("code",)),
    ("place_kind", PlaceKind, ("code", "valid_from")),
    ("ocop_group", OcopGroup, ("number", "valid_from")),
    ("star_band", StarBand, ("stars", "valid_from")),
    ("score_limit", ScoreLimit, ("part", "valid_from")),
    ("badge_scheme", BadgeScheme, ("code", "level", "valid_from")),
    ("platform", Platform, ("code", "valid_from")),
)
NUMBERS = {"number", "position", "stars", "least", "below", "most", "months"}
DAYS = {"valid_from", "valid_to"}
FLAGS = {"is_key", "has_certificate", "is_confirmed", "needs_decision"}


@reference("registry")
def load_reference(session: Session, now: datetime) -> None:
    """Add the rows that are missing; rows that stand are left as an administrator has them."""
    for name, model, key in TABLES:
        held = {tuple(row) for row in session.execute(select(*(getattr(model, column) for column in key)))}
        for row in read_rows(DATA / f"{name}.csv"):
            values = {column: read_cell(column, text) for column, text in row.items()}
            if tuple(values[column] for column in key) not in held:
                session.add(model(**values))
    session.flush()


def read_cell(column: str, text: str) -> int | date | bool | str | None:
    """A cell of a reference file as its column holds it; an empty day is open."""
    if column in NUMBERS:
        return int(text) if text else None
    if column in DAYS:
        return date.fromisoformat(text) if text else None
    return text == "yes" if column in FLAGS else text
