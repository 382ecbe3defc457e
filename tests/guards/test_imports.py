"""Laws 1 to 5: who may import whom."""

from collections.abc import Iterator

from tests.guards.tree import DOORS, ROOMS, Source, faults, house, imports, sources

# Up the shelf: each may import those before it. A subject module not named here is pure and stands first.
SHELVES = ["pure", "models", "queries", "actions", "guards", "schemas", "doors", "__init__"]

# Subject modules that need the database say on which shelf they stand.
STANDS_ON: dict[str, str] = {
    "notifications.outbox": "actions",
    # pages that officers and producers share: they read forms and call actions, and know no Flask
    "qr.label_checks": "schemas",
    "qr.label_desk": "schemas",
    "qr.label_doors": "schemas",
    "registry.import_doors": "schemas",
    "qr.label_files": "schemas",
    "qr.label_pages": "schemas",
    "qr.label_printers": "schemas",
}

# Core files that may know Flask: those that speak HTTP, and those that ask the running application
# for its settings, keys, files or workers.
FLASK_IN_CORE = {
    *("db", "forms", "health", "http", "i18n", "limits", "pages", "tables"),
    *("config", "installation", "keys", "published", "serving", "storage", "workers"),
}

OTHER_FORM_LIBRARIES = {"wtforms", "flask_wtf", "pydantic", "attrs", "attr", "cerberus", "voluptuous"}


def imports_right(source: Source) -> Iterator[str]:
    """Law 1: rooms import left only; nobody imports app.py."""
    here = ROOMS.index(source.room) if source.room in ROOMS else len(ROOMS)
    for each in imports(source):
        if each.room == "app":
            yield f"{source.path}:{each.line} imports app.py, which only opens the doors"
        elif each.room in ROOMS and ROOMS.index(each.room) > here:
            yield f"{source.path}:{each.line} imports {each.module}, a room to its right"
        elif each.module.startswith("."):
            yield f"{source.path}:{each.line} imports by dots; write the room's name"


def shelf_of(room: str, shelf: str) -> str:
    """The shelf on which a module stands inside its room."""
    if shelf in DOORS:
        return "doors"
    if shelf in SHELVES:
        return shelf
    return STANDS_ON.get(f"{room}.{shelf}", "pure")


def imports_down_the_shelf(source: Source) -> Iterator[str]:
    """Law 2: inside a room imports point up the shelf; doors do not import doors."""
    if source.room == "core" or source.room not in ROOMS or not source.shelf:
        return
    here = shelf_of(source.room, source.shelf)
    for each in imports(source):
        if each.room != source.room or each.shelf in ("", source.shelf):
            continue
        there = shelf_of(each.room, each.shelf)
        if SHELVES.index(there) > SHELVES.index(here) or here == there == "doors":
            yield f"{source.path}:{each.line} ({here}) imports {each.module} ({there})"


def imports_private(source: Source) -> Iterator[str]:
    """Law 3: doors and schemas are private to their room."""
    if source.room == "app":
        return
    for each in imports(source):
        if each.room in ROOMS and each.room != source.room and each.shelf in (*DOORS, "schemas"):
            yield f"{source.path}:{each.line} imports {each.module}, which is private to {each.room}"


def imports_late(source: Source) -> Iterator[str]:
    """Law 4: no import of our own inside a function."""
    for each in imports(source):
        if each.in_function and each.room in (*ROOMS, "app"):
            yield f"{source.path}:{each.line} imports {each.module} inside a function"


def imports_flask(source: Source) -> Iterator[str]:
    """Law 5: flask only at the doors, the guards and named core files; its extensions only in core."""
    knows_flask = (
        source.is_door
        or source.shelf in ("guards", "__init__")
        or source.room == "app"
        or (source.room == "core" and source.shelf in FLASK_IN_CORE)
    )
    for each in imports(source):
        if each.room in ("flask", "werkzeug") and not knows_flask:
            yield f"{source.path}:{each.line} imports {each.module} away from the doors"
        if each.room.startswith("flask_") and source.room != "core":
            yield f"{source.path}:{each.line} imports {each.module} outside core"
        if each.room in OTHER_FORM_LIBRARIES:
            yield f"{source.path}:{each.line} imports {each.module}; forms are marshmallow schemas"


def cycles(files: list[Source]) -> list[str]:
    """Files of core that import each other in a ring: there no shelf orders them."""
    graph = {f.shelf: {i.shelf for i in imports(f) if i.room == "core"} for f in files if f.room == "core"}
    rings = []
    while free := [name for name, needs in graph.items() if not (needs - {name}) & graph.keys()]:
        for name in free:
            del graph[name]
    if graph:
        rings.append(f"core files import each other in a ring: {sorted(graph)}")
    return rings


def test_rooms_import_left_only():
    assert faults(imports_right, house()) == []


def test_an_import_to_the_right_is_caught():
    assert list(imports_right(Source("qr/actions.py", "from complaints.queries import find_case")))
    assert list(imports_right(Source("core/http.py", "from areas import queries")))
    assert list(imports_right(Source("reports/cli.py", "from app import create_app")))
    assert list(imports_right(Source("qr/actions.py", "from .serials import open_serial")))
    assert not list(imports_right(Source("qr/actions.py", "from registry.queries import get_lot")))


def test_inside_a_room_imports_point_up_the_shelf():
    assert faults(imports_down_the_shelf, house()) == []


def test_an_import_down_the_shelf_is_caught():
    assert list(imports_down_the_shelf(Source("qr/verdict.py", "from qr.queries import find_code")))
    assert list(imports_down_the_shelf(Source("qr/models.py", "from qr import actions")))
    assert list(imports_down_the_shelf(Source("qr/queries/scans.py", "from qr.schemas import Scan")))
    assert list(imports_down_the_shelf(Source("qr/public.py", "from qr.api import show")))
    assert not list(imports_down_the_shelf(Source("qr/public.py", "from qr.actions import issue_codes")))


def test_core_files_do_not_import_in_a_ring():
    assert cycles(sources("core")) == []


def test_a_ring_in_core_is_caught():
    a, b = Source("core/a.py", "from core.b import x"), Source("core/b.py", "from core import a")
    assert cycles([a, b])
    assert not cycles([a, Source("core/b.py", "import os")])


def test_doors_and_schemas_are_private_to_their_room():
    assert faults(imports_private, house()) == []


def test_entering_by_another_rooms_door_is_caught():
    assert list(imports_private(Source("complaints/desk.py", "from registry.desk import bp")))
    assert list(imports_private(Source("complaints/actions.py", "from qr import schemas")))
    assert not list(imports_private(Source("app.py", "from registry import desk")))


def test_no_import_of_our_own_inside_a_function():
    assert faults(imports_late, house()) == []


def test_an_import_inside_a_function_is_caught():
    late = "def f():\n    from core.clock import now\n    return now()\n"
    assert list(imports_late(Source("qr/actions.py", late)))
    assert not list(imports_late(Source("qr/actions.py", "def f():\n    import json\n")))


def test_flask_stays_at_the_doors():
    assert faults(imports_flask, house()) == []


def test_flask_away_from_the_doors_is_caught():
    assert list(imports_flask(Source("qr/actions.py", "from flask import request")))
    assert list(imports_flask(Source("core/audit.py", "import flask")))
    assert list(imports_flask(Source("qr/public.py", "from flask_babel import gettext")))
    assert list(imports_flask(Source("qr/schemas.py", "from wtforms import Form")))
    assert not list(imports_flask(Source("qr/public.py", "from flask import request")))


def imports_outside(source: Source) -> Iterator[str]:
    """The house knows nothing of its tests, scripts, benches and migrations."""
    for each in imports(source):
        if each.room in ("tests", "scripts", "bench", "migrations"):
            yield f"{source.path}:{each.line} imports {each.module}, which stands outside the house"


def test_the_house_knows_nothing_of_what_stands_round_it():
    assert faults(imports_outside, house()) == []
    assert list(imports_outside(Source("qr/actions.py", "from tests.factories.qr import make_code")))
