"""Officers' desk: rounds of food-safety sampling and their single samples."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from accounts.queries import list_unit_areas
from areas.models import AdminUnit
from areas.queries import get_unit, label
from core import clock
from core.db import committing, session
from core.errors import Conflict, NotFound
from core.forms import read_form, sent_files, typed_words
from core.i18n import _, lazy
from core.pages import page
from core.tables import named_table, send_table
from registry.actions import sampling as actions
from registry.desk.frame import blueprint, by
from registry.models import SamplingRound
from registry.queries.sampling import get_round, list_rounds, list_samples, list_warnings_of_round, sample_rows
from registry.sampling import COLUMNS
from registry.schemas.sampling import RoundForm, SampleForm, read_samples
from registry.sending import Errors, send

BASE = "/desk/warnings/sampling"
FIELDS = ("number", "authority", "goods", "taken", "passed", "failed", "decision_number", "version")


@blueprint.route("/warnings/sampling", methods=["GET", "POST"])
@requires("warnings.write")
def sampling() -> Response:
    """The rounds of the unit's province, and a form for the next notice."""
    errors: Errors = {}
    made: list[SamplingRound] = []
    if request.method == "POST":
        values, errors = _sent()
        if not errors:
            errors = send(lambda current: made.append(actions.record_round(current, **values, **by())))
    if made:
        return _seen(made[0].id)
    rounds = list_rounds(session(), {unit.id for unit in _provinces()}) if _provinces() else []
    return page("registry/desk_sampling.html", style="desk", status=422 if errors else 200, errors=errors,
                values=typed_words(), rounds=rounds, provinces=_choices(), base=BASE)  # fmt: skip


@blueprint.get("/warnings/sampling/<uuid:round_id>")
@requires("warnings.write")
def sampling_round(round_id: UUID) -> Response:
    """One round: its samples, forms for the next sample and for a file of them."""
    return _shown(_inside(round_id), {})


@blueprint.route("/warnings/sampling/<uuid:round_id>/edit", methods=["GET", "POST"])
@requires("warnings.write")
def edit_round(round_id: UUID) -> Response:
    """The notice written anew; whoever comes second sees both and loses nothing."""
    found = _inside(round_id)
    if request.method == "GET":
        return _form(found, _words_of(found), {})
    values, errors = _sent()
    if errors:
        return _form(found, typed_words(), errors)
    version = values.pop("version", None) or 0
    try:
        errors = send(lambda current: actions.change_round(
            current, round_id=round_id, version=version, **values, **by()))  # fmt: skip
    except Conflict:
        return _form(found, typed_words() | {"version": found.version}, {}, 409)
    return _form(found, typed_words(), errors) if errors else _seen(round_id)


@blueprint.post("/warnings/sampling/<uuid:round_id>/samples")
@requires("warnings.write")
def add_sample(round_id: UUID) -> Response:
    """Write one sample down."""
    found = _inside(round_id)
    values, errors = read_form(SampleForm)
    if not errors:
        values["is_passed"] = values["is_passed"] == "passed"
        errors = send(lambda current: actions.add_sample(current, round_id=round_id, **values, **by()))
    return _shown(found, errors) if errors else _seen(round_id)


@blueprint.post("/warnings/sampling/<uuid:round_id>/samples/<uuid:sample_id>/remove")
@requires("warnings.write")
def remove_sample(round_id: UUID, sample_id: UUID) -> Response:
    """Take one sample out."""
    _inside(round_id)
    with committing() as current:
        actions.remove_sample(current, round_id=round_id, sample_id=sample_id, **by())
    return _seen(round_id)


@blueprint.post("/warnings/sampling/<uuid:round_id>/file")
@requires("warnings.write")
def send_samples(round_id: UUID) -> Response:
    """A CSV or XLSX file of samples in place of those written down, all of it or nothing."""
    found, files = _inside(round_id), sent_files("file")
    if not files:
        return _shown(found, {"file": [_("Chọn tệp .xlsx hoặc .csv")]})
    errors = send(lambda current: actions.replace_samples(
        current, round_id=round_id, rows=read_samples(files[0].stream, files[0].filename or ""), **by()))  # fmt: skip
    return _shown(found, errors) if errors else _seen(round_id)


@blueprint.get("/warnings/sampling/<uuid:round_id>/<string:name>")
@requires("warnings.write")
def take_samples(round_id: UUID, name: str) -> Response:
    """samples.csv or samples.xlsx: it can be brought back."""
    found = _inside(round_id)
    kind, form = named_table(name, {"samples"})
    return send_table(kind, form, [(found.number, sample_rows(session(), round_id))])


def _sent() -> tuple[dict[str, Any], Errors]:
    """The form's words with its province as one of the unit's own."""
    values, errors = read_form(RoundForm)
    if errors:
        return {}, errors
    province_id = values.pop("province")
    if request.endpoint == "registry_desk.sampling":
        values.pop("version", None)
    if province_id not in {unit.id for unit in _provinces()}:
        return {}, {"province": [_("Chọn “%(label)s” trong địa bàn của đơn vị", label=_("Tỉnh, thành phố"))]}
    return values | {"province_id": province_id}, {}


def _provinces() -> list[AdminUnit]:
    areas = list_unit_areas(session(), signed_in().unit_id, clock.today())
    return [unit for unit in (get_unit(session(), each) for each in areas) if unit.parent_id is None]


def _choices() -> list[tuple[str, str]]:
    return [(str(unit.id), label(unit)) for unit in _provinces()]


def _inside(round_id: UUID) -> SamplingRound:
    found = get_round(session(), round_id)
    if found.province_id not in {unit.id for unit in _provinces()}:
        raise NotFound(lazy("Không có kỳ lấy mẫu này."))
    return found


def _words_of(found: SamplingRound) -> dict[str, Any]:
    day = f"{found.announced_on:%d/%m/%Y}"
    words = {name: str(getattr(found, name)) for name in FIELDS}
    return words | {"announced_on": day, "province": str(found.province_id)}


def _form(found: SamplingRound, values: dict[str, Any], errors: Errors, status: int = 200) -> Response:
    return page("registry/desk_sampling_edit.html", style="desk", status=422 if errors else status, found=found,
                values=values, errors=errors, theirs=found if status == 409 else None, provinces=_choices(),
                base=BASE)  # fmt: skip


def _shown(found: SamplingRound, errors: Errors) -> Response:
    labels = {name: named for name, (named, _most) in COLUMNS.items()}
    return page("registry/desk_sampling_round.html", style="desk", status=422 if errors else 200, round=found,
                errors=errors, values=typed_words(), samples=list_samples(session(), found.id), base=BASE,
                warnings=list_warnings_of_round(session(), found.id), labels=labels)  # fmt: skip


def _seen(round_id: UUID) -> Response:
    return redirect(url_for("registry_desk.sampling_round", round_id=round_id), 303)
