"""A warning before it is public: written, changed, sent for a second look, published by somebody else."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core.actor import Actor
from core.errors import BadInput, Conflict, NotAllowed, NotFound
from core.fields import clean_text
from core.i18n import lazy
from registry.actions.pictures import add_picture, remove_picture
from registry.actions.warnings import LINES, add_warning, bring_out, check_words, record
from registry.models import Comparison, PublicWarning
from registry.queries.warnings import get_warning, list_comparisons
from registry.warnings import check_step

MOST_POINTS = 6


def write_warning(session: Session, *, actor: Actor, now: datetime, **values: Any) -> PublicWarning:
    """A draft: kind, title, body, place_id and what else is known. Raises BadInput as publishing does."""
    rest = {"product_id": None, "lot_id": None} | values
    return add_warning(session, state="draft", actor=actor, now=now, **rest)


def change_warning(
    session: Session, *, warning_id: UUID, version: int, actor: Actor, now: datetime, **values: Any
) -> PublicWarning:
    """The draft written anew. Raises Conflict when somebody changed it meanwhile or it is no draft any more."""
    warning = _draft(session, warning_id)
    if warning.version != version:
        raise Conflict(lazy("Người khác vừa sửa cảnh báo này. Bản của họ và bản của bạn ở dưới."))
    for name in LINES:
        values[name] = clean_text(values.get(name, getattr(warning, name)))
    values["body"] = clean_text(values["body"], lines=True)
    check_words(**{name: values[name] for name in (*LINES, "body")})
    for name, value in values.items():
        setattr(warning, name, value)
    _touch(session, warning, actor)
    record(session, warning, "warning.changed", actor, now)
    return warning


def compare_goods(
    session: Session, *, warning_id: UUID, point: str, real_words: str, fake_words: str,
    real_picture: bytes = b"", fake_picture: bytes = b"", actor: Actor, now: datetime,
) -> Comparison:  # fmt: skip
    """One point that tells real from fake, with a picture of each where there is one; the words are its caption."""
    warning = _draft(session, warning_id)
    held = list_comparisons(session, warning_id)
    if len(held) >= MOST_POINTS:
        raise BadInput(lazy("Đã có %(most)s điểm so; bỏ bớt rồi thêm", most=MOST_POINTS), field="point")
    row = Comparison(
        warning_id=warning_id, position=max((each.position for each in held), default=0) + 1,
        point=clean_text(point), real_words=clean_text(real_words), fake_words=clean_text(fake_words),
    )  # fmt: skip
    for side, data in (("real", real_picture), ("fake", fake_picture)):
        if data:
            caption = getattr(row, f"{side}_words")
            picture = _picture(session, warning, side, data, caption, actor, now)
            setattr(row, f"{side}_picture_id", picture)
    session.add(row)
    _touch(session, warning, actor)
    record(session, warning, "warning.compared", actor, now, position=row.position)
    return row


def drop_point(session: Session, *, warning_id: UUID, point_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a point out of the draft; its pictures are public no more. Raises NotFound."""
    warning, row = _draft(session, warning_id), session.get(Comparison, point_id)
    if row is None or row.warning_id != warning_id:
        raise NotFound(lazy("Không có điểm so này."))
    pictures = [each for each in (row.real_picture_id, row.fake_picture_id) if each]
    session.delete(row)
    session.flush()
    for picture_id in pictures:
        remove_picture(session, picture_id=picture_id, actor=actor, now=now)
    _touch(session, warning, actor)
    record(session, warning, "warning.point_dropped", actor, now, position=row.position)


def submit_warning(session: Session, *, warning_id: UUID, actor: Actor, now: datetime) -> PublicWarning:
    """Send the draft to somebody else for a second look."""
    return _step(session, warning_id, "submitted", actor, now)


def return_warning(session: Session, *, warning_id: UUID, reason: str, actor: Actor, now: datetime) -> PublicWarning:
    """The second reader sends it back and says what to mend."""
    warning = _step(session, warning_id, "draft", actor, now)
    warning.end_reason = clean_text(reason)[:300]
    return warning


def release_warning(session: Session, *, warning_id: UUID, actor: Actor, now: datetime) -> PublicWarning:
    """Publish after a second look. Raises NotAllowed for whoever changed the words last."""
    warning = get_warning(session, warning_id)
    if warning.written_by == str(actor)[:60]:
        raise NotAllowed(lazy("Người viết không tự công bố. Một người khác của đơn vị xem rồi công bố."))
    warning.end_reason = ""
    return bring_out(session, warning, actor, now)


def _draft(session: Session, warning_id: UUID) -> PublicWarning:
    warning = get_warning(session, warning_id)
    if warning.state != "draft":
        raise Conflict(lazy("Cảnh báo đã gửi đi nên không sửa được. Tải lại trang để xem bước hiện tại."))
    return warning


def _step(session: Session, warning_id: UUID, state: str, actor: Actor, now: datetime) -> PublicWarning:
    warning = get_warning(session, warning_id)
    check_step(warning.state, state)
    warning.state = state
    warning.version += 1
    record(session, warning, f"warning.{state}", actor, now)
    return warning


def _touch(session: Session, warning: PublicWarning, actor: Actor) -> None:
    warning.version += 1
    warning.written_by = str(actor)[:60]
    session.flush()


def _picture(session, warning, side: str, data: bytes, caption: str, actor: Actor, now: datetime) -> UUID:
    try:
        return add_picture(
            session, owner_kind="warning", owner_id=warning.id, data=data, caption=caption, actor=actor, now=now
        ).id
    except BadInput as refused:
        raise BadInput(refused.message, field=f"{side}_picture") from refused
