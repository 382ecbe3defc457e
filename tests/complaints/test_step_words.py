"""Every step that the history of a report can hold is told in words."""

import ast

from complaints.step_words import STEP_WORDS
from tests.guards.tree import ROOT


def kinds_written() -> set[str]:
    """The kinds that calls of `add_step` in the room name."""
    calls = [
        node for path in (ROOT / "complaints").rglob("*.py") for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "add_step"
    ]  # fmt: skip
    values = [word.value for call in calls for word in call.keywords if word.arg == "kind"]
    return {value.value for value in values if isinstance(value, ast.Constant)}


def test_every_kind_of_step_has_its_words():
    assert len(kinds_written()) > 30
    assert kinds_written() - STEP_WORDS.keys() == set()
