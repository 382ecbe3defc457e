"""Two people edit one thing: what the other one changed, field by field. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.errors import Conflict
from core.i18n import lazy

Changes = dict[str, list]


@dataclass(frozen=True)
class Clash:
    """One field that both changed: what stands now, and what this person wrote."""

    field: str
    theirs: Any
    mine: Any


class EditConflict(Conflict):
    """Somebody changed it since this person opened the form. Nothing was written, nothing is lost."""

    def __init__(self, version: int, at: datetime, label: str, clashes: list[Clash], changes: Changes) -> None:
        super().__init__(lazy("Người khác vừa đổi mục này. Nội dung của bạn còn nguyên; xem rồi gửi tiếp."))
        self.version, self.at, self.label = version, at, label
        self.clashes, self.changes = clashes, changes


def join_changes(steps: Iterable[Changes]) -> Changes:
    """Several changes after one another as one: from the first value to the last."""
    whole: Changes = {}
    for step in steps:
        for field, (old, new) in step.items():
            whole[field] = [whole[field][0] if field in whole else old, new]
    return {field: pair for field, pair in whole.items() if pair[0] != pair[1]}


def merge(theirs: Changes, mine: dict[str, Any]) -> tuple[dict[str, Any], list[Clash]]:
    """What may be written of `mine` after `theirs`, and the fields in which the two clash.

    A field that this person left as it was keeps what the other one wrote.
    """
    kept = dict(mine)
    clashes = []
    for field, (old, new) in theirs.items():
        if field not in mine or mine[field] == new:
            continue
        if mine[field] == old:
            del kept[field]
        else:
            clashes.append(Clash(field, new, mine[field]))
    return kept, clashes
