"""Who does something. Every action names its actor; the audit keeps it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """kind: citizen, officer, producer or system. `label` is a role or a unit, never a person's name."""

    kind: str
    id: UUID | None = None
    label: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind


CITIZEN = Actor("citizen")
SYSTEM = Actor("system")
