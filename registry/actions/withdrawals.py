"""An OCOP recognition is proposed for withdrawal by whoever found a violation, and its own body answers."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import lazy
from registry.actions.recognitions import revoke_recognition
from registry.models import Product, Recognition, WithdrawalProposal
from registry.queries import get_product
from registry.queries.recognitions import find_newest_ocop, find_revocation
from registry.queries.withdrawals import get_proposal

OPEN, DONE, REFUSED = "open", "done", "refused"


def propose_withdrawal(
    session: Session, *, product_id: UUID, authority: str, reason: str, actor: Actor, now: datetime,
    decision_number: str = "",
) -> tuple[WithdrawalProposal, str]:  # fmt: skip
    """Propose to withdraw the product's newest recognition; gives the proposal and the product's name.

    Raises BadInput without a reason or a recognition in force, Conflict while another proposal waits.
    """
    product, recognition = get_product(session, product_id), find_newest_ocop(session, product_id)
    if recognition is None or find_revocation(session, recognition.id):
        raise BadInput(lazy("Sản phẩm này không có công nhận OCOP đang còn"), field="product")
    if not clean_text(reason, lines=True):
        raise BadInput(lazy("Ghi “%(label)s”", label=lazy("Lý do")), field="reason")
    waiting = select(WithdrawalProposal.id).filter_by(recognition_id=recognition.id, state=OPEN)
    if session.scalars(waiting).first():
        raise Conflict(lazy("Đã có đề nghị thu hồi đang chờ trả lời."))
    proposal = WithdrawalProposal(
        recognition_id=recognition.id, authority=clean_text(authority)[:200], reason=clean_text(reason, lines=True),
        decision_number=clean_text(decision_number)[:80], proposed_at=now, actor=str(actor)[:60], state=OPEN,
    )  # fmt: skip
    session.add(proposal)
    session.flush()
    _log(session, product, "ocop.withdrawal_proposed", actor, now, proposal)
    return proposal, product.name


def accept_withdrawal(
    session: Session, *, proposal_id: UUID, on: date, decision_number: str, answer: str, actor: Actor, now: datetime
) -> WithdrawalProposal:
    """The body that recognised withdraws by its decision. Raises BadInput without a number, Conflict when answered."""
    proposal = _open(session, proposal_id)
    if not clean_text(decision_number):
        raise BadInput(lazy("Ghi “%(label)s”", label=lazy("Số quyết định")), field="decision_number")
    revoke_recognition(
        session, recognition_id=proposal.recognition_id, on=on, reason=clean_text(answer) or proposal.reason,
        decision_number=decision_number, actor=actor, now=now,
    )  # fmt: skip
    return _answer(session, proposal, DONE, answer, actor, now)


def refuse_withdrawal(
    session: Session, *, proposal_id: UUID, answer: str, actor: Actor, now: datetime
) -> WithdrawalProposal:
    """The recognition stays; whoever proposed reads why. Raises BadInput without a reason."""
    proposal = _open(session, proposal_id)
    if not clean_text(answer, lines=True):
        raise BadInput(lazy("Ghi “%(label)s”", label=lazy("Lý do")), field="answer")
    return _answer(session, proposal, REFUSED, answer, actor, now)


def _open(session: Session, proposal_id: UUID) -> WithdrawalProposal:
    get_proposal(session, proposal_id)
    proposal = session.get_one(WithdrawalProposal, proposal_id, with_for_update=True, populate_existing=True)
    if proposal.state != OPEN:
        raise Conflict(lazy("Đề nghị này đã được trả lời."))
    return proposal


def _answer(session, proposal: WithdrawalProposal, state: str, answer: str, actor: Actor, now: datetime):
    proposal.state, proposal.answer = state, clean_text(answer, lines=True)
    proposal.answered_on, proposal.answered_by = legal_date(now), str(actor)[:60]
    product = get_product(session, session.get_one(Recognition, proposal.recognition_id).product_id)
    _log(session, product, f"ocop.withdrawal_{state}", actor, now, proposal)
    return proposal


def _log(session, product: Product, kind: str, actor: Actor, now: datetime, proposal: WithdrawalProposal) -> None:
    facts = {"proposal": str(proposal.id), "recognition": str(proposal.recognition_id), "authority": proposal.authority}
    audit.append(session, stream=f"product:{product.id}", kind=kind, actor=actor, at=now, facts=facts)
