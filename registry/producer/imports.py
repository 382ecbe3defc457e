"""Producers' desk: files of the own products, certificates and lots."""

from typing import Any
from uuid import UUID

from accounts.guards import signed_in
from core import clock
from core.errors import NotFound
from core.home import register_desk_tab
from core.i18n import lazy
from registry.import_doors import Desk, open_import_doors
from registry.imports.columns import OWN_KINDS
from registry.imports.scope import Scope
from registry.producer.frame import blueprint, own_producer

BASE = "/producer/imports"

register_desk_tab(26, lazy("Nhập, xuất"), BASE, "producer")


def owner() -> dict[str, UUID]:
    """Whose files these are. Raises NotFound before there is a facility."""
    own = own_producer()
    if own is None:
        raise NotFound(lazy("Ghi tên cơ sở của bạn trước, rồi mới nhập, xuất tệp."))
    return {"producer_id": own.id}


def sender() -> dict[str, Any]:
    """The member who brings a file."""
    return {"user_id": signed_in().user_id}


def scope() -> Scope:
    """The own rows, today."""
    return Scope(clock.today(), **owner())


open_import_doors(blueprint, Desk(BASE, OWN_KINDS, owner, sender, scope), "producer.write")
