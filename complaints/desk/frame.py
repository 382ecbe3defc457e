"""What every page of this desk needs: the blueprint, whose reports they are, how forms come back."""

from collections.abc import Callable, Set
from uuid import UUID

from accounts.guards import signed_in
from accounts.queries import list_units_below
from core import clock
from core.db import session
from core.errors import DomainError
from core.forms import Errors
from core.home import register_desk_tab
from core.http import desk_blueprint
from core.i18n import lazy

blueprint = desk_blueprint("complaints", __name__)

register_desk_tab(10, lazy("Phản ánh"), "/desk/cases", right="cases.read")
register_desk_tab(20, lazy("Kiểm tra"), "/desk/inspections", right="inspections.read")


def unit_ids() -> Set[UUID]:
    """The signed-in officer's unit and those under it: nothing else is shown."""
    return list_units_below(session(), signed_in().unit_id, clock.today())


def errors_of(error: DomainError, names: dict[str, str], default: str) -> Errors:
    """A refusal of an action as the error of a field of the form."""
    return {names.get(error.field or "", default): [str(error.message)]}


def refused(call: Callable[[], object], names: dict[str, str], default: str) -> Errors:
    """What an action refused, by field; empty when it was done. Refusals of rights pass through."""
    try:
        call()
    except DomainError as error:
        if error.status in (403, 404):
            raise
        return errors_of(error, names, default)
    return {}
