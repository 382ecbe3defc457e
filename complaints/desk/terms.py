"""The administrator's page of terms: each with its document, confirmed or not, and a new length from a day on."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect

from accounts.guards import requires, signed_in
from complaints.actions import term_rows
from complaints.desk.frame import blueprint, refused
from complaints.queries.term_rows import get_term, list_term_rows, read_row
from complaints.schemas.terms import ChangeTermForm, ConfirmTermForm
from complaints.term_words import TABLES, UNITS
from core import clock
from core.db import committing, session
from core.forms import Errors, FormSchema, read_form, typed_words
from core.home import register_desk_tab
from core.i18n import lazy
from core.pages import page

RIGHT = "terms.manage"
register_desk_tab(87, lazy("Thời hạn"), "/desk/terms", right=RIGHT)


@blueprint.get("/terms")
@requires(RIGHT)
def terms() -> Response:
    """Every dated row of every kind of term."""
    return page(
        "complaints/desk/terms.html", style="desk", tables=TABLES, rows=list_term_rows(session()), units=UNITS,
        today=clock.today(),
    )  # fmt: skip


@blueprint.get("/terms/<string:table>/<uuid:term_id>")
@requires(RIGHT)
def term(table: str, term_id: UUID) -> Response:
    """One row, with what can be done about it."""
    return term_page(table, term_id, {}, {})


@blueprint.post("/terms/<string:table>/<uuid:term_id>/confirm")
@requires(RIGHT)
def confirm_row(table: str, term_id: UUID) -> Response:
    """Say by which document it was checked."""
    return _done(table, term_id, ConfirmTermForm, term_rows.confirm_term, "words")


@blueprint.post("/terms/<string:table>/<uuid:term_id>/change")
@requires(RIGHT)
def change_row(table: str, term_id: UUID) -> Response:
    """Another length from a day on."""
    return _done(table, term_id, ChangeTermForm, term_rows.change_term, "length")


def term_page(table: str, term_id: UUID, values: dict, errors: Errors, status: int = 200) -> Response:
    """The page, with the words of a form that was refused in their place."""
    row = read_row(table, get_term(session(), table, term_id))
    shown = (set() if row.is_confirmed else {"words"}) | (set() if row.valid_to else {"length", "from_day", "source"})
    return page(
        "complaints/desk/term.html", style="desk", status=status, row=row, units=UNITS, tables=TABLES, values=values,
        errors={field: texts for field, texts in errors.items() if field in shown},
        told=[texts[0] for field, texts in errors.items() if field not in shown],
    )  # fmt: skip


def _done(table: str, term_id: UUID, schema: type[FormSchema], act: Callable, default: str) -> Response:
    get_term(session(), table, term_id)
    values, errors = read_form(schema)

    def save() -> None:
        with committing() as current:
            act(current, table=table, term_id=term_id, actor=signed_in().actor, now=clock.now(), **values)

    errors = errors or refused(save, {field: field for field in ("words", "length", "from_day", "source")}, default)
    return term_page(table, term_id, typed_words(), errors, 422) if errors else redirect("/desk/terms", 303)
