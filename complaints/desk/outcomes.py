"""The file of an inspection: reports, team, records and samples, goods, effects on the register, questions."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from complaints.actions import effects, outcomes, recognising
from complaints.actions.decisions import reverse_decision
from complaints.desk.frame import blueprint, refused, unit_ids
from complaints.desk.grouping import desk
from complaints.desk.inspections import inspection_page
from complaints.outcomes import ANSWERS, EFFECTS, RECORDS, RESULTS, TREATMENTS, say_quantity
from complaints.queries.inspections import get_inspection_file
from complaints.queries.outcomes import find_cases_by_number, find_product, get_outcomes
from complaints.schemas import outcomes as shapes
from core import clock
from core.db import committing, session
from core.errors import NotFound
from core.forms import Errors, FormSchema, read_form
from core.i18n import lazy
from core.pages import page


@blueprint.get("/inspections/<uuid:inspection_id>/file")
@requires("inspections.read")
def inspection_file(inspection_id: UUID) -> Response:
    """What was added to the inspection."""
    return file_page(inspection_id, {}, {})


@blueprint.post("/inspections/<uuid:inspection_id>/cases")
@requires("inspections.record")
def link(inspection_id: UUID) -> Response:
    """Put the inspection under a report, or under every report of a case."""

    def act(common: dict, values: dict) -> None:
        ids = find_cases_by_number(common["session"], desk(), values["number"])
        outcomes.link_cases(**common, inspection_id=inspection_id, complaint_ids=ids)

    return done(inspection_id, shapes.LinkForm, act, "number")


@blueprint.post("/inspections/<uuid:inspection_id>/team")
@requires("inspections.record")
def team(inspection_id: UUID) -> Response:
    """Who inspected."""
    act = lambda common, values: outcomes.name_team(**common, inspection_id=inspection_id, **values)  # noqa: E731
    return done(inspection_id, shapes.TeamForm, act, "head")


@blueprint.post("/inspections/<uuid:inspection_id>/records")
@requires("inspections.record")
def record_step(inspection_id: UUID) -> Response:
    """A record or a step of a sample."""

    def act(common: dict, values: dict) -> None:
        outcomes.add_record(
            **common, inspection_id=inspection_id, kind=values["record_kind"], on=values["record_on"],
            number=values["record_number"], sample=values["sample"], body=values["body"], result=values["result"],
            note=values["record_note"],
        )  # fmt: skip

    return done(inspection_id, shapes.RecordForm, act, "record_kind")


@blueprint.post("/inspections/<uuid:inspection_id>/records/<int:seq>/reverse")
@requires("inspections.record")
def reverse_record(inspection_id: UUID, seq: int) -> Response:
    """A record that was wrong."""

    def act(common: dict, values: dict) -> None:
        outcomes.take_back_record(**common, inspection_id=inspection_id, seq=seq, reason=values["reason"])

    return done(inspection_id, shapes.TakeBackForm, act, "reason")


@blueprint.post("/inspections/<uuid:inspection_id>/goods")
@requires("inspections.record")
def goods(inspection_id: UUID) -> Response:
    """Goods by quantity."""

    def act(common: dict, values: dict) -> None:
        outcomes.add_goods(
            **common, inspection_id=inspection_id, name=values["goods_name"], quantity=values["quantity"],
            measure=values["measure"], treatment=values["treatment"], on=values["goods_on"],
        )  # fmt: skip

    return done(inspection_id, shapes.GoodsForm, act, "quantity")


@blueprint.post("/inspections/<uuid:inspection_id>/goods/<int:seq>/reverse")
@requires("inspections.record")
def reverse_goods(inspection_id: UUID, seq: int) -> Response:
    """Goods that were wrong."""

    def act(common: dict, values: dict) -> None:
        outcomes.take_back_goods(**common, inspection_id=inspection_id, seq=seq, reason=values["reason"])

    return done(inspection_id, shapes.TakeBackForm, act, "reason")


@blueprint.post("/inspections/<uuid:inspection_id>/decisions/<uuid:decision_id>/reverse")
@requires("inspections.record")
def undo_decision(inspection_id: UUID, decision_id: UUID) -> Response:
    """A decision recorded wrongly, or annulled."""
    file = get_inspection_file(session(), inspection_id, unit_ids(), clock.today())
    if decision_id not in {row.id for row in file.decisions}:
        raise NotFound(lazy("Không có quyết định này."))

    def act(common: dict, values: dict) -> None:
        reverse_decision(**common, decision_id=decision_id, reason=values["reason"])

    return done(inspection_id, shapes.TakeBackForm, act, "reason", shown=inspection_page, back=".inspection")


@blueprint.post("/inspections/<uuid:inspection_id>/questions")
@requires("inspections.record")
def ask(inspection_id: UUID) -> Response:
    """Ask the registered producer to recognise the goods."""

    def act(common: dict, values: dict) -> None:
        chosen = recognising.list_choosable(common["session"], inspection_id)
        recognising.ask_producer(
            **common, inspection_id=inspection_id, words=values["question"], due_on=values["due_on"],
            product_id=find_product(common["session"], values["product"], "product"),
            photo_ids=[photo.id for photo in chosen if str(photo.id) in values["photos"]],
        )  # fmt: skip

    return done(inspection_id, shapes.AskForm, act, "question")


def done(
    inspection_id: UUID, schema: type[FormSchema], act: Callable[[dict, dict], object], default: str,
    shown: Callable[..., Response] | None = None, back: str = ".inspection_file",
) -> Response:  # fmt: skip
    """Read the form, do it in one commit, go back; a refusal shows the page with the words kept."""
    get_inspection_file(session(), inspection_id, unit_ids(), clock.today())
    values, errors = read_form(schema)

    def save() -> None:
        with committing() as current:
            act({"session": current, "actor": signed_in().actor, "now": clock.now()}, values)

    names = {name: name for name in schema().fields}
    errors = errors or refused(save, names, default)
    if errors:
        return (shown or file_page)(inspection_id, values, errors, 422)
    return redirect(url_for(back, inspection_id=inspection_id), 303)


def file_page(inspection_id: UUID, values: dict, errors: Errors, status: int = 200) -> Response:
    """The page of the file; with the words of a form that was refused, in their place."""
    today, officer = clock.today(), signed_in()
    file = get_inspection_file(session(), inspection_id, unit_ids(), today)
    may_record = officer.may("inspections.record")
    return page(
        "complaints/desk/file.html", style="desk", status=status, file=file, row=file.inspection, values=values,
        errors=errors, added=get_outcomes(session(), inspection_id, desk()), records=RECORDS, results=RESULTS,
        treatments=TREATMENTS, effects=EFFECTS, answers=ANSWERS, may_record=may_record, today=today,
        photos=recognising.list_choosable(session(), inspection_id) if may_record else [],
        say_quantity=say_quantity,
        places=effects.list_trusted_of(session(), file.inspection, clock.now()) if may_record else [],
    )  # fmt: skip
