"""What every page of this desk needs."""

from collections.abc import Callable

import qrcode
from qrcode.image.svg import SvgPathFillImage

from core.db import committing
from core.errors import DomainError
from core.forms import Errors
from core.home import register_desk_tab
from core.http import desk_blueprint
from core.i18n import lazy

blueprint = desk_blueprint("accounts", "accounts.desk")

register_desk_tab(88, lazy("Người dùng"), "/desk/people", right="accounts.manage")
register_desk_tab(89, lazy("Đơn vị"), "/desk/units", right="accounts.manage")
register_desk_tab(90, lazy("Quyền"), "/desk/rights", right="accounts.manage")


def tried(act: Callable[[object], object], names: dict[str, str], default: str) -> tuple[object, Errors]:
    """What an action gave, or what it refused by field of the form. What is not there or not allowed passes through."""
    try:
        with committing() as current:
            return act(current), {}
    except DomainError as error:
        if error.status in (403, 404):
            raise
        return None, {names.get(error.field or "", error.field or default): [str(error.message)]}


def draw_address(address: str) -> str:
    """The address as a QR code on its own white ground, for pages are dark too."""
    return qrcode.make(address, image_factory=SvgPathFillImage, border=4).to_string(encoding="unicode")
