"""How kept values read where codes stand for names: kinds of goods, groups, legal forms."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from core.i18n import shown_language
from registry.fields import in_words
from registry.products import PRODUCER_KINDS, STATE_NAMES
from registry.queries.rules import list_groups, list_kinds


def reader_on(session: Session, on: date) -> Callable[[str, Any], str]:
    """A function from a field and its kept value to the words that a person reads, in the language of the page."""
    name = "name_en" if shown_language() == "en" else "name"
    names = {
        "kind_code": {row.code: getattr(row, name) for row in list_kinds(session)},
        "ocop_group": {str(row.number): getattr(row, name) for row in list_groups(session, on)},
        "kind": PRODUCER_KINDS,
        "state": STATE_NAMES,
    }

    def read(field: str, value: Any) -> str:
        return str(names.get(field, {}).get(str(value)) or in_words(field, value))

    return read
