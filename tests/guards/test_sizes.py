"""Law 10: nothing grows until nobody can read it."""

import statistics
from collections.abc import Iterator

from tests.guards.tree import ROOT, Source, faults, functions, house, is_view, sources, tracked

FUNCTION, MODULE, VIEW, TEMPLATE = 40, 250, 20, 120
TEST_MODULE = 350  # tests are read from the top, each by itself
USUAL_FUNCTION = 12  # design aims at a median of about 8 lines


def lines_of(function) -> int:
    """From `def` to the last line, docstring included, decorators not."""
    return function.end_lineno - function.lineno + 1


def too_long(source: Source) -> Iterator[str]:
    """Functions, views and modules over their size."""
    length = len(source.text.splitlines())
    most = TEST_MODULE if source.room == "tests" else MODULE
    if length > most:
        yield f"{source.path} has {length} lines, at most {most}"
    for function in functions(source):
        most = VIEW if source.is_door and is_view(function) else FUNCTION
        if lines_of(function) > most:
            yield f"{source.path}:{function.name} has {lines_of(function)} lines, at most {most}"


def too_long_template(path: str, text: str) -> list[str]:
    """A template over its size."""
    length = len(text.splitlines())
    return [f"{path} has {length} lines, at most {TEMPLATE}"] if length > TEMPLATE else []


def test_nothing_is_too_long():
    assert faults(too_long, [*house(), *sources("tests", "scripts", "bench")]) == []


def test_what_is_too_long_is_caught():
    assert list(too_long(Source("qr/actions.py", "x = 1\n" * 251)))
    assert list(too_long(Source("qr/actions.py", "def f():\n" + "    x = 1\n" * 40)))
    view = "@blueprint.get('/a')\ndef f():\n" + "    x = 1\n" * 20
    assert list(too_long(Source("qr/public.py", view)))
    assert not list(too_long(Source("qr/actions.py", view)))


def test_most_functions_are_short():
    lengths = [lines_of(function) for source in house() for function in functions(source)]
    assert statistics.median(lengths) <= USUAL_FUNCTION


def test_no_template_is_too_long():
    paths = [path for path in tracked(".html", ".txt", ".xml") if path.startswith("templates/")]
    assert paths
    assert [fault for path in paths for fault in too_long_template(path, (ROOT / path).read_text())] == []


def test_a_template_that_is_too_long_is_caught():
    assert too_long_template("templates/qr/verdict.html", "<p>\n" * 121)
    assert not too_long_template("templates/qr/verdict.html", "<p>\n" * 120)
