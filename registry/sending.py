"""One way to send a form: the action runs in the one commit, its refusal comes back beside the field."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from core.db import committing
from core.errors import BadInput
from registry.conflicts import EditConflict

Errors = dict[str, list[str]]


def send(write: Callable[[Session], object]) -> Errors:
    """Run the action and commit; a BadInput that names its field is given back as the form's error."""
    try:
        with committing() as current:
            write(current)
    except BadInput as refused:
        if refused.field is None:
            raise
        return {refused.field: [str(refused)]}
    return {}


def send_edit(write: Callable[[Session], object]) -> tuple[Errors, EditConflict | None]:
    """As `send`; somebody else's change of the same field comes back to be shown beside what was typed."""
    try:
        return send(write), None
    except EditConflict as clash:
        return {}, clash
