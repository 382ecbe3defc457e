"""Officers' desk: sending something back field by field."""

from flask import Response, request

from core import clock
from core.db import session
from core.fields import clean_text
from core.forms import read_form, typed_words
from core.i18n import _
from core.pages import page
from registry.conflicts import EditConflict
from registry.queries.wording import reader_on
from registry.schemas.desk import ReturnForm
from registry.sending import Errors

LONGEST = 500


def read_return(fields: dict) -> tuple[dict, dict[str, str], Errors]:
    """The general reason, the reason of each field that was ticked or written to, and what is missing."""
    values, errors = read_form(ReturnForm)
    notes: dict[str, str] = {}
    for field, label in fields.items():
        why = clean_text(request.form.get(f"why_{field}", ""), lines=True)[:LONGEST]
        if why:
            notes[field] = why
        elif request.form.get(f"pick_{field}"):
            errors[f"why_{field}"] = [_("Ghi lý do cho “%(label)s”", label=label)]
    if not errors and not notes and not values["reason"]:
        errors["reason"] = [_("Đánh dấu chỗ cần sửa và ghi lý do, hoặc ghi lý do chung")]
    return values, notes, errors


def return_page(
    name: str, action: str, back: str, fields: dict, errors: Errors, seen: int | str, held: dict,
    clash: EditConflict | None = None,
) -> Response:  # fmt: skip
    """The form: each field with what stands in it, a box and a reason; `held`: field -> kept value."""
    status = 409 if clash else 422 if errors else 200
    return page("registry/desk_return.html", style="desk", status=status, name=name, action=action, back=back,
                fields=fields, values=typed_words(), errors=errors, clash=clash, labels=fields, held=held,
                in_words=reader_on(session(), clock.today()), seen=clash.version if clash else seen)  # fmt: skip
