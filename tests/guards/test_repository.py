"""The repository speaks for itself: no machine of ours in it, locks that agree, migrations in one line."""

import ast
import re

from tests.guards.tree import ROOT, Source, sources, tracked

# Words that must not stand in this file either: written in halves.
_HELPER_HALVES = ("cla+ude", "anth+ropic", "chat+gpt", "open+ai", "co+pilot", "gem+ini", "ll+m")
_HELPERS = "|".join(word.replace("+", "") for word in _HELPER_HALVES)
_PLACES = "|".join(("/wo+rk/", "/tmp/con+tract", r"\.libr+ary/", "/ro+ot/", "pypi-m+ore")).replace("+", "")
MACHINE = re.compile(rf"(?<![\w-])(?:{_PLACES})")
SHARED = re.compile(r"\.\./" + "sha" + r"red\b")
HELPERS = re.compile(rf"\b({_HELPERS})\b", re.IGNORECASE)
TEXT = (
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".sh",
    ".html",
    ".css",
    ".js",
    ".po",
    ".csv",
    ".json",
    ".ini",
    "run",
    "Makefile",
)
PIN = re.compile(r"^[A-Za-z0-9_.\-]+==[A-Za-z0-9_.\-+!]+$")


def names_a_machine(path: str, text: str) -> list[str]:
    """Lines that hold only here: a path of one machine, the workshop's folders, a helper's name."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        shared = SHARED.search(line) and not path.startswith("tests/")
        if MACHINE.search(line) or HELPERS.search(line) or shared:
            found.append(f"{path}:{number} {line.strip()[:100]}")
    return found


def pins(text: str) -> dict[str, str]:
    """Name -> version of a lock; a line that pins nothing is an error."""
    found = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            assert PIN.match(line), f"not an exact version: {line}"
            name, _, version = line.partition("==")
            found[re.sub(r"[-_.]+", "-", name).lower()] = version
    return found


def asked_for(text: str) -> set[str]:
    """The names that a requirements*.in file asks for."""
    lines = [line.strip() for line in text.splitlines()]
    wanted = [re.split(r"[\[<>=!~ ]", line)[0] for line in lines if line and line[0] not in "#-"]
    return {re.sub(r"[-_.]+", "-", name).lower() for name in wanted}


def out_of_line(migrations: list[Source]) -> list[str]:
    """Migrations that are not numbered one after the other from 0001."""
    found, before = [], None
    for number, source in enumerate(sorted(migrations, key=lambda each: each.path), 1):
        values = {}
        for node in source.tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                values[getattr(target, "id", "")] = node.value.value
        name = f"{number:04d}"
        if not source.path.split("/")[-1].startswith(f"{name}_") or values.get("revision") != name:
            found.append(f"{source.path} is not revision {name}")
        if values.get("down_revision") != before:
            found.append(f"{source.path} does not follow {before}")
        before = name
    return found


def test_nothing_names_a_machine_or_a_helper():
    read = {path: (ROOT / path).read_text() for path in tracked(*TEXT)}
    assert [fault for path, text in read.items() for fault in names_a_machine(path, text)] == []


def test_a_machine_in_the_repository_is_caught():
    for halves in ("see ../sha+red/design.md", "lies in /wo+rk/main", "made by Cla+ude"):
        assert names_a_machine("docs/a.md", halves.replace("+", ""))
    assert not names_a_machine("docs/a.md", "the work of the province, at /docs/work.md")


def test_the_locks_hold_exact_versions_that_agree():
    run, dev = (pins((ROOT / name).read_text()) for name in ("requirements.txt", "requirements-dev.txt"))
    assert run.items() <= dev.items()
    assert asked_for((ROOT / "requirements.in").read_text()) <= run.keys()
    assert asked_for((ROOT / "requirements-dev.in").read_text()) <= dev.keys()


def test_a_loose_lock_is_caught():
    for line in ("flask>=3", "flask @ file:///a.whl", "--index-url https://example.org", "flask"):
        try:
            pins(line)
        except AssertionError:
            continue
        raise AssertionError(f"{line} passed as a pin")
    assert asked_for("flask[async]>=3\n# x\n-r a.txt") == {"flask"}


def test_migrations_stand_in_one_line():
    assert out_of_line(sources("migrations/versions")) == []


def test_a_second_head_is_caught():
    one = Source("migrations/versions/0001_a.py", "revision = '0001'\ndown_revision = None")
    two = Source("migrations/versions/0002_b.py", "revision = '0002'\ndown_revision = '0001'")
    other = Source("migrations/versions/0003_c.py", "revision = '0003'\ndown_revision = '0001'")
    assert out_of_line([one, two]) == []
    assert out_of_line([one, two, other])
    assert out_of_line([Source("migrations/versions/abc_a.py", "revision = 'abc'\ndown_revision = None")])
