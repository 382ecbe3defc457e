"""Law 9 and 12: every door says who may enter, addresses are plain, and none changes unnoticed."""

import ast
import re
from collections.abc import Iterator

import pytest

from scripts.routes import list_routes
from tests.guards.tree import ROOT, Source, calls, faults, house

AUDIENCE_OF_DOOR = {"public": "public", "producer": "producer", "desk": "desk", "api": "api"}
LITERAL = re.compile(r"^(\.well-known|[a-z0-9]+([.-][a-z0-9]+)*)$")
OF_A_STANDARD = {"eventTypes", "bizSteps"}  # EPCIS 2.0 REST names them so
PART = re.compile(r"<(?:(?P<type>[a-z_0-9]+)(?:\(.*\))?:)?(?P<name>\w+)>")


def undeclared(source: Source) -> Iterator[str]:
    """A blueprint born without its audience, or at a door of another audience."""
    for name, call in calls(source):
        last = name.rsplit(".", 1)[-1]
        if last == "Blueprint" and source.path != "core/http.py":
            yield f"{source.path}:{call.lineno} makes a blueprint without an audience"
        if last.endswith("_blueprint") and last != "register_blueprint" and source.room != "core":
            if AUDIENCE_OF_DOOR.get(source.shelf) != last.removesuffix("_blueprint"):
                yield f"{source.path}:{call.lineno} makes a {last} at the door {source.shelf}"
            yield from _wrong_name(source, call)


def _wrong_name(source: Source, call: ast.Call) -> Iterator[str]:
    given = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else ""
    if given and given != source.room:
        yield f"{source.path}:{call.lineno} names its blueprint {given!r}, not {source.room!r}"


def faults_of_address(rule: str) -> list[str]:
    """What is wrong with an address: capitals, underscores, parts without a type."""
    found = []
    for match in PART.finditer(rule):
        if not match["type"]:
            found.append(f"{rule}: <{match['name']}> has no type")
    for segment in PART.sub("x", rule).strip("/").split("/"):
        if segment and segment not in OF_A_STANDARD and not LITERAL.match(segment):
            found.append(f"{rule}: {segment!r} is not kebab-case")
    return found


def foreign_templates(source: Source) -> Iterator[str]:
    """A door that renders a template of another room (law 12: the righter room owns the page)."""
    for name, call in calls(source):
        if name.rsplit(".", 1)[-1] not in ("page", "render_template") or not call.args:
            continue
        first = call.args[0]
        if isinstance(first, ast.Constant) and first.value.split("/")[0] not in (source.room, "layout"):
            yield f"{source.path}:{call.lineno} renders {first.value}, a page of another room"


def test_every_blueprint_is_born_with_its_audience():
    assert faults(undeclared, house()) == []


def test_a_blueprint_without_audience_is_caught():
    assert list(undeclared(Source("qr/public.py", "blueprint = Blueprint('qr', __name__)")))
    assert list(undeclared(Source("qr/public.py", "blueprint = desk_blueprint('qr', __name__)")))
    assert list(undeclared(Source("qr/public.py", "blueprint = public_blueprint('scan', __name__)")))
    assert not list(undeclared(Source("qr/public.py", "blueprint = public_blueprint('qr', __name__)")))


def test_every_blueprint_of_the_application_has_an_audience(app):
    assert [name for name, each in app.blueprints.items() if not getattr(each, "audience", None)] == []


def example_of(rule: str) -> str:
    """An address that the rule matches."""
    example = re.sub(r"<uuid:\w+>", "00000000-0000-7000-8000-000000000000", rule)
    example = re.sub(r"<any\(([\w-]+)[^>]*>", r"\1", example)
    return re.sub(r"<(string|path):\w+>", "x", re.sub(r"<int:\w+>", "1", example))


def test_every_desk_page_is_behind_the_guard(app, client):
    """No page of officers or producers opens without signing in, unless it is marked open."""
    rules = [r for r in app.url_map.iter_rules() if r.endpoint.split(".")[0].endswith(("_desk", "_producer"))]
    assert rules
    for rule in rules:
        if "GET" in rule.methods and not getattr(app.view_functions[rule.endpoint], "is_open", False):
            answer = client.get(example_of(rule.rule))
            assert answer.status_code == 303, f"{rule.rule} answered {answer.status_code} to a stranger"


def test_addresses_are_plain_and_typed(app):
    assert [fault for rule in app.url_map.iter_rules() for fault in faults_of_address(rule.rule)] == []


@pytest.mark.parametrize("rule", ["/Products", "/real_page", "/p/<code>", "/desk/caseList", "/p/<string:code>/Lô"])
def test_a_bad_address_is_caught(rule):
    assert faults_of_address(rule)


def test_a_good_address_passes():
    assert faults_of_address("/01/<string:gtin>/10/<string:lot>") == []
    assert faults_of_address("/.well-known/gs1resolver") == []


def test_no_address_changes_unnoticed(app):
    """Printed codes live for years: an address may be added, with `make routes`; think twice before one goes."""
    assert list_routes(app) == (ROOT / "route-list.txt").read_text().splitlines()


def test_a_changed_address_is_caught(app):
    kept = list_routes(app)
    app.add_url_rule("/one-more", "one_more", lambda: "")
    assert list_routes(app) != kept


def test_doors_render_pages_of_their_own_room():
    assert faults(foreign_templates, house()) == []


def test_a_page_of_another_room_is_caught():
    assert list(foreign_templates(Source("qr/public.py", "page('registry/product.html')")))
    assert not list(foreign_templates(Source("qr/public.py", "page('qr/verdict.html')")))
