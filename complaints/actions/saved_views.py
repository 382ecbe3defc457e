"""Keeping a list with its filters under a name, and dropping it."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy.orm import Session

from complaints.models import SavedView
from complaints.queries.saved_views import list_saved_views
from core.actor import Actor
from core.errors import BadInput, NotFound
from core.i18n import lazy

MOST_VIEWS = 20
LONGEST_NAME = 60


def save_view(session: Session, *, name: str, asked: dict[str, str], actor: Actor, now: datetime) -> SavedView:
    """Keep what the officer is looking at; the same name again takes the new filters.

    `asked` is the list with its filters, by name. Raises BadInput without a name, for one of more than
    60 letters, or for a twenty-first list.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadInput(lazy("Đặt tên cho danh sách, tối đa %(most)s ký tự", most=LONGEST_NAME), field="name")
    mine = list_saved_views(session, actor.id)
    view = next((each for each in mine if each.name == name), None)
    if view is None:
        if len(mine) >= MOST_VIEWS:
            raise BadInput(lazy("Đã có %(most)s danh sách; bỏ bớt một danh sách", most=MOST_VIEWS), field="name")
        view = SavedView(user_id=actor.id, name=name)
        session.add(view)
    view.query, view.at = urlencode({key: value for key, value in asked.items() if value}), now
    session.flush()
    return view


def drop_view(session: Session, *, view_id: UUID, actor: Actor) -> None:
    """Forget a list of the officer's own. Raises NotFound."""
    view = session.get(SavedView, view_id)
    if view is None or view.user_id != actor.id:
        raise NotFound(lazy("Không có danh sách này."))
    session.delete(view)
