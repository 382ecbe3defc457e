"""What an inspection does to the register, each through the public action of the room that owns it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from complaints.actions.inspections import lock_inspection
from complaints.actions.outcomes import log
from complaints.models import DecisionReversal, Inspection, InspectionEffect, PenaltyDecision
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.i18n import lazy
from qr.actions.marks import mark_code
from registry.actions.lists import withdraw_trusted_place
from registry.actions.warning_drafts import write_warning
from registry.actions.withdrawals import propose_withdrawal
from registry.queries.lists import find_trusted_of

FINDING = "Cơ quan kiểm tra kết luận có vi phạm"


def block_code(
    session: Session, *, inspection_id: UUID, serial: str, reason: str, authority: str, actor: Actor, now: datetime
) -> InspectionEffect:
    """Block one code; whoever scans it reads by whom and since when, not why. Raises as `mark_code` does."""
    inspection = _upheld(session, inspection_id)
    mark_code(session, serial=serial, state="blocked", reason=reason, authority=authority, actor=actor, now=now)
    return _keep(session, inspection, "block", serial.strip(), actor, now)


def withdraw_place(
    session: Session, *, inspection_id: UUID, place_id: UUID, actor: Actor, now: datetime
) -> InspectionEffect:
    """Take an address of the inspected party off the list of the trusted."""
    inspection = _upheld(session, inspection_id)
    places = {row.id: row for row in list_trusted_of(session, inspection, now)}
    if place_id not in places:
        raise BadInput(lazy("Chọn địa chỉ của cơ sở được kiểm tra"), field="place")
    withdraw_trusted_place(session, place_id=place_id, reason=FINDING, actor=actor, now=now)
    return _keep(session, inspection, "withdraw", places[place_id].name, actor, now, target_id=place_id)


def draft_warning(
    session: Session, *, inspection_id: UUID, title: str, body: str, authority: str, actor: Actor, now: datetime,
    decision_id: UUID | None = None, legal_ground: str = "", names_trader: bool = False,
    product_id: UUID | None = None, is_sample: bool = False,
) -> InspectionEffect:  # fmt: skip
    """A warning as a draft; a second person publishes it.

    The trader is named only with a decision of this inspection that stands and has a number, and the article
    that allows it. Raises BadInput otherwise.
    """
    inspection = _upheld(session, inspection_id)
    decision = find_standing(session, inspection_id, decision_id) if decision_id else None
    number = decision.number if decision else ""
    if names_trader and not number:
        raise BadInput(lazy("Chọn quyết định có số; chưa có thì không nêu tên cơ sở"), field="decision")
    if names_trader and not legal_ground.strip():
        raise BadInput(lazy("Ghi điều luật cho phép công bố tên cơ sở"), field="legal_ground")
    warning = write_warning(
        session, kind="other", title=title, body=body, authority=authority, decision_number=number,
        legal_ground=legal_ground, trader=inspection.party if names_trader else "", product_id=product_id,
        place_id=inspection.commune_id, is_sample=is_sample, actor=actor, now=now,
    )  # fmt: skip
    return _keep(
        session, inspection, "warn", warning.title, actor, now, target_id=warning.id,
        decision_id=decision.id if decision else None,
    )  # fmt: skip


def propose_ocop(
    session: Session, *, inspection_id: UUID, product_id: UUID, reason: str, authority: str, actor: Actor,
    now: datetime, decision_id: UUID | None = None,
) -> InspectionEffect:  # fmt: skip
    """Propose that the product's OCOP recognition be withdrawn; its own body decides."""
    inspection = _upheld(session, inspection_id)
    decision = find_standing(session, inspection_id, decision_id) if decision_id else None
    proposal, name = propose_withdrawal(
        session, product_id=product_id, authority=authority, reason=reason,
        decision_number=decision.number if decision else "", actor=actor, now=now,
    )  # fmt: skip
    return _keep(
        session, inspection, "ocop", name, actor, now, target_id=proposal.id,
        decision_id=decision.id if decision else None,
    )  # fmt: skip


def list_trusted_of(session: Session, inspection: Inspection, now: datetime) -> list:
    """The trusted addresses that bear the name of the inspected party in that commune."""
    communes = {inspection.commune_id}
    return find_trusted_of(session, legal_date(now), producer_id=None, seller=inspection.party, commune_ids=communes)


def find_standing(session: Session, inspection_id: UUID, decision_id: UUID) -> PenaltyDecision:
    """A decision of the inspection that was not taken back. Raises BadInput."""
    decision = session.get(PenaltyDecision, decision_id)
    if decision is None or decision.inspection_id != inspection_id or session.get(DecisionReversal, decision_id):
        raise BadInput(lazy("Chọn quyết định còn hiệu lực của vụ này"), field="decision")
    return decision


def _upheld(session: Session, inspection_id: UUID) -> Inspection:
    inspection = lock_inspection(session, inspection_id)
    if inspection.outcome != "violation":
        raise Conflict(lazy("Chỉ vụ kết luận có vi phạm mới tác động đến sổ đăng ký."))
    return inspection


def _keep(
    session: Session, inspection: Inspection, kind: str, target: str, actor: Actor, now: datetime,
    target_id: UUID | None = None, decision_id: UUID | None = None,
) -> InspectionEffect:  # fmt: skip
    last = session.scalars(select(func.max(InspectionEffect.seq)).filter_by(inspection_id=inspection.id)).one()
    row = InspectionEffect(
        inspection_id=inspection.id, seq=(last or 0) + 1, kind=kind, target=target[:200], target_id=target_id,
        decision_id=decision_id, at=now, actor=str(actor),
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"seq": row.seq, "effect": kind, "id": target_id, "decision": decision_id}
    log(session, inspection, "effect", actor, now, facts)
    return row
