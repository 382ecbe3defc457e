"""Forms are marshmallow schemas; a form that fails comes back with the person's own words in it.

Public forms carry a one-time form key, made when the form is first shown: sending twice with the
same key is the same sending. Officers' forms carry their session's token (accounts.guards).
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Request, request
from marshmallow import EXCLUDE, Schema, ValidationError
from werkzeug.datastructures import FileStorage, ImmutableMultiDict

Errors = dict[str, list[str]]

UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
"""Characters that no page may hold (HTML, 13.2.3.5) and no database text need hold."""


class PlainWords(ImmutableMultiDict):
    """What came in an address or a form, read without characters that nobody can type or see."""

    def __init__(self, mapping: Any = ()) -> None:
        items: Iterable = mapping.items(multi=True) if hasattr(mapping, "getlist") else mapping or ()
        super().__init__([(name, _plain(value)) for name, value in items])


def _plain(value: Any) -> Any:
    return plain_text(value) if isinstance(value, str) else value


def plain_text(text: str) -> str:
    """Text as a page may show it, such as what stood in a file that was sent."""
    return UNWRITABLE.sub("", text)


class PlainRequest(Request):
    """A request whose words are plain."""

    parameter_storage_class = PlainWords


class FormSchema(Schema):
    """A form: what it does not know it leaves aside."""

    class Meta:
        unknown = EXCLUDE


def read_form(schema: type[FormSchema]) -> tuple[dict[str, Any], Errors]:
    """The values of the form that was sent, and what is wrong with it by field.

    With errors the values are the words as sent, to be shown again.
    """
    sent = typed_words()
    try:
        return schema().load(sent), {}
    except ValidationError as error:
        return sent, {field: _flat(texts) for field, texts in error.normalized_messages().items()}


def typed_words() -> dict[str, Any]:
    """What was typed, by field; a field sent several times is a list."""
    return {
        name: values if len(values) > 1 else values[0] for name, values in request.form.lists() if values
    }


def asked_words() -> Mapping[str, str]:
    """What the address asks for behind its question mark, for pages that know no Flask."""
    return request.args


def sent_files(name: str) -> list[FileStorage]:
    """The files chosen in a field; an empty choice is none."""
    return [file for file in request.files.getlist(name) if file.filename]


def new_form_key() -> str:
    """A random one-time key, which makes a repeated sending the same sending."""
    return secrets.token_urlsafe(18)


def sent_form_key() -> str:
    """The form key that came with the form, or a new one for a first showing."""
    sent = request.form.get("form_key", "")
    return sent if 16 <= len(sent) <= 64 and sent.isascii() else new_form_key()


def _flat(texts: Any) -> list[str]:
    if isinstance(texts, dict):
        return [text for inner in texts.values() for text in _flat(inner)]
    return [str(text) for text in texts]
