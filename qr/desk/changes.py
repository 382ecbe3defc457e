"""Changes of a batch or of part of it: the consequences first, then the change."""

from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from core import clock
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors, read_form, typed_words
from core.i18n import _
from core.pages import page
from qr.actions.parts import change_part
from qr.code_states import hand_of
from qr.desk.frame import blueprint, get_own_lot
from qr.queries.batches import get_batch_lot, list_batches
from qr.queries.label_jobs import has_good_check
from qr.queries.outlook import look_ahead
from qr.schemas.changes import ChangeForm, part_of
from qr.state_words import words_of


@blueprint.post("/codes/<uuid:batch_id>/state")
@requires("codes.change")
def change(batch_id: UUID) -> Response:
    """Show what a change would mean; do it when it was confirmed."""
    values, errors = read_form(ChangeForm)
    lot_id = get_own_lot(get_batch_lot(session(), batch_id)).lot.id
    if not errors and values["confirmed"] and not values["reason"] and is_unseen(batch_id, values):
        errors = {"reason": [_("Chưa kiểm tem in nào của đợt này. Kiểm một tem, hoặc ghi lý do kích hoạt luôn.")]}
    if errors or not values["confirmed"]:
        return change_page(batch_id, lot_id, typed_words(), errors)
    try:
        with committing() as current:
            change_part(current, batch_id=batch_id, **part_of(values), authority=signed_in().unit_name,
                        actor=signed_in().actor, now=clock.now())  # fmt: skip
    except DomainError as refused:
        return change_page(batch_id, lot_id, typed_words(), {refused.field or "first": [str(refused)]}, refused.status)
    back = url_for(".lot", lot_id=lot_id, _anchor=f"batch-{batch_id}")
    return redirect(back if signed_in().may("codes.issue") else url_for(".find"), 303)


def is_unseen(batch_id: UUID, values: dict) -> bool:
    """Whether codes are to be activated of which nobody has looked at a print."""
    return values.get("state") == "active" and not values.get("undo") and not has_good_check(session(), batch_id)


def change_page(batch_id: UUID, lot_id: UUID, values: dict, errors: Errors, status: int = 422) -> Response:
    """The consequences of a change, before it is done."""
    outlook, told = look_ahead(session(), batch_id, values, hand=hand_of(signed_in().actor), now=clock.now())
    errors = errors or told
    batch = next(each for each in list_batches(session(), lot_id) if each.id == batch_id)
    issues = signed_in().may("codes.issue")
    return page(
        "qr/change.html", style="desk", status=status if errors else 200, labelled=get_own_lot(lot_id), batch=batch,
        outlook=outlook, values=values, errors=errors, action=url_for(".change", batch_id=batch_id),
        is_unseen=is_unseen(batch_id, values), back=url_for(".lot", lot_id=lot_id) if issues else url_for(".find"),
        **words_of(values),
    )  # fmt: skip
