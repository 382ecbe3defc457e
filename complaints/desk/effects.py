"""What an inspection does to the register, from its file."""

from uuid import UUID

from flask import Response

from accounts.guards import requires, signed_in
from complaints.actions import effects
from complaints.desk.frame import blueprint
from complaints.desk.outcomes import done
from complaints.queries.outcomes import find_product
from complaints.schemas import outcomes as shapes


@blueprint.post("/inspections/<uuid:inspection_id>/effects/block")
@requires("codes.change")
def block(inspection_id: UUID) -> Response:
    """Block a code."""

    def act(common: dict, values: dict) -> None:
        effects.block_code(
            **common, inspection_id=inspection_id, serial=values["serial"], reason=values["block_reason"],
            authority=signed_in().unit_name,
        )  # fmt: skip

    return done(inspection_id, shapes.BlockForm, act, "serial")


@blueprint.post("/inspections/<uuid:inspection_id>/effects/withdraw")
@requires("cases.decide")
def withdraw(inspection_id: UUID) -> Response:
    """Take the party's address off the list of the trusted."""

    def act(common: dict, values: dict) -> None:
        effects.withdraw_place(**common, inspection_id=inspection_id, place_id=values["place"])

    return done(inspection_id, shapes.WithdrawForm, act, "place")


@blueprint.post("/inspections/<uuid:inspection_id>/effects/warn")
@requires("inspections.record")
def warn(inspection_id: UUID) -> Response:
    """Write a warning as a draft for whoever may publish it."""

    def act(common: dict, values: dict) -> None:
        effects.draft_warning(
            **common, inspection_id=inspection_id, title=values["title"], body=values["words"],
            names_trader=bool(values["names_trader"]), decision_id=values["decision"],
            legal_ground=values["legal_ground"], authority=signed_in().unit_name,
        )  # fmt: skip

    return done(inspection_id, shapes.WarnForm, act, "title")


@blueprint.post("/inspections/<uuid:inspection_id>/effects/ocop")
@requires("inspections.record")
def propose(inspection_id: UUID) -> Response:
    """Propose that an OCOP recognition be withdrawn."""

    def act(common: dict, values: dict) -> None:
        effects.propose_ocop(
            **common, inspection_id=inspection_id, reason=values["ocop_reason"], authority=signed_in().unit_name,
            product_id=find_product(common["session"], values["ocop_product"], "ocop_product"),
            decision_id=values["ocop_decision"],
        )  # fmt: skip

    return done(inspection_id, shapes.OcopForm, act, "ocop_product")
