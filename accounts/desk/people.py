"""The administrator's pages of people: accounts, roles, a new first password."""

from datetime import date
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.access import role_name
from accounts.actions import managing
from accounts.actions.enrolment import end_other_sessions, renew_sign_in
from accounts.desk.frame import blueprint, tried
from accounts.guards import requires, signed_in
from accounts.queries import get_user, list_passkeys, list_sessions, list_units
from accounts.queries.managing import list_people, list_roles
from accounts.schemas import PersonForm, ReasonForm, RoleForm
from accounts.units import ROLES
from core import clock
from core.db import committing, session
from core.fields import clean_text
from core.forms import Errors, read_form
from core.pages import page


@blueprint.get("/people")
@requires("accounts.manage")
def people() -> Response:
    """People with their roles of today; words find by login or name."""
    return people_page({}, {})


@blueprint.post("/people")
@requires("accounts.manage")
def open_account() -> Response:
    """A new account; its first password is shown once."""
    values, errors = read_form(PersonForm)
    if errors:
        return people_page(values, errors, 422)
    sent = values | {"unit_id": values["unit"]}
    sent.pop("unit")
    made, errors = tried(
        lambda current: _first(managing.open_account(current, **sent, **_by())), {}, "login"
    )  # fmt: skip
    return people_page(values, errors, 422) if errors else password_page(*made)


@blueprint.get("/people/<uuid:user_id>")
@requires("accounts.manage")
def person(user_id: UUID) -> Response:
    """One person: roles, sessions, keys."""
    return person_page(user_id, {}, {})


@blueprint.post("/people/<uuid:user_id>/roles")
@requires("accounts.manage")
def grant_role(user_id: UUID) -> Response:
    """One more role."""
    values, errors = read_form(RoleForm)
    if not errors:
        _row, errors = tried(lambda current: managing.grant_role(
            current, user_id=user_id, unit_id=values["unit"], role=values["role"], valid_from=values["valid_from"],
            **_by(),
        ), {}, "role")  # fmt: skip
    return person_page(user_id, values, errors, 422) if errors else _back(user_id)


@blueprint.post("/people/<uuid:user_id>/roles/<uuid:membership_id>/end")
@requires("accounts.manage")
def end_role(user_id: UUID, membership_id: UUID) -> Response:
    """A role ends at once."""
    _row, errors = tried(
        lambda current: managing.end_role(current, membership_id=membership_id, **_by()), {}, "role"
    )
    return person_page(user_id, {}, errors, 422) if errors else _back(user_id)


@blueprint.post("/people/<uuid:user_id>/<any(close, open, renew):what>")
@requires("accounts.manage")
def change_account(user_id: UUID, what: str) -> Response:
    """Close or open an account, or give a new first password, with a reason."""
    values, errors = read_form(ReasonForm)
    if errors:
        return person_page(user_id, values, errors, 422)
    if what == "renew":
        password, errors = tried(
            lambda current: renew_sign_in(current, user_id=user_id, reason=values["reason"], **_by()), {}, "reason"
        )
        login = get_user(session(), user_id).login
        return person_page(user_id, values, errors, 422) if errors else password_page(login, password)
    _user, errors = tried(lambda current: managing.set_active(
        current, user_id=user_id, is_active=what == "open", reason=values["reason"], **_by()
    ), {}, "reason")  # fmt: skip
    return person_page(user_id, values, errors, 422) if errors else _back(user_id)


@blueprint.post("/people/<uuid:user_id>/sessions/end")
@requires("accounts.manage")
def end_sessions(user_id: UUID) -> Response:
    """End every session of a person."""
    get_user(session(), user_id)
    with committing() as current:
        end_other_sessions(current, user_id=user_id, keep_session=None, **_by())
    return _back(user_id)


def people_page(values: dict, errors: Errors, status: int = 200) -> Response:
    """The list and the form of a new account."""
    words = clean_text(request.args.get("text", ""))[:80]
    found, pages = list_people(session(), clock.today(), words=words, page=request.args.get("page", 1, int))
    number = min(max(request.args.get("page", 1, int), 1), pages)
    return page(
        "accounts/people.html", style="desk", status=status, people=found, pages=pages, number=number, words=words,
        values=values, errors=errors, address=lambda n: url_for(".people", page=n, text=words or None), **_choices(),
    )  # fmt: skip


def person_page(user_id: UUID, values: dict, errors: Errors, status: int = 200) -> Response:
    """One person and what can be changed."""
    user = get_user(session(), user_id)
    return page(
        "accounts/person.html", style="desk", status=status, user=user, values=values, errors=errors,
        held=list_roles(session(), [user_id], clock.today()).get(user_id, []),
        sessions=list_sessions(session(), user_id), passkeys=list_passkeys(session(), user_id), **_choices(),
    )  # fmt: skip


def password_page(login: str, password: str) -> Response:
    """A first password, shown once."""
    response = page("accounts/first_password.html", style="desk", login=login, password=password)
    response.headers["Cache-Control"] = "no-store"
    return response


def _choices() -> dict:
    today: date = clock.today()
    units = [(str(unit.unit_id), unit.name) for unit in list_units(session(), today) if unit.kind != "producer"]
    return {"units": units, "roles": [(role, role_name(role)) for role in ROLES if role != "producer"],
            "role_name": role_name}  # fmt: skip


def _first(made: tuple) -> tuple[str, str]:
    return made[0].login, made[1]


def _by() -> dict:
    return {"actor": signed_in().actor, "now": clock.now()}


def _back(user_id: UUID) -> Response:
    return redirect(url_for(".person", user_id=user_id), 303)
