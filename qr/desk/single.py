"""One code at the desk: what it is, what was done to it, what buyers read; marked and unmarked."""

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from core import clock
from core.db import committing, session
from core.errors import DomainError, NotFound
from core.forms import Errors, read_form, typed_words
from core.home import register_desk_tab
from core.i18n import lazy
from core.pages import page
from qr import words
from qr.actions.marks import mark_code, unmark_code
from qr.code_states import SINGLE, hand_of, may_change
from qr.desk.frame import blueprint, get_own_lot
from qr.facts import facts_of
from qr.links import CodeLink, Key
from qr.queries.lookup import find_code
from qr.queries.single import Single, get_single, may_unmark
from qr.schemas.changes import MarkForm, UnmarkForm
from qr.state_words import CHANGES, CONSEQUENCES, STATES
from qr.values import values_of
from qr.verdict import judge

register_desk_tab(42, lazy("Tra mã"), "/desk/codes/find", right="codes.read")


@blueprint.get("/codes/find")
@requires("codes.read")
def find() -> Response:
    """The way to one code: by what is printed on its label."""
    typed = request.args.get("serial", "").strip()
    if not typed:
        return page("qr/code_find.html", style="desk", values={}, errors={})
    try:
        found = get_own(typed)
    except NotFound as missing:
        errors = {"serial": [str(missing)]}
        return page("qr/code_find.html", style="desk", status=404, values={"serial": typed[:40]}, errors=errors)
    return redirect(url_for(".single", serial=found.serial), 303)


@blueprint.get("/codes/<string:serial>")
@requires("codes.read")
def single(serial: str) -> Response:
    """One code with its history."""
    return single_page(get_own(serial), {}, {})


@blueprint.post("/codes/<string:serial>/mark")
@requires("codes.change")
def mark(serial: str) -> Response:
    """Mark the code."""
    found = get_own(serial)
    values, errors = read_form(MarkForm)
    if errors:
        return single_page(found, values, errors)
    how = {"authority": signed_in().unit_name, "actor": signed_in().actor, "now": clock.now()}
    try:
        with committing() as current:
            mark_code(current, serial=found.serial, **values, **how)
    except DomainError as refused:
        return single_page(found, typed_words(), {refused.field or "reason": [str(refused)]}, refused.status)
    return redirect(url_for(".single", serial=found.serial), 303)


@blueprint.post("/codes/<string:serial>/unmark")
@requires("codes.change")
def unmark(serial: str) -> Response:
    """Take the last mark back."""
    found = get_own(serial)
    values, errors = read_form(UnmarkForm)
    if errors:
        return single_page(found, values, errors)
    how = {"reason": values["undo_reason"], "actor": signed_in().actor, "now": clock.now()}
    try:
        with committing() as current:
            unmark_code(current, serial=found.serial, **how)
    except DomainError as refused:
        return single_page(found, typed_words(), {"undo_reason": [str(refused)]}, refused.status)
    return redirect(url_for(".single", serial=found.serial), 303)


def get_own(serial: str) -> Single:
    """A code of a lot in the unit's communes. Raises NotFound for others, as if there were none."""
    found = get_single(session(), serial)
    try:
        get_own_lot(found.row.lot_id)
    except NotFound:
        raise NotFound(lazy("Mã này chưa từng được cấp.")) from None
    return found


def single_page(found: Single, values: dict, errors: Errors, status: int = 422) -> Response:
    """Everything about one code."""
    hand = hand_of(signed_in().actor)
    return page(
        "qr/code.html", style="desk", status=status if errors else 200, found=found, states=STATES,
        labelled=get_own_lot(found.row.lot_id), headline=buyers_read(found.serial), values=values, errors=errors,
        marks=[(new, CHANGES[new], CONSEQUENCES[new]) for new in SINGLE if may_change(found.state, new, hand)],
        may_change=signed_in().may("codes.change"), may_unmark=may_unmark(session(), found.code, hand, clock.now()),
        may_issue=signed_in().may("codes.issue"),
    )  # fmt: skip


def buyers_read(serial: str) -> str:
    """The headline that a buyer reads who scans the code now."""
    link = CodeLink(Key.SERIAL, "", None, serial)
    row, _opened = find_code(link)
    facts = facts_of(link, row, clock.today())
    return words.headline(judge(facts).state, values_of(facts))
