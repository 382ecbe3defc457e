"""What every page of producers about codes needs: the blueprint, and which facility is the own one."""

from accounts.guards import signed_in
from core import clock
from core.db import session
from core.errors import NotFound
from core.home import register_desk_tab
from core.http import producer_blueprint
from core.i18n import lazy
from registry.models import Producer
from registry.queries import find_producer_of

blueprint = producer_blueprint("qr", __name__)
register_desk_tab(40, lazy("Lượt quét"), "/producer/scans", "producer")


def own_producer() -> Producer:
    """The facility that the signed-in user writes for. Raises NotFound before there is one."""
    producer = find_producer_of(session(), signed_in().user_id, clock.today())
    if producer is None:
        raise NotFound(lazy("Chưa có cơ sở nào của bạn. Khai cơ sở trước."))
    return producer
