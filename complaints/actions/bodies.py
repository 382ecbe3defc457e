"""The list of bodies that take reports over: dated rows that an administrator keeps."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from areas.queries import get_unit
from complaints.contacts import read_email
from complaints.models import ReceivingBody
from complaints.queries.transfers import get_body, list_bodies
from complaints.routing import OUTSIDE
from core import audit, personal
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput
from core.i18n import lazy


def declare_body(
    session: Session, *, kind: str, name: str, province_id: UUID | None, email: str, post_address: str, source: str,
    actor: Actor, now: datetime, valid_from: date | None = None, is_sample: bool = False,
) -> ReceivingBody:  # fmt: skip
    """A body of a kind in a province from a day on; one before it in the same place ends the day before.

    Raises BadInput for an unknown kind, a bad address or a day before that of the body it follows.
    """
    if kind not in OUTSIDE:
        raise BadInput(lazy("Chọn loại cơ quan trong danh sách"), field="kind")
    valid_from = valid_from or legal_date(now)
    if province_id:
        get_unit(session, province_id)
    mailbox = _read_mailbox(session, email, now)
    for before in list_bodies(session, valid_from, province_id=province_id):
        if (before.kind, before.province_id) == (kind, province_id):
            if before.valid_from >= valid_from:
                raise BadInput(lazy("Đã có cơ quan loại này từ ngày đó; chọn ngày sau đó"), field="valid_from")
            before.valid_to = valid_from - timedelta(days=1)
    body = ReceivingBody(
        kind=kind, name=name, province_id=province_id, post_address=post_address, mailbox_id=mailbox,
        valid_from=valid_from, source=source, is_sample=is_sample,
    )  # fmt: skip
    session.add(body)
    session.flush()
    facts = {"kind": kind, "name": name, "from": valid_from, "has_mailbox": bool(mailbox)}
    audit.append(session, stream=f"body:{body.id}", kind="body.declared", actor=actor, at=now, facts=facts)
    return body


def change_mailbox(session: Session, *, body_id: UUID, email: str, actor: Actor, now: datetime) -> ReceivingBody:
    """Another mailbox of the same body; the old address is erased. Empty: paper only from now on."""
    body = get_body(session, body_id, legal_date(now))
    mailbox = _read_mailbox(session, email, now)
    if body.mailbox_id:
        personal.erase_person(session, person_id=body.mailbox_id, actor=actor, now=now)
    body.mailbox_id = mailbox
    facts = {"has_mailbox": bool(mailbox)}
    audit.append(session, stream=f"body:{body.id}", kind="body.mailbox", actor=actor, at=now, facts=facts)
    return body


def end_body(session: Session, *, body_id: UUID, actor: Actor, now: datetime) -> ReceivingBody:
    """Today is the last day of a body."""
    body = get_body(session, body_id, legal_date(now))
    body.valid_to = legal_date(now)
    audit.append(session, stream=f"body:{body.id}", kind="body.ended", actor=actor, at=now)
    return body


def _read_mailbox(session: Session, email: str, now: datetime) -> UUID | None:
    if not email.strip():
        return None
    try:
        address = read_email(email.strip())
    except ValueError:
        text = lazy("“%(sent)s” không phải địa chỉ thư; ghi như ten@vi.du", sent=email[:60])
        raise BadInput(text, field="email") from None
    return personal.store_person(session, values={"email": address}, now=now)
