"""What an officer does on the page of a case. Each form is checked, done, and answered by the page again."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from complaints.actions import dialogue, handling
from complaints.actions.steps import CaseChanged
from complaints.actions.trusted import withdraw_places
from complaints.desk.cases import case_page
from complaints.desk.frame import blueprint, errors_of, unit_ids
from complaints.desk.preview import preview_page
from complaints.queries.cases import get_case
from complaints.schemas.desk import CloseForm, MessageForm, MoveForm, NoteForm, RevealForm, StateForm, VersionForm
from complaints.workflow import TABLE
from core import clock
from core.db import committing, session, trying
from core.errors import DomainError, NotAllowed
from core.forms import FormSchema, read_form, typed_words
from core.i18n import _, lazy


@blueprint.post("/cases/<uuid:case_id>/take")
@requires("cases.take")
def take(case_id: UUID) -> Response:
    """Take the case over."""
    return done(case_id, VersionForm, lambda act, values: handling.take_case(**act, version=values["version"]))


@blueprint.post("/cases/<uuid:case_id>/notes")
@requires("cases.read")
def note(case_id: UUID) -> Response:
    """Add an internal note."""
    return done(case_id, NoteForm, lambda act, values: handling.note_case(**act, text=values["note_text"]))


@blueprint.post("/cases/<uuid:case_id>/messages")
@requires("cases.ask")
def message(case_id: UUID) -> Response:
    """Ask the reporter, or only write to them."""

    def send(act: dict, values: dict) -> None:
        write = dialogue.ask_reporter if values["is_question"] else handling.write_reporter
        write(**act, text=values["message_text"], version=values["version"])

    return done(case_id, MessageForm, send, {"text": "message_text"}, "message_text")


@blueprint.post("/cases/<uuid:case_id>/state")
@requires("cases.read")
def state(case_id: UUID) -> Response:
    """Change the state; the table says who may."""

    def change(act: dict, values: dict) -> None:
        require_right(case_id, values["to_state"])
        handling.change_state(
            **act, to_state=values["to_state"], note=values["state_note"], public=values["state_public"],
            version=values["version"],
        )  # fmt: skip

    return done(case_id, StateForm, change, {"note": "state_note", "public": "state_public"}, "to_state")


@blueprint.post("/cases/<uuid:case_id>/close")
@requires("cases.decide")
def close(case_id: UUID) -> Response:
    """Close with a result and one sentence for the reporter."""

    def finish(act: dict, values: dict) -> None:
        case = handling.close_case(
            **act, outcome=values["outcome"], answer=values["answer"], version=values["version"]
        )  # fmt: skip
        chosen, step = values["withdraw"], {name: act[name] for name in ("session", "actor", "now")}
        chosen = [chosen] if isinstance(chosen, str) else chosen
        withdraw_places(**step, case=case, outcome=values["outcome"], chosen=chosen)

    return done(case_id, CloseForm, finish, {"withdraw": "outcome"}, "outcome")


@blueprint.post("/cases/<uuid:case_id>/move")
@requires("cases.move")
def move(case_id: UUID) -> Response:
    """Hand the case to another unit; the officer may not see it afterwards."""

    def hand_over(act: dict, values: dict) -> None:
        handling.move_case(
            **act, unit_id=values["unit"], reason=values["move_reason"], version=values["version"]
        )  # fmt: skip

    names = {"reason": "move_reason"}
    return done(case_id, MoveForm, hand_over, names, "unit", to=url_for(".cases"))


@blueprint.post("/cases/<uuid:case_id>/contact")
@requires("contact.reveal")
def contact(case_id: UUID) -> Response:
    """Show a contact once, after the reason is in the log."""
    get_case(session(), case_id, unit_ids())
    values, errors = read_form(RevealForm)
    if errors:
        return case_page(case_id, values, errors, status=422)
    with committing() as current:
        shown = handling.reveal_contact(
            current, complaint_id=case_id, field=values["contact_field"], reason=values["contact_reason"],
            actor=signed_in().actor, now=clock.now(),
        )  # fmt: skip
    return case_page(case_id, {}, {}, contact=(values["contact_field"], shown or _("không có")))


def done(
    case_id: UUID, schema: type[FormSchema], act: Callable[[dict, dict], object], names: dict | None = None,
    default: str = "note_text", to: str = "",
) -> Response:  # fmt: skip
    """Read the form, do it in one commit, go back to the case; a refusal shows the page with the words kept.

    The button for a look does the same, shows what the reporter would see, and takes it back.
    """
    get_case(session(), case_id, unit_ids())
    values, errors = read_form(schema)
    if errors or "edit" in request.form:
        return case_page(case_id, typed_words(), errors, status=422 if errors else 200)
    is_look = "preview" in request.form
    try:
        with trying() if is_look else committing() as current:
            common = {"complaint_id": case_id, "actor": signed_in().actor, "now": clock.now()}
            act({"session": current} | common, values)
            if is_look:
                return preview_page(current, case_id)
    except CaseChanged:
        return case_page(case_id, values, {}, status=409, conflict=True)
    except DomainError as error:
        if error.status in (403, 404):
            raise
        return case_page(case_id, values, errors_of(error, names or {}, default), status=error.status)
    return redirect(to or url_for(".case", case_id=case_id), 303)


def require_right(case_id: UUID, to_state: str) -> None:
    """That the officer holds the right the table names; a change it does not know is refused by the action."""
    change = TABLE.get((get_case(session(), case_id, unit_ids()).state, to_state))
    if change and not signed_in().may(change.right):
        raise NotAllowed(lazy("Vai trò của bạn không được làm việc này."))
