"""Doors for everybody: a lot with its journey. Partners, quantities and what they paid stay with officers."""

from dataclasses import replace

from flask import Response

from core import clock
from core.db import session
from core.errors import NotFound
from core.i18n import lazy
from core.pages import page
from registry import queries
from registry.gap_words import PUBLIC_GAPS, gap_words
from registry.journey import Gap
from registry.minimum import list_items
from registry.models import Lot, Product
from registry.products import PUBLIC
from registry.public.frame import blueprint
from registry.queries.lot_page import find_public_lot, upstream_steps
from registry.queries.public_journey import public_journeys
from registry.queries.showing import show_product
from registry.queries.timeline import event_pictures, step_name
from registry.queries.traces import list_steps


@blueprint.get("/products/<string:slug>/lots/<string:number>")
def lot(slug: str, number: str) -> Response:
    """One lot of a public product: dates, steps, places, photos, and what the law wants shown."""
    product = queries.find_product_by_slug(session(), slug)
    found = find_public_lot(session(), product, number) if product and product.state in PUBLIC else None
    if product is None or found is None:
        raise NotFound(lazy("Không có lô này trong sổ."))
    shown = show_product(session(), product, clock.today())
    steps, gaps = _journey(product, found)
    recalls = [row for row in shown["recalls"] if row.lot_id in (None, found.id)]
    return page("registry/lot.html", **shown | {"recalls": recalls}, lot=found, steps=steps, gaps=gaps,
                step_name=step_name, step_pictures=event_pictures(session(), [row.event_id for row in steps]),
                items=list_items(product, shown, found, steps))  # fmt: skip


def _journey(product: Product, found: Lot) -> tuple[list, list[str]]:
    """The lot's steps with those of the own lots that it was made of, and its gaps in words."""
    on = clock.today()
    own = public_journeys(
        session(), [found], producer_id=product.producer_id, kind_code=product.kind_code, on=on
    )[found.id]  # fmt: skip
    names = {row.code: step_name(row) for row in list_steps(session(), product.kind_code, on)}
    before = upstream_steps(session(), found, product.producer_id, on)
    gaps = [gap_words(gap, names) for gap in _told(own.journey.gaps, {step.code for step in before})]
    seen = {step.event_id for step in own.steps}
    steps = [step for step in before if step.event_id not in seen] + own.steps
    return sorted(steps, key=lambda step: step.on), gaps


def _told(gaps: list[Gap], written: set[str]) -> list[Gap]:
    """The gaps that buyers may know of; a step written for the own lots that this one was made of is not missing."""
    shown = [replace(gap, codes=tuple(code for code in gap.codes if code not in written)) for gap in gaps]
    return [gap for gap in shown if gap.kind in PUBLIC_GAPS and (gap.kind != "missing" or gap.codes)]
