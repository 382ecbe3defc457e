"""Officers' desk: recalls with their reach. The register does not know codes, so the page stands here."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from core import clock
from core.db import session
from core.errors import NotFound
from core.fields import Text
from core.forms import FormSchema, read_form, typed_words
from core.home import register_desk_tab
from core.i18n import _, lazy
from core.pages import page
from qr.desk.frame import blueprint, own_communes
from qr.queries.recalls import find_reach, get_recall, list_recalls
from registry.actions.recalls import decide_proposal, finish_recall, list_proposals, start_recall
from registry.models import Lot, RecallProposal
from registry.queries import get_product_inside, list_lots
from registry.queries.traces import known_lots
from registry.sending import send

register_desk_tab(45, lazy("Thu hồi"), "/desk/recalls", right="products.approve")


class StartForm(FormSchema):
    authority = Text(lazy("Cơ quan"), most=150, required=True)
    decision_number = Text(lazy("Số quyết định"), most=80)
    reason = Text(lazy("Lý do"), most=500, required=True)


class DecideForm(FormSchema):
    step = Text(lazy("Quyết định"), most=10)
    reason = Text(lazy("Lý do"), most=500)


class EndForm(FormSchema):
    decision_number = Text(lazy("Số quyết định"), most=80, required=True)
    reason = Text(lazy("Lý do"), most=500, required=True)


@blueprint.get("/recalls")
@requires("products.approve")
def recalls() -> Response:
    """The recalls of the unit's communes."""
    return page("qr/recalls.html", style="desk", rows=list_recalls(session(), own_communes()))


@blueprint.route("/recalls/new/<uuid:product_id>", methods=["GET", "POST"])
@requires("products.approve")
def new_recall(product_id: UUID) -> Response:
    """The reach first, then the decision. `?lot=` names one lot; without it every lot is called back."""
    product, producer = get_product_inside(session(), product_id, own_communes())
    lot = _lot(product_id, request.args.get("lot", ""))
    values, errors = read_form(StartForm) if request.method == "POST" else ({}, {})
    made: list[UUID] = []
    if request.method == "POST" and not errors:
        errors = send(lambda current: made.append(start_recall(
            current, product_id=product_id, lot_id=lot.id if lot else None, **values, **_by()).id))  # fmt: skip
        if not errors:
            return redirect(url_for(".recall", recall_id=made[0]), 303)
    return page("qr/recall_new.html", style="desk", status=422 if errors else 200, product=product, lot=lot,
                producer=producer, lots=list_lots(session(), product_id), values=typed_words(), errors=errors,
                reach=find_reach(session(), product_id, lot.id if lot else None))  # fmt: skip


@blueprint.get("/recalls/<uuid:recall_id>")
@requires("products.approve")
def recall(recall_id: UUID) -> Response:
    """One recall: reach, lots it may spread to, its end."""
    return _shown(recall_id, {})


@blueprint.post("/recalls/<uuid:recall_id>/lots/<uuid:proposal_id>")
@requires("products.approve")
def decide_lot(recall_id: UUID, proposal_id: UUID) -> Response:
    """Spread the recall to a lot made of the goods, or say why not."""
    _inside(recall_id)
    row = session().get(RecallProposal, proposal_id)
    known = known_lots(session(), [row.lot_id]).get(row.lot_id) if row and row.recall_id == recall_id else None
    if known is None or known.producer.commune_id not in own_communes():
        raise NotFound(lazy("Không có đề nghị này."))
    values, errors = read_form(DecideForm)
    if not errors:
        chosen = {"spread": values["step"] == "spread", "reason": values["reason"]}
        errors = send(lambda current: decide_proposal(current, proposal_id=proposal_id, **chosen, **_by()))
    return _shown(recall_id, errors) if errors else redirect(url_for(".recall", recall_id=recall_id), 303)


@blueprint.post("/recalls/<uuid:recall_id>/end")
@requires("products.approve")
def end(recall_id: UUID) -> Response:
    """The recall ends by a decision."""
    _inside(recall_id)
    values, errors = read_form(EndForm)
    if not errors:
        errors = send(lambda current: finish_recall(current, recall_id=recall_id, **values, **_by()))
    return _shown(recall_id, errors) if errors else redirect(url_for(".recall", recall_id=recall_id), 303)


def _by() -> dict:
    return {"actor": signed_in().actor, "now": clock.now()}


def _lot(product_id: UUID, text: str) -> Lot | None:
    if not text:
        return None
    found = next((lot for lot in list_lots(session(), product_id) if str(lot.id) == text), None)
    if found is None:
        raise NotFound(lazy("Không có lô hàng này."))
    return found


def _inside(recall_id: UUID):
    found = get_recall(session(), recall_id)
    return found, get_product_inside(session(), found.product_id, own_communes())


def _shown(recall_id: UUID, errors: dict) -> Response:
    found, (product, producer) = _inside(recall_id)
    proposals = list_proposals(session(), recall_id)
    states = {"open": _("chờ quyết định"), "recalled": _("đã thu hồi theo"), "refused": _("không thu hồi")}
    return page("qr/recall.html", style="desk", status=422 if errors else 200, recall=found, product=product,
                producer=producer, lot=session().get(Lot, found.lot_id) if found.lot_id else None, states=states,
                reach=find_reach(session(), product.id, found.lot_id), proposals=proposals, errors=errors,
                lots=known_lots(session(), [row.lot_id for row in proposals]), mine=own_communes(),
                values=typed_words())  # fmt: skip
