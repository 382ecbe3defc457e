"""Opening a sealed original: who, why and which file stand in the audit before the bytes are given out."""

from datetime import datetime
from uuid import UUID

from cryptography.fernet import InvalidToken
from sqlalchemy.orm import Session

from complaints.actions.steps import add_step, lock_case
from complaints.models import Evidence
from core import storage
from core.actor import Actor
from core.errors import BadInput, NotFound
from core.i18n import lazy
from core.keys import keys_of

SHORTEST_REASON = 5


def log_opening(
    session: Session, *, complaint_id: UUID, evidence_id: UUID, reason: str, actor: Actor, now: datetime
) -> Evidence:
    """Write who opens which original and why; the caller commits before it reads the file.

    Raises BadInput without a reason, NotFound for a file of another report.
    """
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise BadInput(lazy("Ghi lý do mở bản gốc, ít nhất %(least)s ký tự", least=SHORTEST_REASON), field="reason")
    complaint = lock_case(session, complaint_id)
    found = session.get(Evidence, (complaint_id, evidence_id))
    if found is None or not found.sealed_key:
        raise NotFound(lazy("Không có ảnh này."))
    facts = {"file": found.received_hash, "media": found.media, "reason": reason}
    add_step(session, complaint, kind="opened", actor=actor, now=now, note=reason, facts=facts)
    return found


def open_original(session: Session, evidence: Evidence) -> bytes:
    """The original without its metadata. Raises NotFound when the store has lost it."""
    try:
        sealed = storage.get(evidence.sealed_key)
    except FileNotFoundError:
        raise NotFound(lazy("Không có ảnh này.")) from None
    for key in keys_of(session, "sealed").values():
        try:
            return key.fernet().decrypt(sealed)
        except InvalidToken:
            continue
    raise NotFound(lazy("Không có ảnh này."))
