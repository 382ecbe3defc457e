"""The data files of this folder, read once."""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


@cache
def read_facts(name: str) -> dict:
    """The facts in data/<name>.json. Callers must not change what they get."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
