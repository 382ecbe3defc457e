"""Officers' desk: warnings are written, shown as buyers will read them, published after a second look, ended."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from accounts.queries import list_unit_areas
from areas.queries import get_unit, label
from core import clock
from core.db import committing, session
from core.errors import NotFound
from core.forms import read_form, sent_files, typed_words
from core.home import register_desk_tab
from core.i18n import _, lazy
from core.pages import page
from registry import queries
from registry.actions import warning_drafts as drafts
from registry.actions.warnings import end_warning
from registry.desk.frame import blueprint, by, communes
from registry.models import PublicWarning, SamplingRound
from registry.queries.sampling import list_rounds
from registry.queries.warnings import Asked, find_product_by_code, get_warning, list_warnings, show_warning
from registry.schemas.warnings import ComparisonForm, EndForm, WarningForm
from registry.sending import Errors, send
from registry.warnings import KIND_TONES, KINDS, STATE_NAMES, STATE_TONES

STATES = tuple(STATE_NAMES)
NAMES = {"kind_names": KINDS, "kind_tones": KIND_TONES, "state_names": STATE_NAMES, "state_tones": STATE_TONES}

register_desk_tab(26, lazy("Cảnh báo"), "/desk/warnings", "desk", right="warnings.write")


@blueprint.get("/warnings")
@requires("warnings.write")
def warnings() -> Response:
    """Warnings of the unit's places in every state."""
    rows = list_warnings(session(), Asked(states=STATES, place_ids=_places(), strictly=True), limit=200)
    return page("registry/desk_warnings.html", style="desk", rows=rows, **NAMES)


@blueprint.route("/warnings/new", methods=["GET", "POST"])
@requires("warnings.write")
def write_warning() -> Response:
    """Write a draft."""
    values, errors = read_form(WarningForm) if request.method == "POST" else ({}, {})
    made: list[PublicWarning] = []
    if request.method == "POST" and not errors:
        values, errors = _resolved(values)
        if not errors:
            errors = send(lambda current: made.append(drafts.write_warning(current, **values, **by())))
    return _seen(made[0].id) if made else _form(None, typed_words() or _begun(), errors)


@blueprint.get("/warnings/<uuid:warning_id>")
@requires("warnings.write")
def review_warning(warning_id: UUID) -> Response:
    """The warning as buyers will read it, and what may be done with it."""
    return _review(_inside(warning_id), {})


@blueprint.route("/warnings/<uuid:warning_id>/edit", methods=["GET", "POST"])
@requires("warnings.write")
def edit_warning(warning_id: UUID) -> Response:
    """Write the draft anew; whoever comes second sees both texts and loses nothing."""
    found = _inside(warning_id)
    if request.method == "GET":
        return _form(found, _words_of(found), {})
    values, errors = read_form(WarningForm)
    version = values.pop("version", None) if not errors else None
    if not errors:
        values, errors = _resolved(values)
    if errors:
        return _form(found, typed_words(), errors)
    if version != found.version:
        return _form(found, typed_words(), {}, theirs=found, status=409)
    errors = send(lambda current: drafts.change_warning(
        current, warning_id=warning_id, version=version or 0, **values, **by()))  # fmt: skip
    return _form(found, typed_words(), errors) if errors else _seen(warning_id)


@blueprint.post("/warnings/<uuid:warning_id>/compare")
@requires("warnings.write")
def compare_goods(warning_id: UUID) -> Response:
    """Add a point that tells real goods from fakes, with pictures."""
    found = _inside(warning_id)
    values, errors = read_form(ComparisonForm)
    if not errors:
        values |= {name: _bytes_of(name) for name in ("real_picture", "fake_picture")}
        errors = send(lambda current: drafts.compare_goods(current, warning_id=warning_id, **values, **by()))
    return _review(found, errors) if errors else _seen(warning_id)


@blueprint.post("/warnings/<uuid:warning_id>/compare/<uuid:point_id>/remove")
@requires("warnings.write")
def drop_point(warning_id: UUID, point_id: UUID) -> Response:
    """Take a point out of the draft."""
    _inside(warning_id)
    with committing() as current:
        drafts.drop_point(current, warning_id=warning_id, point_id=point_id, **by())
    return _seen(warning_id)


@blueprint.post("/warnings/<uuid:warning_id>/submit")
@requires("warnings.write")
def submit_warning(warning_id: UUID) -> Response:
    """Send it for a second look."""
    _inside(warning_id)
    with committing() as current:
        drafts.submit_warning(current, warning_id=warning_id, **by())
    return _seen(warning_id)


@blueprint.post("/warnings/<uuid:warning_id>/publish")
@requires("warnings.publish")
def release_warning(warning_id: UUID) -> Response:
    """Publish it: not by whoever wrote it."""
    _inside(warning_id)
    with committing() as current:
        drafts.release_warning(current, warning_id=warning_id, **by())
    return _seen(warning_id)


@blueprint.post('/warnings/<uuid:warning_id>/<any("return", "end"):step>')
@requires("warnings.publish")
def decide_warning(warning_id: UUID, step: str) -> Response:
    """Send it back to its writer, or end it, with the reason."""
    found, action = _inside(warning_id), drafts.return_warning if step == "return" else end_warning
    values, errors = read_form(EndForm)
    if not errors:
        errors = send(lambda current: action(current, warning_id=warning_id, **values, **by()))
    return _review(found, errors) if errors else _seen(warning_id)


def _bytes_of(name: str) -> bytes:
    return b"".join(each.read() for each in sent_files(name)[:1])


def _places() -> set[UUID]:
    return communes() | list_unit_areas(session(), signed_in().unit_id, clock.today())


def _inside(warning_id: UUID) -> PublicWarning:
    found = get_warning(session(), warning_id)
    if found.place_id not in _places():
        raise NotFound(lazy("Không có cảnh báo này trong địa bàn của đơn vị bạn."))
    return found


def _resolved(values: dict[str, Any]) -> tuple[dict[str, Any], Errors]:
    """The form's place and product as rows of the unit's own area."""
    places, code = {str(each) for each in _places()}, values.pop("product").upper()
    place = values.pop("place")
    values.pop("version", None)
    product = find_product_by_code(session(), code, communes()) if code else None
    lot, number = None, values.pop("lot")
    if number and product:
        lot = next((row.id for row in queries.list_lots(session(), product) if row.number_key == number.lower()), None)
    found_round = values.pop("round")
    if place not in places:
        return values, {"place": [_("Chọn “%(label)s” trong địa bàn của đơn vị", label=_("Nơi"))]}
    if code and product is None:
        return values, {"product": [_("Không có sản phẩm mã “%(sent)s” trong địa bàn của đơn vị", sent=code)]}
    if number and lot is None:
        return values, {"lot": [_("Sản phẩm này không có lô số “%(sent)s”", sent=number)]}
    if found_round and found_round not in {row.id for row in _rounds()}:
        return values, {"round": [_("Chọn “%(label)s” trong địa bàn của đơn vị", label=_("Kỳ lấy mẫu"))]}
    known = {kind.code for kind in queries.list_kinds(session())}
    kind_code = values["kind_code"] if values["kind_code"] in known else None
    found = {"place_id": UUID(place), "product_id": product, "lot_id": lot, "round_id": found_round}
    return values | found | {"kind_code": kind_code}, {}


def _rounds() -> list[SamplingRound]:
    provinces = list_unit_areas(session(), signed_in().unit_id, clock.today())
    return list_rounds(session(), provinces, limit=40) if provinces else []


def _words_of(found: PublicWarning) -> dict[str, Any]:
    product = queries.get_product(session(), found.product_id).code if found.product_id else ""
    names = ("kind", "title", "body", "kind_code", "authority", "trader", "decision_number", "legal_ground", "version")
    lot = queries.get_lot(session(), found.lot_id).number if found.lot_id else ""
    more = {"place": found.place_id, "product": product, "lot": lot, "round": str(found.round_id or "")}
    return {name: getattr(found, name) for name in names} | more


def _begun() -> dict[str, Any]:
    """A new warning that comes of a round begins with it."""
    chosen = next((row for row in _rounds() if str(row.id) == request.args.get("round")), None)
    if chosen is None:
        return {}
    return {"kind": "sampling", "round": str(chosen.id), "place": str(chosen.province_id),
            "authority": chosen.authority, "decision_number": chosen.decision_number}  # fmt: skip


def _form(found, values, errors: Errors, *, theirs=None, status: int = 200) -> Response:
    areas = list_unit_areas(session(), signed_in().unit_id, clock.today())
    places = [(str(each), label(get_unit(session(), each))) for each in areas]
    if found is not None and str(found.place_id) not in dict(places):
        places.append((str(found.place_id), label(get_unit(session(), found.place_id))))
    rounds = [(str(row.id), f"{row.number}, {row.authority}") for row in _rounds()]
    return page("registry/desk_warning_form.html", style="desk", status=422 if errors else status, found=found,
                values=values, errors=errors, theirs=theirs, places=places, kinds=list(KINDS.items()),
                goods=queries.list_kinds(session()), rounds=rounds)  # fmt: skip


def _review(found: PublicWarning, errors: Errors) -> Response:
    is_own = found.written_by == str(signed_in().actor)[:60]
    return page("registry/desk_warning.html", style="desk", status=422 if errors else 200, errors=errors,
                values=typed_words(), is_own=is_own, **show_warning(session(), found), **NAMES)  # fmt: skip


def _seen(warning_id: UUID) -> Response:
    return redirect(url_for("registry_desk.review_warning", warning_id=warning_id), 303)
