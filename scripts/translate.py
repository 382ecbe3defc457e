"""Collect the texts of a room into its catalogues, keeping what is translated.

    python scripts/translate.py [ROOM ...]     write translations/{en,km}/LC_MESSAGES/<room>.po
    python scripts/translate.py --check        say what is missing or wrong, change nothing

A text's key is the Vietnamese sentence itself. English must be whole; Khmer keys are listed and stay
empty until a reader has translated and signed them.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "km")
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
KEYWORDS = {"_": None, "gettext": None, "lazy": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")

Key = str | tuple[str, str]


def files_of(room: str) -> Iterator[Path]:
    """The Python files and templates whose texts belong to the room."""
    yield from sorted((ROOT / room).rglob("*.py"))
    yield from sorted((ROOT / "templates" / room).rglob("*.*"))
    if room == "core":
        yield from sorted((ROOT / "templates" / "layout").rglob("*.*"))


def collect(room: str) -> set[Key]:
    """Every text of the room: a sentence, or a pair for one and for many."""
    found: set[Key] = set()
    for path in files_of(room):
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        with path.open("rb") as lines:
            for _line, key, _comments, _context in extract(method, lines, KEYWORDS):
                found.add(tuple(key) if isinstance(key, tuple | list) else key)
    return {key for key in found if key and key != ""}


def path_of(room: str, language: str) -> Path:
    return ROOT / "translations" / language / "LC_MESSAGES" / f"{room}.po"


def read(room: str, language: str) -> Catalog:
    """The catalogue as it stands; an empty one when there is none."""
    path = path_of(room, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as lines:
        return read_po(lines, locale=language)


def renew(keys: set[Key], old: Catalog, elsewhere: list[Catalog]) -> Catalog:
    """A catalogue of exactly these texts, with the translations that are known here or in other rooms."""
    new = Catalog(locale=old.locale)
    for key in sorted(keys, key=str):
        known = next((found for each in [old, *elsewhere] if (found := _find(each, key))), None)
        comments = known.user_comments if known else ()
        new.add(key, known.string if known else None, user_comments=comments)
    return new


def _find(catalog: Catalog, key: Key) -> Message | None:
    message = catalog.get(key if isinstance(key, str) else key[0])
    return message if message and message.id == key and message.string else None


def text_of(catalog: Catalog) -> bytes:
    """The catalogue as it is written to disk: sorted, without places and dates, so that diffs stay small."""
    out = BytesIO()
    write_po(out, catalog, width=108, no_location=True, omit_header=True, sort_output=True)
    return out.getvalue()


def faults_of(keys: set[Key], catalog: Catalog, name: str, *, whole: bool) -> list[str]:
    """What is wrong with a catalogue: texts missing or no longer used, untranslated, other placeholders."""
    messages = {message.id: message for message in catalog if message.id}
    faults = [f"{name}: no entry for {key!r}" for key in keys - messages.keys()]
    faults += [f"{name}: no longer used {key!r}" for key in messages.keys() - keys]
    for message in messages.values():
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if whole and (not strings or not all(strings) or message.fuzzy):
            faults.append(f"{name}: not translated {message.id!r}")
        wanted = set(PLACEHOLDER.findall(str(message.id)))
        for string in filter(None, strings):
            if set(PLACEHOLDER.findall(string)) - {"%(num)s"} != wanted - {"%(num)s"}:
                faults.append(f"{name}: other placeholders in {string!r}")
    return faults


def check() -> list[str]:
    """What is wrong with the catalogues of all rooms."""
    faults = []
    for room in ROOMS:
        keys = collect(room)
        for language in LANGUAGES:
            catalog, name = read(room, language), f"{language}/{room}"
            faults += faults_of(keys, catalog, name, whole=language == "en")
            path = path_of(room, language)
            if path.exists() and path.read_bytes() != text_of(catalog):
                faults.append(f"{name}: not written by scripts/translate.py; run `make translate`")
    return faults


def write(rooms: list[str]) -> None:
    """Bring the catalogues of the rooms up to their texts."""
    for language in LANGUAGES:
        known = {room: read(room, language) for room in ROOMS}
        for room in rooms:
            others = [catalog for name, catalog in known.items() if name != room]
            catalog = renew(collect(room), known[room], others)
            path_of(room, language).parent.mkdir(parents=True, exist_ok=True)
            path_of(room, language).write_bytes(text_of(catalog))
            empty = sum(1 for message in catalog if message.id and not message.string)
            print(f"{language}/{room}: {len(catalog)} texts, {empty} not translated")


def main(words: list[str]) -> int:
    if "--check" in words:
        faults = check()
        print("\n".join(faults) or "translations: ok")
        return 1 if faults else 0
    write([room for room in words if room in ROOMS] or list(ROOMS))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
