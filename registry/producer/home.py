"""Producers' desk: the tasks, the news, the receipts, what was changed."""

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from accounts.queries import unit_on
from core import clock
from core.db import committing, session
from core.errors import NotFound
from core.i18n import lazy
from core.pages import page
from registry import queries
from registry.actions.drafts import words_of
from registry.actions.notices import find_contact, read_notices
from registry.applications import KINDS, OUTCOMES, PROPOSAL_NAMES, TONES
from registry.fields import PRODUCER_LABELS, PRODUCT_LABELS
from registry.producer.frame import blueprint, own_producer, own_product
from registry.products import STATE_NAMES, STATE_TONES
from registry.queries import tasks
from registry.queries.applications import (
    find_open_application,
    find_open_proposal,
    get_application,
    list_applications_of,
    notes_of,
)
from registry.queries.drafts import find_draft, list_drafts
from registry.queries.versions import list_producer_versions, list_product_versions
from registry.queries.wording import reader_on

NAMES = {"state_names": STATE_NAMES, "state_tones": STATE_TONES}
RECEIPTS = {"kind_names": KINDS, "outcomes": OUTCOMES, "tones": TONES}


@blueprint.get("")
@requires("producer.write")
def home() -> Response:
    """The tasks: facility, products with what is missing, news, drafts."""
    own, user_id = own_producer(), signed_in().user_id
    facility_draft = find_draft(session(), user_id, "facility", user_id)
    if own is None:
        return page("registry/producer_home.html", style="desk", producer=None, facility_draft=facility_draft, **NAMES)
    work = tasks.list_work(session(), own.id)
    kept = {each.product.id for each in work}
    drafts = [(row, words_of(row)) for row in list_drafts(session(), own.id, "product") if row.subject_id not in kept]
    return page(
        "registry/producer_home.html", style="desk", producer=own, work=work, drafts=drafts, words=tasks.STATE_WORDS,
        tones=tasks.TONES, news=tasks.list_news(session(), own.id), contact=find_contact(session(), own.id),
        waiting=find_open_application(session(), producer_id=own.id, kind="producer"), proposal_names=PROPOSAL_NAMES,
        proposal=find_open_proposal(session(), producer_id=own.id, product_id=None), **NAMES,
    )  # fmt: skip


@blueprint.post("/news/read")
@requires("producer.write")
def read_news() -> Response:
    """All news was read."""
    own = own_producer()
    if own is not None:
        with committing() as current:
            read_notices(current, producer_id=own.id, now=clock.now())
    return redirect(url_for(".home"), 303)


@blueprint.get("/applications")
@requires("producer.write")
def applications() -> Response:
    """Every receipt, newest first."""
    own = own_producer()
    rows = list_applications_of(session(), own.id) if own else []
    return page("registry/producer_applications.html", style="desk", rows=rows, **RECEIPTS)


@blueprint.get("/applications/<string:number>")
@requires("producer.write")
def application(number: str) -> Response:
    """One receipt, to print: what was sent, who holds it, until when."""
    own, found = own_producer(), get_application(session(), number)
    if own is None or found.producer_id != own.id:
        raise NotFound(lazy("Không có hồ sơ này."))
    holder = unit_on(session(), found.unit_id, clock.today()).name if found.unit_id else ""
    product = queries.get_product(session(), found.product_id) if found.product_id else None
    return page("registry/receipt.html", style="desk", row=found, holder=holder, producer=own, product=product,
                notes=notes_of(session(), found.id), labels=PRODUCT_LABELS, back="/producer/applications",
                today=clock.today(), **RECEIPTS)  # fmt: skip


@blueprint.get("/history")
@requires("producer.write")
def facility_history() -> Response:
    """Who changed what in the own facility, when."""
    own = own_producer()
    if own is None:
        return redirect(url_for(".facility"), 303)
    return page("registry/history.html", style="desk", name=own.name, back="/producer", gtins=[],
                in_words=reader_on(session(), clock.today()),
                steps=list_producer_versions(session(), own.id), labels=PRODUCER_LABELS, **NAMES)  # fmt: skip


@blueprint.get("/products/<uuid:product_id>/history")
@requires("producer.write")
def history(product_id) -> Response:
    """Who changed what in a product, when; every GTIN it ever had."""
    own = own_product(product_id)
    return page("registry/history.html", style="desk", name=own.name, back=f"/producer/products/{own.id}",
                gtins=queries.list_gtins(session(), own.id), steps=list_product_versions(session(), own.id),
                labels=PRODUCT_LABELS, in_words=reader_on(session(), clock.today()), **NAMES)  # fmt: skip
