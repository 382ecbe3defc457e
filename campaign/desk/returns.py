"""A unit's own returns: filled in on the page or by file, sent, mended; the Front takes or gives them back."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from campaign.actions import returns as actions
from campaign.desk.frame import COMPILE, RECORD, blueprint, by, check_seen, day_words, home_ids, is_compiler
from campaign.numbers import read_count
from campaign.queries.returns import (
    Asked,
    get_return,
    list_forms,
    list_items,
    list_last_year,
    list_own_returns,
    list_own_sheets,
    list_steps,
    list_values,
)
from campaign.queries.units import list_unit_names
from campaign.returns import OPEN, STATES, STEPS, days_left
from campaign.schemas.returns import FIELDS, BackForm, file_rows, read_file, read_given
from campaign.words import QUALIFIERS, say_figure, say_item
from core import clock
from core.db import committing, session
from core.errors import BadInput, Conflict, NotFound
from core.fields import clean_text
from core.forms import Errors, read_form, sent_files, typed_words
from core.i18n import _, lazy
from core.pages import page
from core.tables import named_table, send_table
from registry.sending import send


@blueprint.get("/returns")
@requires(RECORD)
def returns() -> Response:
    """What is asked of the officer's unit, what is late, what it was reminded of; for the Front its askings."""
    own, today = list_own_returns(session(), signed_in().unit_id), clock.today()
    steps = list_steps(session(), [each.answer.id for each in own if each.answer.state in OPEN])
    return page(
        "campaign/returns.html", style="desk", own=own, states=STATES, is_compiler=is_compiler(),
        forms=list_forms(session(), home_ids()) if is_compiler() else [],
        left={each.answer.id: days_left(each.form.due_on, each.answer.state, today) for each in own},
        reminders={step.return_id: step for step in reversed(steps) if step.kind == "reminded"},
    )  # fmt: skip


@blueprint.get("/returns/<uuid:return_id>")
@requires(RECORD)
def one_return(return_id: UUID) -> Response:
    """The return: a form for the unit while it is open, else a table."""
    asked = _inside(return_id)
    return _shown(asked, _kept_words(asked), {})


@blueprint.post("/returns/<uuid:return_id>")
@requires(RECORD)
def write_return(return_id: UUID) -> Response:
    """Keep what was typed, or send it."""
    return _write(_own(return_id), typed_words(), is_sent=request.form.get("then") == "send")


@blueprint.post("/returns/<uuid:return_id>/file")
@requires(RECORD)
def send_file(return_id: UUID) -> Response:
    """A filled file: shown as kept words to be looked over before they are sent."""
    asked, files = _own(return_id), sent_files("file")
    if not files:
        return _shown(asked, _kept_words(asked), {"file": [_("Chọn tệp .xlsx hoặc .csv")]})
    try:
        words = read_file(files[0].stream, files[0].filename or "", list_items(session(), asked.form.id))
    except BadInput as refused:
        return _shown(asked, _kept_words(asked), {"file": [str(refused)]})
    about = {"version": request.form.get("version", ""), "last_source": asked.answer.last_source}
    return _write(asked, words | about, is_sent=False)


@blueprint.get("/returns/<uuid:return_id>/<string:name>")
@requires(RECORD)
def take_file(return_id: UUID, name: str) -> Response:
    """return.xlsx or return.csv, to be filled in and brought back."""
    asked = _inside(return_id)
    kind, form = named_table(name, {"return"})
    rows = file_rows(list_items(session(), asked.form.id), _kept_words(asked))
    return send_table(kind, form, [("Báo cáo", rows)])


@blueprint.post("/returns/<uuid:return_id>/back")
@requires(COMPILE)
def give_back(return_id: UUID) -> Response:
    """Give the return back with a reason."""
    asked = _compiled(return_id)
    values, errors = read_form(BackForm)
    if not errors:
        errors = send(lambda current: actions.send_back(current, return_id=return_id, **values, **by()))
    return _shown(asked, typed_words() | _kept_words(asked), errors) if errors else _seen(return_id)


@blueprint.post("/returns/<uuid:return_id>/lock")
@requires(COMPILE)
def lock(return_id: UUID) -> Response:
    """Take the return as it is."""
    _compiled(return_id)
    with committing() as current:
        actions.lock_return(current, return_id=return_id, **by())
    return _seen(return_id)


def _write(asked: Asked, words: dict[str, Any], *, is_sent: bool) -> Response:
    items = list_items(session(), asked.form.id)
    given, errors = read_given(items, words)
    if errors:
        return _shown(asked, words, errors)
    version = read_count(words.get("version", ""))
    source = clean_text(str(words.get("last_source", "")))[:300]
    try:
        errors = send(lambda current: actions.write_return(
            current, return_id=asked.answer.id, version=version, given=given, last_source=source,
            is_sent=is_sent, **by()))  # fmt: skip
    except Conflict as clash:
        return _shown(get_return(session(), asked.answer.id), words, {}, clash=str(clash))
    return _shown(asked, words, errors) if errors else _seen(asked.answer.id)


def _shown(asked: Asked, words: dict[str, Any], errors: Errors, clash: str = "") -> Response:
    answer, items = asked.answer, list_items(session(), asked.form.id)
    is_own = answer.unit_id == signed_in().unit_id
    return page(
        "campaign/return.html", style="desk", status=409 if clash else 422 if errors else 200, form=asked.form,
        answer=answer, items=items, values=words | {"version": answer.version}, errors=errors, clash=clash,
        kept=list_values(session(), [answer.id])[answer.id], states=STATES, steps=STEPS,
        history=list_steps(session(), [answer.id]), last_year=list_last_year(session(), asked),
        sheets=list_own_sheets(session(), asked), is_filling=is_own and answer.state in OPEN,
        is_compiler=is_compiler() and asked.form.province_id in home_ids(), qualifiers=list(QUALIFIERS.items()),
        left=days_left(asked.form.due_on, answer.state, clock.today()), say_figure=say_figure, say_item=say_item,
        unit_name=list_unit_names(session(), {answer.unit_id}, clock.today()).get(answer.unit_id, ""),
    )  # fmt: skip


def _kept_words(asked: Asked) -> dict[str, Any]:
    """What is written so far, as the form's words."""
    values = list_values(session(), [asked.answer.id])[asked.answer.id]
    words: dict[str, Any] = {"last_source": asked.answer.last_source}
    for item in list_items(session(), asked.form.id):
        for name in FIELDS if item.id in values else ():
            value = getattr(values[item.id], name)
            told = day_words(value) if name == "as_of" else "" if value is None else str(value)
            words[f"{name}_{item.position}"] = "" if name == "joint" and not value else told
    return words


def _inside(return_id: UUID) -> Asked:
    asked = get_return(session(), return_id)
    check_seen(asked.form.province_id, asked.answer.unit_id)
    return asked


def _own(return_id: UUID) -> Asked:
    asked = get_return(session(), return_id)
    if asked.answer.unit_id != signed_in().unit_id:
        raise NotFound(lazy("Không có báo cáo này trong đơn vị bạn."))
    return asked


def _compiled(return_id: UUID) -> Asked:
    asked = get_return(session(), return_id)
    if asked.form.province_id not in home_ids():
        raise NotFound(lazy("Không có báo cáo này trong địa bàn của đơn vị bạn."))
    return asked


def _seen(return_id: UUID) -> Response:
    return redirect(url_for(".one_return", return_id=return_id), 303)
