"""Applications: a receipt with its due date when something is sent in, an answer when an officer decides."""

from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.calendar import add_working_days
from areas.queries import get_calendar
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import Unavailable
from core.i18n import lazy
from core.reference import read_rows, reference
from registry.actions.notices import notify_producer
from registry.codes import make_product_code
from registry.models import Application, ApplicationTerm, ChangeProposal, FieldNote, Producer, Product
from registry.queries.applications import find_holder, find_open_application, find_term

TERMS = Path(__file__).parents[1] / "data" / "application_term.csv"


def file_application(
    session: Session, *, kind: str, producer: Producer, product: Product | None = None,
    proposal: ChangeProposal | None = None, is_held: bool = False, actor: Actor, now: datetime,
) -> Application:  # fmt: skip
    """What was sent in, with the unit that holds it and the day by which it must answer.

    `kind` is producer, product or change. What waits already keeps its receipt.
    """
    product_id = product.id if product else None
    waiting = find_open_application(session, producer_id=producer.id, kind=kind, product_id=product_id)
    if waiting is not None:
        return waiting
    today = legal_date(now)
    application = Application(
        number=_free_number(session), kind=kind, producer_id=producer.id, product_id=product_id,
        proposal_id=proposal.id if proposal else None, sent_at=now, due_on=due_on(session, kind, today),
        unit_id=find_holder(session, producer.commune_id, today, is_ocop=bool(product and product.ocop_group)),
        is_held=is_held, outcome="",
    )  # fmt: skip
    session.add(application)
    session.flush()
    _record(session, application, "application.filed", actor, now)
    return application


def answer_application(
    session: Session, *, kind: str, producer_id: UUID, product_id: UUID | None = None, outcome: str,
    reason: str = "", notes: dict[str, str] | None = None, actor: Actor, now: datetime,
) -> Application | None:  # fmt: skip
    """Close what waits with the officer's answer; `notes`: field -> what to mend there. None when nothing waits."""
    application = find_open_application(session, producer_id=producer_id, kind=kind, product_id=product_id)
    if application is None:
        return None
    application.outcome, application.decided_at, application.reason = outcome, now, reason
    rows = (notes or {}).items()
    session.add_all(FieldNote(application_id=application.id, field=field, reason=why) for field, why in rows)
    session.flush()
    _record(session, application, f"application.{outcome}", actor, now)
    return application


def tell_decision(
    session: Session, *, producer_id: UUID, kind: str, subject: str, reason: str = "",
    notes: dict[str, str] | None = None, link: str = "", actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """News of what an officer decided, in Vietnamese; what the system itself loads is no news."""
    if actor.kind == "system":
        return
    lines = [reason, *(f"{field}: {why}" for field, why in (notes or {}).items())]
    body = "\n".join(line for line in lines if line)
    notify_producer(
        session, producer_id=producer_id, kind=kind, subject=subject, body=body, link=link, now=now
    )


@reference("registry.applications")
def load_terms(session: Session, now: datetime) -> None:
    """Add the terms that are missing; rows that stand are left as an administrator has them."""
    held = {tuple(row) for row in session.execute(select(ApplicationTerm.kind, ApplicationTerm.valid_from))}
    for row in read_rows(TERMS):
        since = date.fromisoformat(row["valid_from"])
        if (row["kind"], since) not in held:
            until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
            session.add(
                ApplicationTerm(
                    kind=row["kind"], working_days=int(row["working_days"]), valid_from=since, valid_to=until,
                    source=row["source"],
                )
            )  # fmt: skip
    session.flush()


def due_on(session: Session, kind: str, today: date) -> date:
    """The day by which an application of a kind that came today must be answered, in working days."""
    term = find_term(session, kind, today)
    if term is None:
        raise Unavailable(lazy("Chưa khai báo thời hạn giải quyết hồ sơ. Hãy báo người quản trị."))
    return add_working_days(today, term.working_days, get_calendar(session))


def _free_number(session: Session) -> str:
    while session.scalar(select(Application.id).filter_by(number=(number := make_product_code()))):
        continue
    return number


def _record(session: Session, row: Application, kind: str, actor: Actor, now: datetime) -> None:
    stream = f"product:{row.product_id}" if row.product_id else f"producer:{row.producer_id}"
    facts = {"number": row.number, "kind": row.kind, "due_on": row.due_on, "outcome": row.outcome}
    audit.append(session, stream=stream, kind=kind, actor=actor, at=now, facts=facts)
