"""Whose register a file may touch. Pure."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Scope:
    """`commune_ids` None means everywhere; `producer_id` narrows to a producer's own goods."""

    on: date
    commune_ids: Set[UUID] | None = None
    producer_id: UUID | None = None
    may_approve: bool = False
    is_sample: bool = False

    def holds(self, producer) -> bool:
        """Whether a producer lies inside."""
        if self.producer_id is not None:
            return producer.id == self.producer_id
        return self.commune_ids is None or producer.commune_id in self.commune_ids
