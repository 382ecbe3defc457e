"""The campaign's own books: lists, lines, files of lines, papers beside a line."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from campaign.actions import books as actions
from campaign.actions.files import add_file
from campaign.books import BOOKS, LAST, Book
from campaign.desk.frame import RECORD, blueprint, by, check_seen, home_id, home_ids, is_compiler
from campaign.numbers import read_count, read_page
from campaign.queries.books import count_lines, get_book, get_line, search_lines
from campaign.queries.files import get_file, list_files
from campaign.schemas.books import FORMS, StrikeForm, line_words, read_lines
from campaign.showing import say_entry
from core.db import session
from core.errors import Conflict, NotAllowed
from core.forms import Errors, read_form, sent_files, typed_words
from core.http import send_kept
from core.i18n import _, lazy
from core.installation import is_sample
from core.pages import page
from core.tables import named_table, send_table
from registry.sending import send

ON_PAGE = 25


@blueprint.get("/books")
@requires(RECORD)
def books() -> Response:
    """The books that the unit writes or compiles, each with how many lines it holds."""
    counts = count_lines(session(), **_whose())
    return page("campaign/books.html", style="desk", books=[b for b in BOOKS.values() if _may_open(b)], counts=counts)


@blueprint.get("/books/<string:key>")
@requires(RECORD)
def book(key: str) -> Response:
    """A book's lines, newest first."""
    return _listed(_book(key), {})


@blueprint.route("/books/<string:key>/new", methods=["GET", "POST"])
@requires(RECORD)
def new_line(key: str) -> Response:
    """A form for the next line."""
    found = _written(key)
    if request.method == "GET":
        return _form(found, {}, {})
    values, errors = read_form(FORMS[key])
    if not errors:
        errors = send(lambda current: actions.write_line(current, found, values=values, **_ours(), **by()))
    return _form(found, typed_words(), errors) if errors else _seen(key)


@blueprint.get("/books/<string:key>/<uuid:line_id>")
@requires(RECORD)
def line(key: str, line_id: UUID) -> Response:
    """One line with its papers."""
    found = _book(key)
    return _line_shown(found, _inside(found, line_id), {})


@blueprint.route("/books/<string:key>/<uuid:line_id>/edit", methods=["GET", "POST"])
@requires(RECORD)
def edit_line(key: str, line_id: UUID) -> Response:
    """The line written anew; who comes second sees both."""
    found = _written(key)
    one = _inside(found, line_id)
    if request.method == "GET":
        return _form(found, line_words(found, one), {}, one)
    sent = request.form.get("version", "")
    values, errors = read_form(FORMS[key])
    if errors:
        return _form(found, typed_words(), errors, one)
    try:
        errors = send(lambda current: actions.change_line(
            current, found, line_id=line_id, version=read_count(sent), values=values, **by()))
    except Conflict:
        return _form(found, typed_words() | {"version": one.version}, {}, one, clash=True)
    return _form(found, typed_words(), errors, one) if errors else _seen(key, line_id)


@blueprint.post("/books/<string:key>/<uuid:line_id>/strike")
@requires(RECORD)
def strike(key: str, line_id: UUID) -> Response:
    """Strike the line out with a reason."""
    found = _written(key)
    one = _inside(found, line_id)
    values, errors = read_form(StrikeForm)
    if not errors:
        errors = send(lambda current: actions.strike_line(current, found, line_id=line_id, **values, **by()))
    return _line_shown(found, one, errors) if errors else _seen(key, line_id)


@blueprint.post("/books/<string:key>/<uuid:line_id>/files")
@requires(RECORD)
def add_line_file(key: str, line_id: UUID) -> Response:
    """Add a scan or a picture."""
    found = _written(key)
    one, files = _inside(found, line_id), sent_files("file")
    if not files:
        return _line_shown(found, one, {"file": [_("Chọn ảnh hoặc tệp PDF")]})
    data, name = files[0].read(), files[0].filename or ""
    errors = send(lambda current: add_file(
        current, owner_kind="book", owner_id=line_id, data=data, name=name, **by()))  # fmt: skip
    return _line_shown(found, one, errors) if errors else _seen(key, line_id)


@blueprint.get("/books/<string:key>/<uuid:line_id>/files/<int:position>")
@requires(RECORD)
def line_file(key: str, line_id: UUID, position: int) -> Response:
    """A kept scan."""
    row = get_file(session(), _inside(_book(key), line_id).id, position)
    return send_kept(row.key, name=f"tep-{position}", media_type=row.media_type)


@blueprint.post("/books/<string:key>/file")
@requires(RECORD)
def bring_lines(key: str) -> Response:
    """A file of lines, all of them or none."""
    found, files = _written(key), sent_files("file")
    if not files:
        return _listed(found, {"file": [_("Chọn tệp .xlsx hoặc .csv")]})
    sheet, name = files[0].stream, files[0].filename or ""
    errors = send(lambda current: actions.write_lines(
        current, found, rows=read_lines(sheet, name, found), **_ours(), **by()))  # fmt: skip
    return _listed(found, errors) if errors else _seen(key)


@blueprint.get("/books/<string:key>/<string:name>")
@requires(RECORD)
def take_lines(key: str, name: str) -> Response:
    """lines.xlsx or lines.csv: it can be brought back; with ?empty=1 only the first line, to be filled in."""
    found = _book(key)
    kind, form = named_table(name, {"lines"})
    entries = (*found.entries, *LAST)
    lines = [] if request.args.get("empty") else search_lines(session(), found, **_whose(), only_standing=True,
                                                              limit=None)[0]  # fmt: skip
    rows = [[str(each.label) for each in entries]]
    rows += [[say_entry(each, getattr(one, each.name), plain=True) for each in entries] for one in lines]
    return send_table(kind, form, [(str(found.title)[:31], rows)])


def _book(key: str) -> Book:
    found = get_book(key)
    if not _may_open(found):
        raise NotAllowed(lazy("Sổ này do đơn vị khác ghi."))
    return found


def _may_open(found: Book) -> bool:
    return is_compiler() or not found.writers or signed_in().unit_kind in found.writers


def _written(key: str) -> Book:
    """A book that the officer's unit may write: its own kind, or the Front."""
    return _book(key)


def _inside(found: Book, line_id: UUID) -> Any:
    one = get_line(session(), found, line_id)
    check_seen(one.province_id, one.unit_id)
    return one


def _whose() -> dict[str, Any]:
    if is_compiler():
        return {"province_ids": home_ids(), "unit_id": None}
    return {"province_ids": None, "unit_id": signed_in().unit_id}


def _ours() -> dict[str, Any]:
    return {"province_id": home_id(), "unit_id": signed_in().unit_id, "is_sample": is_sample()}


def _listed(found: Book, errors: Errors) -> Response:
    sent, words = request.args.get("page", ""), request.args.get("q", "")[:100]
    number = read_page(sent)
    lines, count = search_lines(session(), found, **_whose(), words=words, offset=(number - 1) * ON_PAGE, limit=ON_PAGE)
    return page("campaign/book.html", style="desk", status=422 if errors else 200, book=found, lines=lines, count=count,
                number=number, pages=-(-count // ON_PAGE) or 1, words=words, errors=errors, say_entry=say_entry,
                base=f"/desk/books/{found.key}")  # fmt: skip


def _form(found: Book, values: dict[str, Any], errors: Errors, one: Any = None, clash: bool = False) -> Response:
    status = 409 if clash else 422 if errors else 200
    return page("campaign/book_form.html", style="desk", status=status, book=found, entries=(*found.entries, *LAST),
                values=values, errors=errors, line=one, clash=clash, say_entry=say_entry,
                base=f"/desk/books/{found.key}")  # fmt: skip


def _line_shown(found: Book, one: Any, errors: Errors) -> Response:
    return page("campaign/book_line.html", style="desk", status=422 if errors else 200, book=found, line=one,
                entries=(*found.entries, *LAST), files=list_files(session(), one.id), errors=errors,
                values=typed_words(), say_entry=say_entry, base=f"/desk/books/{found.key}")  # fmt: skip


def _seen(key: str, line_id: UUID | None = None) -> Response:
    if line_id:
        return redirect(url_for(".line", key=key, line_id=line_id), 303)
    return redirect(url_for(".book", key=key), 303)
