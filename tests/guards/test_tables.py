"""Law 7: foreign keys follow imports, and no room points back into a room to its right."""

import ast
from collections.abc import Iterator

from tests.guards.tree import ROOMS, Source, calls, dotted, house, sources

Tables = dict[str, str]  # name of a table or of a model class -> its room


def tables_of(files: list[Source]) -> Tables:
    """The room of every table and model class."""
    found: Tables = {}
    for source in files:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef) and _table_name(node):
                found[_table_name(node)] = found[node.name] = source.room
    return found


def _table_name(node: ast.ClassDef) -> str:
    for each in node.body:
        if isinstance(each, ast.Assign) and dotted(each.targets[0]) == "__tablename__":
            return each.value.value if isinstance(each.value, ast.Constant) else ""
    return ""


def points_right(source: Source, tables: Tables) -> Iterator[str]:
    """A foreign key to a table of a room to the right, or of no room."""
    for name, call in calls(source):
        if name.rsplit(".", 1)[-1] not in ("ForeignKey", "ForeignKeyConstraint"):
            continue
        for column in _columns(call, name):
            room = tables.get(column.split(".")[0])
            if room is None:
                yield f"{source.path}:{call.lineno} points to {column}, a table of no room"
            elif ROOMS.index(room) > ROOMS.index(source.room):
                yield f"{source.path}:{call.lineno} points to {column} in {room}, a room to its right"


def _columns(call: ast.Call, name: str) -> list[str]:
    where = call.args[1:2] if name.endswith("Constraint") else call.args[:1]
    return [
        each.value
        for argument in where
        for each in ast.walk(argument)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]


def points_back(source: Source, tables: Tables) -> Iterator[str]:
    """A back-reference: an attribute that another room's class gets without saying so."""
    for name, call in calls(source):
        if name.rsplit(".", 1)[-1] != "relationship":
            continue
        options = {word.arg for word in call.keywords}
        if "backref" in options:
            yield f"{source.path}:{call.lineno} makes a back-reference; write both sides"
        target = call.args[0] if call.args else None
        other = target.value if isinstance(target, ast.Constant) else dotted(target) if target else ""
        if "back_populates" in options and other and tables.get(other) not in (None, source.room):
            yield f"{source.path}:{call.lineno} lets {other} of another room point back"


def test_foreign_keys_follow_imports():
    files = sources(*ROOMS)
    tables = tables_of(files)
    assert len(tables) > 20, "no tables were found: the law looks at nothing"
    assert [fault for source in files for fault in points_right(source, tables)] == []


def test_a_foreign_key_to_the_right_is_caught():
    tables = {"case": "complaints", "lot": "registry"}
    assert list(points_right(Source("registry/models.py", "a = ForeignKey('case.id')"), tables))
    assert list(points_right(Source("qr/models.py", "a = ForeignKey('gone.id')"), tables))
    both = "ForeignKeyConstraint(['a', 'b'], ['case.id', 'case.part'])"
    assert list(points_right(Source("qr/models.py", both), tables))
    assert not list(points_right(Source("complaints/models.py", "a = ForeignKey('lot.id')"), tables))


def test_no_room_points_back_into_another():
    tables = tables_of(house())
    assert [fault for source in house() for fault in points_back(source, tables)] == []


def test_a_back_reference_is_caught():
    tables = {"Lot": "registry", "Batch": "qr"}
    assert list(points_back(Source("qr/models.py", "lot = relationship('Lot', backref='batches')"), tables))
    assert list(points_back(Source("qr/models.py", "lot = relationship(Lot, back_populates='batches')"), tables))
    assert not list(points_back(Source("qr/models.py", "x = relationship('Batch', back_populates='y')"), tables))
