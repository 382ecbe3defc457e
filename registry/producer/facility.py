"""Producers' desk: the own facility."""

from collections.abc import Callable

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from areas.models import AdminUnit
from areas.queries import label, search_units
from core.db import session
from core.forms import read_form, typed_words
from core.i18n import _
from core.pages import page
from registry import actions
from registry.producer.frame import blueprint, by, own_producer
from registry.products import PRODUCER_KINDS
from registry.schemas.goods import ProducerForm
from registry.sending import Errors, send

CHOICES = 8


@blueprint.route("/facility", methods=["GET", "POST"])
@requires("producer.write")
def facility() -> Response:
    """Write the own facility down; the officer approves it with its first product."""
    if own_producer():
        return redirect(url_for(".home"), 303)
    values, errors = read_form(ProducerForm) if request.method == "POST" else ({}, {})
    found = _communes(values.get("commune", "")) if values else []
    if request.method == "POST" and not errors:
        errors = _commune_error(values["commune"], found) or send(_registering(values, found[0]))
        if not errors:
            return redirect(url_for(".home"), 303)
    status = 422 if errors else 200
    return page("registry/producer_facility.html", style="desk", status=status, values=typed_words(), errors=errors,
                kinds=list(PRODUCER_KINDS.items()), found=[label(unit) for unit in found])  # fmt: skip


def _communes(text: str) -> list[AdminUnit]:
    """The communes of today that the words may mean."""
    hits = search_units(session(), text, limit=CHOICES) if text.strip() else []
    return list({unit.id: unit for hit in hits for unit in hit.units}.values())


def _commune_error(text: str, found: list[AdminUnit]) -> Errors:
    if len(found) == 1:
        return {}
    if not found:
        told = _("Không thấy xã, phường “%(sent)s”; ghi tên như “xã Tân Cương, tỉnh Thái Nguyên”", sent=text)
        return {"commune": [told]}
    exact = [unit for unit in found if label(unit).casefold() == text.casefold()]
    if exact:
        found[:] = exact
        return {}
    told = _("Có %(count)s nơi tên “%(sent)s”; chọn một nơi trong danh sách gợi ý", count=len(found), sent=text)
    return {"commune": [told]}


def _registering(values: dict, commune: AdminUnit) -> Callable:
    """The facility and the user who writes for it, in one commit."""
    plain = {name: value for name, value in values.items() if name != "commune"}

    def write(current) -> None:
        producer = actions.register_producer(current, commune_id=commune.id, **plain, **by())
        actions.add_member(current, producer_id=producer.id, user_id=signed_in().user_id, **by())

    return write
