"""Officers' desk: recalls with their reach. The register does not know codes, so the page stands here."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from core import clock
from core.db import session
from core.errors import Conflict, NotFound
from core.fields import Text
from core.forms import FormSchema, read_form, typed_words
from core.home import register_desk_tab
from core.i18n import lazy
from core.pages import page
from qr.desk.frame import blueprint, own_communes
from qr.queries.provinces import list_choices
from qr.queries.recalls import Reach, find_reach, get_recall, list_recalls
from registry.actions.recalls import finish_recall, start_recall
from registry.models import Lot, Recall
from registry.queries import find_recall, get_product_inside, list_lots
from registry.queries.recalls import list_proposals, list_waiting
from registry.queries.traces import known_lots
from registry.queries.walking import DEEPEST, MOST_FROM_MANY
from registry.sending import Errors, send

register_desk_tab(45, lazy("Thu hồi"), "/desk/recalls", right="products.approve")

STATES = {"open": lazy("chờ quyết định"), "recalled": lazy("đã thu hồi theo"), "refused": lazy("không thu hồi")}


class StartForm(FormSchema):
    authority = Text(lazy("Cơ quan"), most=150, required=True)
    decision_number = Text(lazy("Số quyết định"), most=80)
    reason = Text(lazy("Lý do"), most=500, required=True)


class EndForm(FormSchema):
    decision_number = Text(lazy("Số quyết định"), most=80, required=True)
    reason = Text(lazy("Lý do"), most=500, required=True)


@blueprint.get("/recalls")
@requires("products.approve")
def recalls() -> Response:
    """The recalls of the unit's communes, and lots there that wait for a decision because of any recall."""
    mine = own_communes()
    return page("qr/recalls.html", style="desk", rows=list_recalls(session(), mine),
                waiting=list_waiting(session(), mine))  # fmt: skip


@blueprint.route("/recalls/new/<uuid:product_id>", methods=["GET", "POST"])
@requires("products.approve")
def new_recall(product_id: UUID) -> Response:
    """The reach first, then the decision. `?lot=` names one lot; without it every lot is called back."""
    product, producer = get_product_inside(session(), product_id, own_communes())
    lot = _lot(product_id, request.args.get("lot", ""))
    lot_id = lot.id if lot else None
    values, errors = read_form(StartForm) if request.method == "POST" else ({}, {})
    made: list[UUID] = []
    clash = False
    if request.method == "POST" and not errors:
        errors, clash = send_or_clash(lambda current: made.append(
            start_recall(current, product_id=product_id, lot_id=lot_id, **values, **by()).id))  # fmt: skip
        if made and not errors and not clash:
            return redirect(url_for(".recall", recall_id=made[0]), 303)
    return page("qr/recall_new.html", style="desk", status=status_of(errors, clash), product=product, lot=lot,
                producer=producer, lots=list_lots(session(), product_id), values=typed_words(), errors=errors,
                clash=clash, held=find_recall(session(), product_id, lot_id),
                **reach_of(product_id, lot_id))  # fmt: skip


@blueprint.get("/recalls/<uuid:recall_id>")
@requires("products.approve")
def recall(recall_id: UUID) -> Response:
    """One recall: reach, lots it may spread to, its end."""
    return _shown(recall_id, {})


@blueprint.post("/recalls/<uuid:recall_id>/end")
@requires("products.approve")
def end(recall_id: UUID) -> Response:
    """The recall ends by a decision."""
    _inside(recall_id)
    values, errors = read_form(EndForm)
    clash = False
    if not errors:
        errors, clash = send_or_clash(lambda current: finish_recall(current, recall_id=recall_id, **values, **by()))
    if errors or clash:
        return _shown(recall_id, errors, clash)
    return redirect(url_for(".recall", recall_id=recall_id), 303)


def by() -> dict:
    """Who acts and when, as every action wants them."""
    return {"actor": signed_in().actor, "now": clock.now()}


def send_or_clash(write: Callable) -> tuple[Errors, bool]:
    """As `send`; True where somebody else decided first: nothing is written, what was typed is shown again."""
    try:
        return send(write), False
    except Conflict:
        return {}, True


def status_of(errors: Errors, clash: bool) -> int:
    """409 after a clash, 422 for a wrong form."""
    return 409 if clash else 422 if errors else 200


def reach_of(product_id: UUID, lot_id: UUID | None) -> dict:
    """What the part of a page about the reach needs."""
    reach: Reach = find_reach(session(), product_id, lot_id, clock.today(), own_communes())
    return {"reach": reach, "provinces": dict(list_choices()), "bounds": (DEEPEST, MOST_FROM_MANY)}


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


def _shown(recall_id: UUID, errors: Errors, clash: bool = False) -> Response:
    found, (product, producer) = _inside(recall_id)
    proposals = list_proposals(session(), recall_id)
    lots = known_lots(session(), [row.lot_id for row in proposals])
    return page("qr/recall.html", style="desk", status=status_of(errors, clash), recall=_fresh(found, clash),
                product=product, producer=producer, lot=session().get(Lot, found.lot_id) if found.lot_id else None,
                states=STATES, proposals=proposals, errors=errors, lots=lots, mine=own_communes(), clash=clash,
                values=typed_words(), **reach_of(product.id, found.lot_id))  # fmt: skip


def _fresh(found: Recall, clash: bool) -> Recall:
    """After a clash what the other one wrote is read anew."""
    if clash:
        session().refresh(found)
    return found
