"""docs/coverage.md: every point of every issue names the test or bench that shows it, and those exist."""

import re

from tests.guards.tree import ROOT

NAMED = re.compile(r"`((?:tests|bench|docs|scripts)/[\w./-]+?)(?:::(\w+))?`")
# The points of the issues as docs/coverage.md numbers them.
POINTS = [
    *("2.run", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7"),
    *("3.9", "3.10", "3.bad"),
    *("2.real", "2.looks", "2.guards", "2.bench", "2.bad"),
    *("3.7",),
    *("3.8",),
    *("3.3", "3.5"),
    *("3.1",),
    *("3.2",),
    *("4.scanner",),
    *("4.codes", "4.verdict"),
    *("4.clones",),
    *("4.pins", "4.inspect"),
    *("4.print",),
    *("3.4",),
    *("3.6",),
    *("6.1", "6.2"),
    *("6.4",),
    *("5.3", "5.4", "5.5", "5.kill"),
    *("5.6", "5.7", "5.8", "5.9"),
    *("6.3", "6.5", "6.6", "6.7", "6.8", "6.9", "6.shown"),
    *("7.1",),
    *("7.1", "7.2", "7.3"),
    *("5.7", "6.5", "6.6"),
    *("8.1", "8.2", "8.3", "8.4"),
    *("5.1", "5.2"),
    *("5.slow",),
    *("6.3", "6.5", "6.6", "6.7", "6.8", "6.9", "6.shown"),
    *("8.5", "8.6", "8.7"),
]


def gone(text: str, read) -> list[str]:
    """Files and tests that the text names and that do not exist; `read(path)` gives a text or None."""
    found = []
    for path, name in NAMED.findall(text):
        content = read(path)
        if content is None:
            found.append(f"{path} does not exist")
        elif name and not re.search(rf"(def|class) {name}\b", content):
            found.append(f"{path} has no {name}")
    return found


def uncovered(text: str) -> list[str]:
    """Points of the issue without a row that names something."""
    rows = [line for line in text.splitlines() if NAMED.search(line)]
    return [point for point in POINTS if not any(re.search(rf"(?<![\w.]){re.escape(point)}\b", row) for row in rows)]


def read_file(path: str) -> str | None:
    file = ROOT / path
    if file.is_dir():
        return ""
    return file.read_text() if file.exists() else None


def test_what_coverage_names_exists():
    assert gone((ROOT / "docs/coverage.md").read_text(), read_file) == []


def test_every_point_of_the_issue_is_covered():
    assert uncovered((ROOT / "docs/coverage.md").read_text()) == []


def test_a_name_without_a_test_is_caught():
    files = {"tests/qr/test_a.py": "def test_one(): ..."}
    assert gone("`tests/qr/test_a.py::test_one`", files.get) == []
    assert gone("`tests/qr/test_a.py::test_two`", files.get)
    assert gone("`tests/qr/test_b.py`", files.get)


def test_a_point_without_a_row_is_caught():
    rows = "\n".join(f"| {point} | `tests/a.py` |" for point in POINTS)
    assert uncovered(rows) == []
    assert uncovered(rows.replace("| 2.7 |", "| 7 |")) == ["2.7"]
