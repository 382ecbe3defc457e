"""One way to answer the forms of the lists: shown, sent, refused beside its field, or done."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Response, redirect, request

from areas.models import AdminUnit
from areas.queries import label, search_units
from core.db import session
from core.errors import BadInput, Conflict
from core.forms import FormSchema, read_form, typed_words
from core.i18n import lazy
from core.pages import page
from registry.desk.frame import communes
from registry.form_lines import lines_of
from registry.sending import send

HITS = 8


def answer_form(
    schema: type[FormSchema], write: Callable[[Any, dict], object], *, heading: object, back: str, back_words: object,
    choices: Mapping[str, Sequence[tuple]] | None = None, hints: Mapping[str, object] | None = None,
    told: object = "", shown: Mapping[str, Any] | None = None, **more: object,
) -> Response:  # fmt: skip
    """The page of a form; sent and taken it leads back. What somebody else did meanwhile stands above the form."""
    errors: dict = {}
    status = 200
    if request.method == "POST":
        values, errors = read_form(schema)
        if not errors:
            try:
                errors = send(lambda current: write(current, values))
            except Conflict as refused:
                told, status = refused.message, 409
            else:
                if not errors:
                    return redirect(back, 303)
    return page(
        "registry/list_form.html", style="desk", status=422 if errors else status, heading=heading, back=back,
        back_words=back_words, lines=lines_of(schema, choices, hints), told=told, errors=errors,
        values=typed_words() if request.method == "POST" else shown or {}, **more,
    )  # fmt: skip


def own_commune(text: str) -> AdminUnit:
    """The one commune of the unit's area that the words mean. Raises BadInput."""
    hits = search_units(session(), text, limit=HITS) if text.strip() else []
    mine = communes()
    found = {unit.id: unit for hit in hits for unit in hit.units if unit.id in mine}
    exact = [unit for unit in found.values() if text.casefold() in (unit.full_name.casefold(), label(unit).casefold())]
    fitting = exact or list(found.values())
    if len(fitting) != 1:
        names = ", ".join(unit.full_name for unit in fitting[:HITS])
        told = lazy("“%(sent)s” có thể là: %(names)s. Ghi rõ một nơi", sent=text[:60], names=names) if names else lazy(
            "Không thấy xã, phường “%(sent)s” trong địa bàn của đơn vị bạn", sent=text[:60])  # fmt: skip
        raise BadInput(told, field="commune")
    return fitting[0]
