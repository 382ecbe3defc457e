"""Law 11 and the names: every word of the domain is in the glossary, every text is translated."""

import ast
import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog

from scripts import translate
from tests.guards.tree import ROOMS, ROOT, Source, faults, functions, house, sources, tracked

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "service", "services", "misc", "common"}
QUERY_NAMES = ("get_", "find_", "list_", "count_", "search_", "is_", "has_", "can_")
VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
TEMPLATE_CODE = re.compile(r"\{%-? *trans\b.*?endtrans *-?%\}|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def classes_of_tables(source: Source) -> Iterator[str]:
    """The model classes in a file: those that name a table."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.Assign) and getattr(each.targets[0], "id", "") == "__tablename__":
                    yield node.name


def missing_from_glossary(names: list[str], glossary: str) -> list[str]:
    """Classes that have no row, or a row without its Vietnamese or English word (Khmer may wait)."""
    rows = {}
    for line in glossary.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        for name in re.findall(r"`(\w+)`", cells[3] if len(cells) > 3 else ""):
            rows[name] = cells[:3]
    found = [f"{name} is not in the glossary" for name in names if name not in rows]
    return found + [f"{n} needs its words" for n in names if n in rows and not all(rows[n][:2])]


def bad_names(source: Source) -> Iterator[str]:
    """Files and queries whose names say nothing."""
    parts = source.path.removesuffix(".py").split("/")
    for part in set(parts) & EMPTY_NAMES:
        yield f"{source.path}: {part} says nothing of what is inside"
    if source.shelf != "queries":
        return
    for node in source.tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith(("fetch_", "load_", "retrieve_", "query_")):
            yield f"{source.path}:{node.name}: queries begin with {', '.join(QUERY_NAMES)} or a noun"


def undocumented(source: Source) -> Iterator[str]:
    """Public functions at the top of a module without a docstring."""
    for node in functions(source):
        public = not node.name.startswith("_") and node in source.tree.body
        if public and not source.is_door and not ast.get_docstring(node):
            yield f"{source.path}:{node.name} has no docstring"


def untranslatable(text: str) -> list[str]:
    """Vietnamese words in a template outside `_()`: readers of other languages would never get them."""
    plain = TEMPLATE_CODE.sub(" ", text)
    plain = re.sub(r'<[^>]*lang="vi"[^>]*>[^<]*', " ", plain)
    return [line.strip() for line in plain.splitlines() if VIETNAMESE.search(line)]


def test_every_table_is_in_the_glossary():
    names = [name for source in sources(*ROOMS) for name in classes_of_tables(source)]
    assert len(names) > 20
    assert missing_from_glossary(names, (ROOT / "docs/glossary.md").read_text()) == []


def test_a_word_missing_from_the_glossary_is_caught():
    glossary = "| vi | en | km | code |\n| lô | lot | | `Lot` |\n| mã | | | `Code` |"
    assert missing_from_glossary(["Lot"], glossary) == []
    assert missing_from_glossary(["Batch"], glossary)
    assert missing_from_glossary(["Code"], glossary)


def test_names_say_what_is_inside():
    assert faults(bad_names, house()) == []


def test_an_empty_name_is_caught():
    assert list(bad_names(Source("qr/utils.py", "x = 1")))
    assert list(bad_names(Source("qr/queries.py", "def fetch_code(): ...")))
    assert not list(bad_names(Source("qr/queries.py", "def find_code(): ...")))


def test_public_functions_say_what_they_do():
    assert faults(undocumented, house()) == []


def test_a_silent_function_is_caught():
    assert list(undocumented(Source("qr/serials.py", "def open_serial(text):\n    return text\n")))
    assert not list(undocumented(Source("qr/serials.py", "def _step(text):\n    return text\n")))


def test_every_text_is_translated():
    assert translate.check() == []


def test_a_missing_or_wrong_translation_is_caught():
    whole = Catalog(locale="en")
    whole.add("Còn %(days)s ngày", "%(days)s days left")
    assert translate.faults_of({"Còn %(days)s ngày"}, whole, "en", whole=True) == []
    wrong = Catalog(locale="en")
    wrong.add("Còn %(days)s ngày", "%(day)s days left")
    wrong.add("Tra cứu", "")
    keys = {"Còn %(days)s ngày", "Tra cứu", "Báo cáo"}
    assert len(translate.faults_of(keys, wrong, "en", whole=True)) == 3
    assert translate.faults_of(set(), wrong, "km", whole=False)


def test_templates_hold_no_text_that_cannot_be_translated():
    paths = [p for p in tracked(".html", ".txt") if p.startswith("templates/")]
    found = {p: lines for p in paths if (lines := untranslatable((ROOT / p).read_text()))}
    assert found == {}


def test_a_text_that_cannot_be_translated_is_caught():
    assert untranslatable("<p>Tra cứu</p>")
    assert not untranslatable('<p>{{ _("Tra cứu") }}</p><span lang="vi">Đắk Lắk</span>{# ghi chú #}')
