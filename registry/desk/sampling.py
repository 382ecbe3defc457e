"""Officers' desk: rounds of food-safety sampling."""

from flask import Response, redirect, request

from accounts.guards import requires, signed_in
from accounts.queries import list_unit_areas
from areas.queries import get_unit, label
from core import clock
from core.db import session
from core.forms import read_form, typed_words
from core.i18n import _
from core.pages import page
from registry.actions.sampling import record_round
from registry.desk.frame import blueprint, by
from registry.queries.sampling import list_rounds
from registry.schemas.warnings import RoundForm
from registry.sending import send


@blueprint.route("/warnings/sampling", methods=["GET", "POST"])
@requires("warnings.write")
def sampling() -> Response:
    """The rounds of the unit's province, and a form for the next notice."""
    areas = list_unit_areas(session(), signed_in().unit_id, clock.today())
    provinces = [unit for unit in (get_unit(session(), each) for each in areas) if unit.parent_id is None]
    values, errors = read_form(RoundForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        province_id = values.pop("province")
        if province_id not in {unit.id for unit in provinces}:
            errors = {"province": [_("Chọn “%(label)s” trong địa bàn của đơn vị", label=_("Tỉnh, thành phố"))]}
        else:
            errors = send(lambda current: record_round(current, province_id=province_id, **values, **by()))
        if not errors:
            return redirect("/desk/warnings/sampling", 303)
    rounds = list_rounds(session(), {unit.id for unit in provinces}) if provinces else []
    return page("registry/desk_sampling.html", style="desk", status=422 if errors else 200, errors=errors,
                values=typed_words(), rounds=rounds, provinces=[(str(u.id), label(u)) for u in provinces])  # fmt: skip
