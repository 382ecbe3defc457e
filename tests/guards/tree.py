"""What the laws look at: the files of the house, read as text and as syntax trees."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "core",
    "areas",
    "notifications",
    "accounts",
    "registry",
    "qr",
    "complaints",
    "campaign",
    "reports",
)
DOORS = ("public", "producer", "desk", "api", "cli")


@dataclass(frozen=True)
class Source:
    """A Python file: its path from the root of the repository, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def room(self) -> str:
        """The room it stands in; "app" for app.py; else its top folder."""
        return self.path.split("/")[0].removesuffix(".py")

    @property
    def shelf(self) -> str:
        """`queries` for room/queries.py and for room/queries/anything.py."""
        parts = self.path.removesuffix(".py").split("/")
        return parts[1] if len(parts) > 1 else ""

    @property
    def is_door(self) -> bool:
        return self.shelf in DOORS


@dataclass(frozen=True)
class Import:
    """One imported module of any origin, where it stands and whether inside a function."""

    module: str
    line: int
    in_function: bool

    @property
    def room(self) -> str:
        return self.module.split(".")[0]

    @property
    def shelf(self) -> str:
        parts = self.module.split(".")
        return parts[1] if len(parts) > 1 else ""


def tracked(*suffixes: str) -> list[str]:
    """Paths of the files that belong to the repository: committed or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = sorted(set(listed.stdout.splitlines()))
    return [path for path in paths if path.endswith(suffixes) and (ROOT / path).is_file()]


def sources(*folders: str) -> list[Source]:
    """The Python files below the folders (or single files) named, without empty ones."""
    inside = tuple(f"{folder}/" for folder in folders)
    paths = [path for path in tracked(".py") if path.startswith(inside) or path in folders]
    return [source for path in paths if (source := _read(path)).text]


@cache
def _read(path: str) -> Source:
    """A file is read and parsed once for all laws of a process."""
    return Source(path, (ROOT / path).read_text())


def house() -> list[Source]:
    """The rooms and the front door: what the laws of design speak of."""
    return sources(*ROOMS, "app.py")


def imports(source: Source) -> Iterator[Import]:
    """Everything the file imports; `from room import name` counts as `room.name`."""
    in_functions = {
        id(inner)
        for outer in ast.walk(source.tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
    }
    for node in ast.walk(source.tree):
        for module in _modules(node):
            yield Import(module, node.lineno, id(node) in in_functions)


def _modules(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        if node.level:
            return ["." * node.level + (node.module or "")]
        if node.module in ROOMS:
            return [f"{node.module}.{alias.name}" for alias in node.names]
        return [node.module or ""]
    return []


def dotted(node: ast.AST) -> str:
    """`a.b.c` for an attribute chain, "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else f"?.{node.attr}"
    return ""


def calls(source: Source) -> Iterator[tuple[str, ast.Call]]:
    """Every call in the file with the dotted name that is called."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in the file."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a route decorator stands over the function."""
    names = [dotted(d.func).rsplit(".", 1)[-1] for d in function.decorator_list if isinstance(d, ast.Call)]
    return any(name in {"get", "post", "put", "patch", "delete", "route"} for name in names)


def faults(check, where: Iterable) -> list[str]:
    """All that a law finds wrong in the files, one sentence each."""
    return [fault for each in where for fault in check(each)]
