"""The library for everybody."""

from flask import Response, request

from campaign.documents import TOPICS, list_document_kinds, say_kind
from campaign.numbers import read_page
from campaign.public.frame import blueprint
from campaign.queries.documents import get_document_by_slug, list_amending, search_documents
from campaign.queries.files import get_file, list_files
from core.db import session
from core.home import register_menu_item
from core.http import send_kept
from core.i18n import lazy
from core.pages import page

ON_PAGE = 25
register_menu_item(45, lazy("Văn bản"), "/documents")


@blueprint.get("/documents")
def documents() -> Response:
    """Documents by words, topic and kind, newest first."""
    asked = {name: request.args.get(name, "")[:100] for name in ("q", "topic", "kind")}
    sent = request.args.get("page", "")
    number = read_page(sent)
    found, count = search_documents(session(), words=asked["q"], topic=asked["topic"], kind=asked["kind"],
                                    offset=(number - 1) * ON_PAGE, limit=ON_PAGE)  # fmt: skip
    kinds = [(code, say_kind(code)) for code in list_document_kinds()]
    return page("campaign/documents.html", documents=found, count=count, asked=asked, number=number, say_kind=say_kind,
                pages=-(-count // ON_PAGE) or 1, kinds=kinds, topics=list(TOPICS.items()))  # fmt: skip


@blueprint.get("/documents/<string:slug>")
def document(slug: str) -> Response:
    """One document: validity, what amends it, its files."""
    found = get_document_by_slug(session(), slug)
    by, amends = list_amending(session(), found)
    return page("campaign/document.html", document=found, by=by, amends=amends, say_kind=say_kind,
                files=list_files(session(), found.id), topics=TOPICS)  # fmt: skip


@blueprint.get("/documents/<string:slug>/files/<int:position>")
def document_file(slug: str, position: int) -> Response:
    """A file of the document."""
    row = get_file(session(), get_document_by_slug(session(), slug).id, position)
    return send_kept(row.key, name=f"{slug}-{position}", media_type=row.media_type)
