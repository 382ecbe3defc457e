"""Officers' desk: members of a cluster or village, surveys of a supermarket, works and management of a market."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for
from sqlalchemy.orm import Session

from accounts.guards import requires
from core import clock
from core.db import session
from core.errors import BadInput, Conflict, NotFound
from core.forms import read_form, typed_words
from core.i18n import lazy
from core.pages import page
from registry.actions.place_facts import (
    FACTS,
    add_place_member,
    end_place_member,
    record_management,
    record_share,
    record_work,
    withdraw_fact,
)
from registry.desk.frame import blueprint, by
from registry.desk.places import own_place
from registry.models import SalePoint
from registry.places import MANAGEMENT, METHODS, QUALIFIERS, WORKS
from registry.queries.place_facts import find_producer_meant, find_producer_of, list_kinds_of_facts, list_written
from registry.schemas.place_facts import ManagementForm, MemberForm, MendForm, SurveyForm, WorkForm
from registry.sending import Errors, send

FORMS = {"members": MemberForm, "share-surveys": SurveyForm, "works": WorkForm, "management": ManagementForm}
WORDS = {"methods": METHODS, "qualifiers": QUALIFIERS, "works": WORKS, "management": MANAGEMENT}
TITLES = {
    "members": lazy("Cơ sở ở đây"), "share-surveys": lazy("Tỷ trọng hàng Việt"),
    "works": lazy("Xây mới, sửa chữa"), "management": lazy("Chuyển đổi mô hình quản lý"),
}  # fmt: skip


@blueprint.get("/places/<uuid:place_id>/facts")
@requires("places.write")
def place_facts(place_id: UUID) -> Response:
    """Everything written about a place of the own communes."""
    place = own_place(place_id)
    return page("registry/desk_place_facts.html", style="desk", **_shown(place))


@blueprint.route("/places/<uuid:place_id>/facts/<string:fact>", methods=["GET", "POST"])
@requires("places.write")
def new_fact(place_id: UUID, fact: str) -> Response:
    """Write a fact down; of two who write at once the second sees what the first wrote."""
    place = own_place(place_id)
    if fact not in list_kinds_of_facts(session(), place, clock.today()):
        raise NotFound(lazy("Không ghi việc này cho loại nơi này."))
    if request.method == "GET":
        return _form(place, fact, {"version": place.version}, {})
    values, errors = read_form(FORMS[fact])
    errors, is_late = _tried(place, errors, lambda current: _write(current, place.id, fact, values))
    return _form(place, fact, _kept(place), errors, is_late) if errors else _back(place_id)


@blueprint.route("/places/<uuid:place_id>/facts/<string:fact>/<uuid:fact_id>", methods=["GET", "POST"])
@requires("places.write")
def mend_fact(place_id: UUID, fact: str, fact_id: UUID) -> Response:
    """A producer leaves, or what was written by mistake is taken back with a reason."""
    place, row = own_place(place_id), session().get(FACTS[fact], fact_id) if fact in FACTS else None
    if row is None or row.place_id != place.id:
        raise NotFound(lazy("Không có dòng này."))
    if request.method == "GET":
        return _mending(place, fact, row, {"version": place.version}, {})
    values, errors = read_form(MendForm)
    errors, is_late = _tried(place, errors, lambda current: _mend(current, fact, fact_id, values))
    return _mending(place, fact, row, _kept(place), errors, is_late) if errors else _back(place_id)


def _tried(place: SalePoint, errors: Errors, write: Callable[[Session], object]) -> tuple[Errors, bool]:
    """What is wrong with the form, and whether somebody wrote meanwhile; nothing is wrong once it is written."""
    try:
        return errors or send(write), False
    except Conflict as refused:
        session().refresh(place)
        return {"version": [str(refused)]}, True


def _kept(place: SalePoint) -> dict[str, Any]:
    """What was typed, to be sent again over the place as it stands now."""
    return typed_words() | {"version": place.version}


def _write(current: Session, place_id: UUID, fact: str, values: dict[str, Any]) -> None:
    """Write one fact from its form. Raises BadInput with the field."""
    common = {"place_id": place_id, **by()}
    if fact == "members":
        producer_id = find_producer_meant(current, values.pop("producer"))
        add_place_member(current, producer_id=producer_id, **values, **common)
    elif fact == "share-surveys":
        record_share(current, **values, **common)
    elif fact == "works":
        done_on, is_day_known = values.pop("done")
        record_work(current, done_on=done_on, is_day_known=is_day_known, **values, **common)
    else:
        record_management(current, **values, **common)


def _mend(current: Session, fact: str, fact_id: UUID, values: dict[str, Any]) -> None:
    if values["step"] == "withdraw":
        withdraw_fact(current, fact=fact, fact_id=fact_id, reason=values["reason"], version=values["version"], **by())
        return
    if fact != "members" or values["valid_to"] is None:
        raise BadInput(lazy("Ghi ngày cuối cơ sở ở đây, như 05/03/2026"), field="valid_to")
    end_place_member(current, member_id=fact_id, valid_to=values["valid_to"], version=values["version"], **by())


def _shown(place: SalePoint) -> dict[str, Any]:
    kinds = list_kinds_of_facts(session(), place, clock.today())
    return {"place": place, "kinds": kinds, "titles": TITLES, "written": list_written(session(), place.id), **WORDS}


def _form(place: SalePoint, fact: str, values: dict, errors: Errors, is_late: bool = False) -> Response:
    return page("registry/desk_place_fact.html", style="desk", status=_status(errors, is_late), fact=fact,
                values=values, errors=errors, is_late=is_late, **_shown(place))  # fmt: skip


def _mending(place: SalePoint, fact: str, row: object, values: dict, errors: Errors, is_late: bool = False) -> Response:
    return page("registry/desk_place_mend.html", style="desk", status=_status(errors, is_late), fact=fact, row=row,
                producer=find_producer_of(session(), row), values=values, errors=errors, **_shown(place))  # fmt: skip


def _status(errors: Errors, is_late: bool) -> int:
    return 409 if is_late else 422 if errors else 200


def _back(place_id: UUID) -> Response:
    return redirect(url_for(".place_facts", place_id=place_id), 303)
