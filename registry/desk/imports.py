"""Officers' desk: files brought into the register and taken out of it."""

from typing import Any
from uuid import UUID

from accounts.guards import signed_in
from core import clock
from core.home import register_desk_tab
from core.i18n import lazy
from registry.desk.frame import blueprint, communes
from registry.import_doors import Desk, open_import_doors
from registry.imports.columns import COLUMNS
from registry.imports.scope import Scope

BASE, RIGHT = "/desk/imports", "imports.write"

register_desk_tab(26, lazy("Nhập, xuất"), BASE, "desk", right=RIGHT)


def owner() -> dict[str, UUID]:
    """Whose files these are."""
    return {"unit_id": signed_in().unit_id}


def sender() -> dict[str, Any]:
    """The officer who brings a file, and whether its products need another's look."""
    return {"user_id": signed_in().user_id, "may_approve": signed_in().may("products.approve")}


def scope() -> Scope:
    """The unit's communes, today."""
    return Scope(clock.today(), communes())


open_import_doors(blueprint, Desk(BASE, COLUMNS, owner, sender, scope), RIGHT)
