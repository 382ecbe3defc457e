"""What every page of this desk needs: the blueprint, and whose lots they are."""

from uuid import UUID

from accounts.guards import signed_in
from core import clock
from core.db import session
from core.home import register_desk_tab
from core.http import desk_blueprint
from core.i18n import lazy
from qr.queries.batches import LabelledLot, get_labelled_lot
from registry.queries import communes_of_unit, get_product_inside

blueprint = desk_blueprint("qr", __name__)
register_desk_tab(40, lazy("Mã và tem"), "/desk/codes", right="codes.issue")


def own_communes() -> set[UUID]:
    """The communes of the signed-in officer's unit."""
    return communes_of_unit(session(), signed_in().unit_id, clock.today())


def get_own_lot(lot_id: UUID) -> LabelledLot:
    """A lot of a producer in the unit's communes. Raises NotFound for others, as if there were none."""
    labelled = get_labelled_lot(session(), lot_id)
    get_product_inside(session(), labelled.product.id, own_communes())
    return labelled
