"""Every address of the application, one a line: `python scripts/routes.py > route-list.txt`."""

import sys
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).resolve().parent.parent


def list_routes(app: Flask) -> list[str]:
    """Address, methods and endpoint of every route, sorted."""
    rows = []
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted(rule.methods - {"HEAD", "OPTIONS"})) or "OPTIONS"
        rows.append(f"{rule.rule}  {methods}  {rule.endpoint}")
    return sorted(rows)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    from app import create_app
    from core.config import Settings

    print("\n".join(list_routes(create_app(Settings()))))
