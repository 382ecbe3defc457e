"""Whose pages about printing are shown: officers and producers have the same ones."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from core.errors import DomainError
from core.forms import Errors
from qr.queries.batches import LabelledLot

MOST_MB = 15


@dataclass(frozen=True)
class Desk:
    """Whose pages they are: where they lie, which lots are own, whose printers (a producer's or a unit's)."""

    base: str
    own_lot: Callable[[UUID], LabelledLot]
    owner: Callable[[], dict[str, UUID]]


def refusal(refused: DomainError, field: str) -> Errors:
    """What a form shows of a refusal."""
    return {refused.field or field: [str(refused)]}
