"""Conclusion, decisions and money of an inspection."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from complaints.actions import inspections as book
from complaints.desk.frame import blueprint, refused, unit_ids
from complaints.desk.inspections import inspection_page
from complaints.queries.inspections import get_inspection_file
from complaints.schemas.desk import DecisionForm, MoneyForm, OutcomeForm, ReverseForm
from core import clock
from core.db import committing, session
from core.errors import NotFound
from core.forms import FormSchema, read_form
from core.i18n import lazy


@blueprint.post("/inspections/<uuid:inspection_id>/outcome")
@requires("inspections.record")
def conclude(inspection_id: UUID) -> Response:
    """What the inspection came to."""

    def act(common: dict, values: dict) -> None:
        note = values["conclusion_note"]
        book.record_outcome(**common, inspection_id=inspection_id, outcome=values["conclusion"], note=note)

    return done(inspection_id, OutcomeForm, act, {"outcome": "conclusion"}, "conclusion")


@blueprint.post("/inspections/<uuid:inspection_id>/decisions")
@requires("inspections.record")
def decide(inspection_id: UUID) -> Response:
    """A decision and the fine it imposes."""

    def act(common: dict, values: dict) -> None:
        book.record_decision(**common, inspection_id=inspection_id, **values)

    return done(inspection_id, DecisionForm, act, {}, "number")


@blueprint.post("/inspections/<uuid:inspection_id>/money")
@requires("inspections.record")
def add_money(inspection_id: UUID) -> Response:
    """Money that came in, or goods by their value."""

    def act(common: dict, values: dict) -> None:
        book.record_money(
            **common, inspection_id=inspection_id, kind=values["money_kind"], amount=values["amount"],
            on=values["money_on"], is_estimate=bool(values["is_estimate"]), decision_id=values["decision"],
        )  # fmt: skip

    return done(inspection_id, MoneyForm, act, {"kind": "money_kind", "on": "money_on"}, "amount")


@blueprint.post("/inspections/<uuid:inspection_id>/money/<uuid:money_id>/reverse")
@requires("inspections.record")
def take_back(inspection_id: UUID, money_id: UUID) -> Response:
    """Take a wrong amount back by a row below zero."""

    def act(common: dict, values: dict) -> None:
        file = get_inspection_file(session(), inspection_id, unit_ids(), clock.today())
        if money_id not in {row.id for row in file.money}:
            raise NotFound(lazy("Không có khoản này."))
        book.reverse_money(**common, money_id=money_id, reason=values["reason"])

    return done(inspection_id, ReverseForm, act, {}, "reason")


def done(
    inspection_id: UUID, schema: type[FormSchema], act: Callable[[dict, dict], object], names: dict, default: str
) -> Response:
    """Read the form, do it in one commit, go back; a refusal shows the page with the words kept."""
    get_inspection_file(session(), inspection_id, unit_ids(), clock.today())
    values, errors = read_form(schema)

    def save() -> None:
        with committing() as current:
            act({"session": current, "actor": signed_in().actor, "now": clock.now()}, values)

    errors = errors or refused(save, names, default)
    if errors:
        return inspection_page(inspection_id, values, errors, 422)
    return redirect(url_for(".inspection", inspection_id=inspection_id), 303)
