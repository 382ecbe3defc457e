"""Bodies that take reports over, and tables, for tests."""

from types import SimpleNamespace

from complaints.actions.bodies import declare_body
from complaints.queries.routing import list_rules
from core import clock
from core.actor import SYSTEM
from tests.factories.complaints import province

MAILBOX = "y-te@co-quan.example"


def make_body(session, *, kind: str = "so_y_te", email: str = MAILBOX, name: str = "Sở Y tế thử"):
    """A body of Thái Nguyên; without an e-mail address it takes paper only."""
    return declare_body(
        session, kind=kind, name=name, province_id=province(session).id, email=email, post_address="Số 1 phố Thử",
        source="thử", actor=SYSTEM, now=clock.now(),
    )  # fmt: skip


def row(kinds="", goods="", places="", urgent=False, lead="qltt", notified=""):
    """A row of a table that needs no database."""
    return SimpleNamespace(kinds=kinds, goods=goods, places=places, is_urgent=urgent, lead=lead, notified=notified)


def shipped_rules(session):
    """The table that ships with the product."""
    return list_rules(session, clock.today())
