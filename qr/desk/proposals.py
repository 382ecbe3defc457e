"""Officers' desk: one lot made of goods called back, decided on where the lot lies."""

from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires
from core.db import session
from core.errors import NotFound
from core.fields import Text
from core.forms import FormSchema, read_form, typed_words
from core.i18n import lazy
from core.pages import page
from qr.desk.frame import blueprint, own_communes
from qr.desk.recalls import STATES, by, reach_of, send_or_clash, status_of
from qr.queries.recalls import get_recall
from registry.actions.recalls import decide_proposal
from registry.models import Lot, Product, RecallProposal
from registry.queries import get_producer
from registry.queries.traces import KnownLot, known_lots
from registry.sending import Errors


class DecideForm(FormSchema):
    step = Text(lazy("Quyết định"), most=10)
    reason = Text(lazy("Lý do"), most=500)


@blueprint.get("/recalls/<uuid:recall_id>/lots/<uuid:proposal_id>")
@requires("products.approve")
def proposal(recall_id: UUID, proposal_id: UUID) -> Response:
    """The lot with its own reach, what was called back, and the two decisions."""
    return _shown(*_own(recall_id, proposal_id), {})


@blueprint.post("/recalls/<uuid:recall_id>/lots/<uuid:proposal_id>")
@requires("products.approve")
def decide_lot(recall_id: UUID, proposal_id: UUID) -> Response:
    """Spread the recall to a lot made of the goods, or say why not."""
    row, known = _own(recall_id, proposal_id)
    values, errors = read_form(DecideForm)
    clash = False
    if not errors:
        chosen = {"spread": values["step"] == "spread", "reason": values["reason"]}
        errors, clash = send_or_clash(lambda current: decide_proposal(
            current, proposal_id=proposal_id, **chosen, **by()))  # fmt: skip
    if errors or clash:
        return _shown(row, known, errors, clash)
    return redirect(url_for(".proposal", recall_id=recall_id, proposal_id=proposal_id), 303)


def _own(recall_id: UUID, proposal_id: UUID) -> tuple[RecallProposal, KnownLot]:
    """A proposal about a lot of a producer in the unit's communes, wherever the recall began; others are not there."""
    row = session().get(RecallProposal, proposal_id)
    known = known_lots(session(), [row.lot_id]).get(row.lot_id) if row and row.recall_id == recall_id else None
    if row is None or known is None or known.producer.commune_id not in own_communes():
        raise NotFound(lazy("Không có đề nghị này."))
    return row, known


def _shown(row: RecallProposal, known: KnownLot, errors: Errors, clash: bool = False) -> Response:
    found = get_recall(session(), row.recall_id)
    if clash:
        session().refresh(row)
        session().refresh(found)
    origin = session().get_one(Product, found.product_id)
    producer = get_producer(session(), origin.producer_id)
    return page("qr/recall_proposal.html", style="desk", status=status_of(errors, clash), row=row, known=known,
                recall=found, origin=origin, origin_producer=producer, states=STATES, errors=errors, clash=clash,
                origin_lot=session().get(Lot, found.lot_id) if found.lot_id else None, values=typed_words(),
                is_mine=producer.commune_id in own_communes(), **reach_of(known.product.id, known.lot.id))  # fmt: skip
