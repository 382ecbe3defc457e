"""Languages. Vietnamese is written in the code itself; the others are catalogues, one per room.

Khmer is shown only where a named native reader has signed every text of the room
(`# signed: name, date` in the catalogue); until then the page stands in Vietnamese.
"""

from functools import cache
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy, Translations
from flask import Flask, Response, g, has_request_context, request
from werkzeug.exceptions import HTTPException

from core.config import ROOT

LANGUAGES = {"vi": "Tiếng Việt", "en": "English", "km": "ខ្មែរ"}
COOKIE = "lang"

missing: set[tuple[str, str]] = set()
"""(language, text) asked for and not translated: the page examiner of the tests reads it."""


def init_languages(app: Flask) -> None:
    """Teach the templates to translate, and remember a choice of language in a cookie."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(_lookup, _lookup_plural, newstyle=True)  # type: ignore[attr-defined]
    app.context_processor(lambda: {"lang": shown_language(), "asked_lang": language(), "languages": LANGUAGES})
    app.after_request(_remember_choice)


def language() -> str:
    """What the reader asked for: `?lang=`, else the cookie, else the browser, else Vietnamese."""
    if not has_request_context():
        return "vi"
    if "language" not in g:
        asked = _sent_language() or request.cookies.get(COOKIE)
        best = request.accept_languages.best_match(LANGUAGES, "vi")
        g.language = asked if asked in LANGUAGES else best
    return g.language


def shown_language() -> str:
    """What the page is written in: the language asked for, if its catalogue may be shown."""
    asked = language()
    if asked != "km":
        return asked
    room = (request.blueprint or "core").split("_")[0]
    return "km" if is_signed("core") and is_signed(room) else "vi"


def shown_language_is_english() -> bool:
    """For rows of data that carry their own English beside the Vietnamese; Vietnamese outside a request."""
    return has_request_context() and shown_language() == "en"


def gettext(text: str, **values: object) -> str:
    """The text in the language of the page, with its values filled in."""
    return _lookup(text) % values if values else _lookup(text)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """The text for this number of things."""
    return _lookup_plural(one, many, number) % {"num": number, **values}


def lazy(text: str, **values: object) -> LazyProxy:
    """A text translated when it is shown, for messages made at import."""
    return LazyProxy(gettext, text, enable_cache=False, **values)


def in_vietnamese(text: LazyProxy) -> str:
    """The text of `lazy` in Vietnamese whatever the reader asked for: for words that are stored."""
    return text._args[0] % text._kwargs if text._kwargs else text._args[0]


Kept = str | list
"""A sentence as it is stored: plain words, or the Vietnamese text with its values, to be said in any language."""


class Sentence(str):
    """A sentence already said that remembers what it was made of, for those who store it."""

    source: LazyProxy

    def __new__(cls, source: LazyProxy) -> "Sentence":
        said = super().__new__(cls, str(source))
        said.source = source
        return said


def keep(text: object) -> Kept:
    """What to store of a sentence; `say_kept` says it in the reader's language."""
    source = text.source if isinstance(text, Sentence) else text
    if not isinstance(source, LazyProxy):
        return str(source)
    return [source._args[0], {name: _kept_value(value) for name, value in source._kwargs.items()}]


def _kept_value(value: object) -> Kept | int:
    return value if isinstance(value, int) else keep(value)


def say_kept(kept: Kept | int) -> str:
    """A stored sentence in the language of the page."""
    if not isinstance(kept, list):
        return str(kept)
    text, values = kept
    return gettext(text, **{name: say_kept(value) for name, value in values.items()})


_ = gettext


def _lookup(text: str) -> str:
    shown = shown_language() if has_request_context() else "vi"
    if shown == "vi" or not text:
        return text
    found = translations(shown).gettext(text)
    if found == text and text not in same_in(shown):
        missing.add((shown, text))
    return found


def _lookup_plural(one: str, many: str, number: int) -> str:
    shown = shown_language() if has_request_context() else "vi"
    if shown == "vi":
        return one if number == 1 else many
    return translations(shown).ngettext(one, many, number)


@cache
def catalogues(shown: str) -> dict[str, Catalog]:
    """The catalogues of a language by room."""
    folder = ROOT / "translations" / shown / "LC_MESSAGES"
    return {
        path.stem: read_po(BytesIO(path.read_bytes()), locale=shown) for path in sorted(folder.glob("*.po"))
    }


@cache
def translations(shown: str) -> Translations:
    """All rooms' catalogues of a language as one."""
    whole = Translations()
    for catalog in catalogues(shown).values():
        compiled = BytesIO()
        write_mo(compiled, catalog)
        compiled.seek(0)
        whole.merge(Translations(compiled))
    return whole


@cache
def same_in(shown: str) -> frozenset[str]:
    """Texts whose translation is the same word, such as a name: not missing."""
    return frozenset(
        str(message.id)
        for catalog in catalogues(shown).values()
        for message in catalog
        if message.id and message.id == message.string
    )


@cache
def is_signed(room: str) -> bool:
    """Whether a named native reader has signed every Khmer text of the room."""
    catalog = catalogues("km").get(room)
    texts = [message for message in catalog or () if message.id]
    return bool(texts) and all(_signed(message) for message in texts)


def _signed(message) -> bool:
    return bool(message.string) and any(c.startswith("signed:") for c in message.user_comments)


def _sent_language() -> str | None:
    """The language sent with the request; a form that is too large to be read says nothing."""
    if request.method != "POST" and not request.query_string:
        return None
    try:
        return request.args.get("lang") or (request.form.get("lang") if request.method == "POST" else None)
    except HTTPException:
        return None


def _remember_choice(response: Response) -> Response:
    asked = _sent_language()
    if asked in LANGUAGES:
        response.set_cookie(COOKIE, asked, max_age=365 * 86400, samesite="Lax", httponly=True)
    return response
