"""How the fields of a schema stand on a page: one line each, in the schema's order. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.i18n import lazy

DAY_HINT = lazy("Ví dụ: 05/03/2026")
FEW = 4


@dataclass(frozen=True)
class Line:
    """One field: its shape is text, area, day, number, radio, select or tick."""

    name: str
    label: object
    shape: str
    hint: object = ""
    choices: Sequence[tuple[object, object]] = ()
    optional: bool = False


def lines_of(
    schema: type, choices: Mapping[str, Sequence[tuple]] | None = None, hints: Mapping[str, object] | None = None
) -> list[Line]:
    """The lines of a form. `choices` gives the pairs (value, words) of fields that are chosen from a list."""
    choices, hints = choices or {}, hints or {}
    return [_line(name, field, choices.get(name, ()), hints.get(name, "")) for name, field in schema().fields.items()]


def _line(name: str, field: Any, choices: Sequence[tuple], hint: object) -> Line:
    shape = _shape(type(field).__name__, field, choices)
    if shape == "day" and not hint:
        hint = DAY_HINT
    return Line(name, field.label, shape, hint, choices, not field.required)


def _shape(kind: str, field: Any, choices: Sequence[tuple]) -> str:
    if kind in ("Choice", "Row"):
        if tuple(getattr(field, "choices", ())) == ("yes",):
            return "tick"
        return "radio" if kind == "Choice" and len(choices) <= FEW and field.required else "select"
    shapes = {"Day": "day", "WholeNumber": "number"}
    return "area" if getattr(field, "lines", False) else shapes.get(kind, "text")
