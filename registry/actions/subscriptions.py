"""Warnings by e-mail: asked for, confirmed by a link, one letter for each warning, left by one press."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from areas.queries import get_unit, line_ids
from core import jobs, personal
from core.actor import SYSTEM
from core.config import settings
from core.keys import current_key, keys_of
from notifications.outbox import tell
from registry.actions.warnings import MAIL_JOB
from registry.models import PublicWarning, WarningMail, WarningSubscriber
from registry.subscriptions import make_token, new_handle, read_token

WAITING = timedelta(days=2)  # an address that nobody confirms is erased
AT_ONCE = 100


def ask_for_warnings(
    session: Session, *, email: str, kinds: list[str], province_id: UUID | None, language: str, now: datetime
) -> None:
    """Send a letter with a link to the address. The answer is the same whether or not it gets warnings already.

    A confirmed subscription is not changed by whoever types its address: its owner gets its link again.
    """
    people = personal.find_people(session, field="email", value=email)
    held = session.scalars(select(WarningSubscriber).where(WarningSubscriber.person_id.in_(people))).all()
    confirmed = next((row for row in held if row.confirmed_at), None)
    if confirmed:
        _write(session, confirmed, "warning_again", now)
        return
    for row in held:
        _erase(session, row, now)
    person = personal.store_person(session, values={"email": email}, now=now)
    row = WarningSubscriber(
        person_id=person, handle=new_handle(), kinds=",".join(kinds), province_id=province_id, language=language,
        asked_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _write(session, row, "warning_confirm", now)


def find_subscriber(session: Session, token: str) -> WarningSubscriber | None:
    """Whose link this is; None for a wrong one and for whoever left."""
    handles = [read_token(key.secret, token) for key in keys_of(session, "blind").values()]
    query = select(WarningSubscriber).where(WarningSubscriber.handle.in_([each for each in handles if each]))
    return session.scalars(query).first()


def confirm_subscription(session: Session, *, token: str, now: datetime) -> bool:
    """The owner of the address wants it. False for a link that is over."""
    row = find_subscriber(session, token)
    if row is not None and row.confirmed_at is None:
        row.confirmed_at = now
    return row is not None


def change_subscription(session: Session, *, token: str, kinds: list[str], province_id: UUID | None) -> bool:
    """Other kinds or another province. False for a link that is over."""
    row = find_subscriber(session, token)
    if row is not None:
        row.kinds, row.province_id = ",".join(kinds), province_id
    return row is not None


def leave_warnings(session: Session, *, token: str, now: datetime) -> None:
    """No more letters: the address is erased at once. A link that is over does no harm."""
    row = find_subscriber(session, token)
    if row is not None:
        _erase(session, row, now)


@jobs.job(MAIL_JOB)
def mail_warning(session: Session, payload: dict, now: datetime) -> None:
    """One letter to each confirmed subscriber whom the warning concerns, some at a time until all have theirs."""
    warning = session.get(PublicWarning, UUID(payload["warning"]))
    if warning is None or warning.state != "published":
        return
    rows = session.scalars(_waiting_for(session, warning).limit(AT_ONCE)).all()
    for row in rows:
        session.add(WarningMail(warning_id=warning.id, subscriber_id=row.id, queued_at=now))
        _write(session, row, "warning_news", now, title=warning.title, slug=warning.slug)
    if len(rows) == AT_ONCE:
        jobs.enqueue(session, kind=MAIL_JOB, payload=payload, run_at=now)


@jobs.job("registry.erase_unconfirmed", every=timedelta(hours=6))
def erase_unconfirmed(session: Session, payload: dict, now: datetime) -> None:
    """Addresses that nobody confirmed in two days are erased."""
    query = select(WarningSubscriber).where(
        WarningSubscriber.confirmed_at.is_(None), WarningSubscriber.asked_at < now - WAITING
    )
    for row in session.scalars(query).all():
        _erase(session, row, now)


def token_of(session: Session, row: WarningSubscriber) -> str:
    """The token in the links of this subscriber's letters."""
    return make_token(current_key(session, "blind").secret, row.handle)


def _waiting_for(session: Session, warning: PublicWarning):
    had = select(WarningMail.subscriber_id).where(WarningMail.warning_id == warning.id)
    query = select(WarningSubscriber).where(
        WarningSubscriber.confirmed_at.is_not(None), WarningSubscriber.id.not_in(had),
        ("," + WarningSubscriber.kinds + ",").like(f"%,{warning.kind},%"),
    )  # fmt: skip
    if warning.place_id:
        unit = get_unit(session, warning.place_id)
        province = line_ids(session, unit.parent_id or unit.id)
        query = query.where(or_(WarningSubscriber.province_id.is_(None), WarningSubscriber.province_id.in_(province)))
    return query.order_by(WarningSubscriber.id)


def _write(session: Session, row: WarningSubscriber, template: str, now: datetime, **values: str) -> None:
    link = f"{settings().public_url.rstrip('/')}/warnings/mail/{token_of(session, row)}"
    tell(
        session, person_id=row.person_id, template=template, language=row.language, now=now,
        values={"link": link, "unsubscribe": f"{link}/stop", **values},
    )  # fmt: skip


def _erase(session: Session, row: WarningSubscriber, now: datetime) -> None:
    session.execute(delete(WarningMail).where(WarningMail.subscriber_id == row.id))
    personal.erase_person(session, person_id=row.person_id, actor=SYSTEM, now=now)
    session.delete(row)
    session.flush()
