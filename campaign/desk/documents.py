"""The library at the desk: documents, what amends them, files, "căn cứ" to be copied."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires
from campaign.actions import documents as actions
from campaign.actions.files import add_file
from campaign.desk.frame import COMPILE, RECORD, blueprint, by, day_words, home_id, home_ids
from campaign.documents import TOPICS, list_document_kinds, say_kind
from campaign.models import LegalDocument
from campaign.numbers import read_count
from campaign.queries.documents import get_document, list_amending, list_grounds, search_documents
from campaign.queries.files import list_files
from campaign.schemas.documents import LEVELS, DocumentForm
from core import clock
from core.db import session
from core.errors import Conflict, NotFound
from core.forms import Errors, read_form, sent_files, typed_words
from core.i18n import _, lazy
from core.pages import page
from registry.sending import send


@blueprint.get("/documents")
@requires(RECORD)
def documents() -> Response:
    """The documents that hold today for the province in the order of rank, with the text of "căn cứ"."""
    grounds = list_grounds(session(), clock.today(), home_ids())
    every, count = search_documents(session(), limit=200)
    return page("campaign/desk_documents.html", style="desk", grounds=grounds, every=every, count=count,
                say_kind=say_kind)  # fmt: skip


@blueprint.route("/documents/new", methods=["GET", "POST"])
@requires(COMPILE)
def new_document() -> Response:
    """A form for a document of the province."""
    if request.method == "GET":
        return _form({}, {})
    values, errors = _sent()
    if not errors:
        errors = send(lambda current: actions.write_document(
            current, **values, province_id=home_id(), **by()))  # fmt: skip
    return _form(typed_words(), errors) if errors else redirect(url_for(".documents"), 303)


@blueprint.route("/documents/<uuid:document_id>", methods=["GET", "POST"])
@requires(COMPILE)
def edit_document(document_id: UUID) -> Response:
    """The document written anew; who comes second sees both."""
    found = _ours(document_id)
    if request.method == "GET":
        return _form(_words_of(found), {}, found)
    sent, amended_by = request.form.get("version", ""), request.form.get("amended_by", "")
    values, errors = _sent()
    if errors:
        return _form(typed_words(), errors, found)
    try:
        errors = send(lambda current: actions.change_document(
            current, document_id=document_id, version=read_count(sent), **values,
            amended_by_id=UUID(amended_by) if amended_by else None,
            is_replaced=bool(request.form.get("is_replaced")), **by()))  # fmt: skip
    except Conflict:
        return _form(typed_words() | {"version": found.version}, {}, found, clash=True)
    return _form(typed_words(), errors, found) if errors else redirect(url_for(".documents"), 303)


@blueprint.post("/documents/<uuid:document_id>/files")
@requires(COMPILE)
def add_document_file(document_id: UUID) -> Response:
    """Add the document's PDF."""
    found, files = _ours(document_id), sent_files("file")
    if not files:
        return _form(_words_of(found), {"file": [_("Chọn ảnh hoặc tệp PDF")]}, found)
    data, name = files[0].read(), files[0].filename or ""
    errors = send(lambda current: add_file(
        current, owner_kind="document", owner_id=document_id, data=data, name=name, **by()))  # fmt: skip
    if errors:
        return _form(_words_of(found), errors, found)
    return redirect(url_for(".edit_document", document_id=document_id), 303)


def _ours(document_id: UUID) -> LegalDocument:
    """A document of the officer's province, or of the whole country."""
    found = get_document(session(), document_id)
    if found.province_id and found.province_id not in home_ids():
        raise NotFound(lazy("Không có văn bản này."))
    return found


def _sent() -> tuple[dict[str, Any], Errors]:
    values, errors = read_form(DocumentForm)
    if errors:
        return {}, errors
    for name in ("version", "amended_by", "is_replaced"):
        values.pop(name)
    return values, {}


def _words_of(found: LegalDocument) -> dict[str, Any]:
    names = ("number", "kind", "title", "issuer", "issuer_level", "topic", "link", "version")
    words = {name: getattr(found, name) for name in names}
    words |= {"issued_on": day_words(found.issued_on), "valid_to": day_words(found.valid_to)}
    return words | {"amended_by": str(found.amended_by_id or ""), "is_replaced": "yes" if found.is_replaced else ""}


def _form(values: dict[str, Any], errors: Errors, found: LegalDocument | None = None, clash: bool = False) -> Response:
    others = [each for each in search_documents(session(), limit=500)[0] if found and each.id != found.id]
    return page(
        "campaign/document_form.html", style="desk", status=409 if clash else 422 if errors else 200, values=values,
        errors=errors, found=found, clash=clash, kinds=[(code, say_kind(code)) for code in list_document_kinds()],
        topics=list(TOPICS.items()), levels=list(LEVELS.items()),
        files=list_files(session(), found.id) if found else [],
        others=[(str(each.id), f"{each.number} ({each.issued_on:%d/%m/%Y})") for each in others],
        amends=list_amending(session(), found)[1] if found else [],
    )  # fmt: skip
