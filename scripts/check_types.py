"""mypy over the pure modules of every room: those on the first shelf, which know no database and no web."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.guards.test_imports import shelf_of  # noqa: E402 - the path is set above
from tests.guards.tree import ROOMS, imports, sources  # noqa: E402

HEAVY = ("sqlalchemy", "flask", "marshmallow", "celery")


def pure_modules() -> list[str]:
    """Paths of the modules that depend on plain Python and each other only."""
    return [
        source.path
        for source in sources(*ROOMS)
        if source.shelf != "__init__"
        and shelf_of(source.room, source.shelf) == "pure"
        and not any(each.room.startswith(HEAVY) for each in imports(source))
    ]


if __name__ == "__main__":
    checked = [sys.executable, "-m", "mypy", "--no-error-summary", "--follow-imports=silent"]
    sys.exit(subprocess.run([*checked, "--cache-dir=.mypy_cache", *pure_modules()], cwd=ROOT).returncode)
