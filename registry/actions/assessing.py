"""OCOP applications: begun, filed, moved along the table, each step an event and an audit row."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from areas.calendar import add_working_days
from areas.queries import get_calendar
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import lazy
from registry.assessing import STATES, STEP_NAMES, Change, answer_step, require_change
from registry.models import OcopApplication, OcopConflict, OcopEvent
from registry.products import PUBLIC
from registry.queries import find_newest_ocop, get_product
from registry.queries.assessing import find_open_application, get_application, list_ocop_events, list_ocop_papers
from registry.queries.criteria import list_sets_for, rules_on


class ApplicationChanged(Conflict):
    """Somebody moved the application after the page was opened."""


def begin_application(
    session: Session, *, product_id: UUID, criteria_set_id: UUID, note: str = "", is_sample: bool = False,
    actor: Actor, now: datetime,
) -> OcopApplication:  # fmt: skip
    """A draft for an approved product of an OCOP group, with the criteria set it asks to be scored by.

    Raises Conflict while another application of the product is open; BadInput for a set that does not fit.
    """
    product, on = get_product(session, product_id), legal_date(now)
    if product.state not in PUBLIC:
        raise BadInput(lazy("Sản phẩm chưa được duyệt vào sổ nên chưa nộp hồ sơ OCOP được"), field="product")
    if product.ocop_group is None:
        raise BadInput(lazy("Sản phẩm chưa thuộc nhóm OCOP nào; nhờ cán bộ ghi nhóm trước"), field="product")
    if find_open_application(session, product.id):
        raise BadInput(lazy("Sản phẩm này đang có một hồ sơ chưa xong"), field="product")
    if criteria_set_id not in {each.id for each in list_sets_for(session, product.ocop_group, on)}:
        raise BadInput(lazy("Bộ tiêu chí này không dùng cho nhóm của sản phẩm; chọn bộ khác"), field="criteria_set")
    newest = find_newest_ocop(session, product.id)
    application = OcopApplication(
        product_id=product.id, criteria_set_id=criteria_set_id, previous_id=newest.id if newest else None,
        state="draft", version=1, note=clean_text(note, lines=True), created_at=now, is_sample=is_sample,
    )  # fmt: skip
    session.add(application)
    session.flush()
    add_event(session, application, "begin", "", actor, now)
    return application


def file_application(
    session: Session, *, application_id: UUID, version: int, actor: Actor, now: datetime
) -> OcopApplication:  # fmt: skip
    """The producer hands it in. Raises BadInput when it has no paper, not even a listed one."""
    application = take(session, application_id, version)
    require_change(application.state, "file")
    if not list_ocop_papers(session, application.id):
        raise BadInput(lazy("Đính kèm hoặc ghi tên ít nhất một giấy tờ trước khi nộp"), field="name")
    application.filed_on = legal_date(now)
    return move(session, application, "file", actor, now)


def answer_supplement(
    session: Session, *, application_id: UUID, version: int, reason: str, actor: Actor, now: datetime
) -> OcopApplication:  # fmt: skip
    """The producer has completed the file; it goes back to whoever asked."""
    application = take(session, application_id, version)
    return move(session, application, answer_step(asked_from(session, application)), actor, now, needed(reason))


def withdraw_application(
    session: Session, *, application_id: UUID, version: int, reason: str, actor: Actor, now: datetime
) -> OcopApplication:  # fmt: skip
    """The producer takes the application back, with the reason."""
    return move(session, take(session, application_id, version), "withdraw", actor, now, needed(reason))


def declare_conflict(
    session: Session, *, application_id: UUID, user_id: UUID, reason: str, actor: Actor, now: datetime
) -> OcopConflict:  # fmt: skip
    """An officer steps aside: the application is hidden from them, their sheet does not count."""
    application = get_application(session, application_id)
    if session.scalar(select(OcopConflict.id).filter_by(application_id=application.id, user_id=user_id)):
        raise Conflict(lazy("Bạn đã khai xung đột lợi ích ở hồ sơ này."))
    row = OcopConflict(application_id=application.id, user_id=user_id, reason=needed(reason), at=now)
    session.add(row)
    session.flush()
    facts = {"user": str(user_id)}
    audit.append(session, stream=f"ocop:{application.id}", kind="ocop.conflict", actor=actor, at=now, facts=facts)
    return row


def take(session: Session, application_id: UUID, version: int) -> OcopApplication:
    """The application for a change. Raises ApplicationChanged when it is no longer the version that was shown."""
    application = get_application(session, application_id)
    session.refresh(application, with_for_update=True)
    if application.version != version:
        raise ApplicationChanged(
            lazy("Hồ sơ vừa có người chuyển sang bước “%(state)s”.", state=STATES[application.state])
        )
    return application


def move(
    session: Session, application: OcopApplication, step: str, actor: Actor, now: datetime, reason: str = "",
    **facts: Any,
) -> OcopApplication:  # fmt: skip
    """Take one allowed step: the state, its due date, the event and the audit row together."""
    change: Change = require_change(application.state, step)
    before, application.state = application.state, change.to_state
    application.due_on = due_on(session, change.to_state, legal_date(now))
    application.version += 1
    add_event(session, application, step, before, actor, now, reason, **facts)
    return application


def due_on(session: Session, state: str, on: date) -> date | None:
    """The day by which whoever holds the state should have acted; None where no rule gives a number."""
    days = rules_on(session, on, "due").get(state)
    return add_working_days(on, int(days), get_calendar(session)) if days else None


def asked_from(session: Session, application: OcopApplication) -> str:
    """The state in which the last supplement was asked for."""
    asked = [event.from_state for event in list_ocop_events(session, application.id) if event.step == "ask"]
    return asked[-1] if asked else ""


def add_event(
    session: Session, application: OcopApplication, step: str, before: str, actor: Actor, now: datetime,
    reason: str = "", **facts: Any,
) -> OcopEvent:  # fmt: skip
    """Write down what happened; the event carries the reason, the audit says that there was one."""
    last = session.scalar(select(func.max(OcopEvent.seq)).filter_by(application_id=application.id)) or 0
    event = OcopEvent(
        application_id=application.id, seq=last + 1, step=step, from_state=before, to_state=application.state,
        at=now, actor=str(actor)[:60], role=actor.label[:60], reason=reason,
    )  # fmt: skip
    session.add(event)
    session.flush()
    facts = {"step": step, "from": before, "to": application.state, "reason": reason, **facts}
    audit.append(session, stream=f"ocop:{application.id}", kind=f"ocop.{step}", actor=actor, at=now, facts=facts)
    return event


def needed(reason: str, label: object = None) -> str:
    """The words of a reason. Raises BadInput when there are none."""
    text = clean_text(reason, lines=True)
    if not text:
        raise BadInput(lazy("Ghi “%(label)s”", label=label or lazy("Lý do")), field="reason")
    return text


def say_step(step: str) -> object:
    """What a step is called; the beginning of a draft has no row in the table."""
    return STEP_NAMES.get(step, lazy("Bắt đầu hồ sơ"))


audit.required["ocop"] = lambda session: session.scalars(select(OcopApplication.id))
