"""Units, people and signed-in browsers."""

import itertools
from datetime import date
from uuid import UUID

import pyotp
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from accounts import actions, passwords
from accounts.models import SignInSession, Unit, User
from accounts.queries import find_half_signed
from core import clock
from core.actor import SYSTEM

PASSWORD = "mat-khau-de-thu"
SINCE = date(2025, 7, 1)
_numbers = itertools.count(1)


def make_unit(
    session: Session, *, kind: str = "doi", name: str = "", parent: Unit | None = None, areas: list[UUID] | None = None
) -> Unit:
    """A unit of a kind, responsible for some communes or provinces."""
    number = next(_numbers)
    return actions.create_unit(
        session, code=f"{kind}-{number}", kind=kind, name=name or f"Đơn vị {kind} {number}", valid_from=SINCE,
        parent_id=parent.id if parent else None, area_ids=areas, actor=SYSTEM, now=clock.now(),
    )  # fmt: skip


def make_user(session: Session, *, name: str = "Lê Thị Mẫu", login: str = "") -> tuple[User, str]:
    """A person and the secret of their authenticator; the password is PASSWORD."""
    return actions.create_user(
        session, login=login or f"nguoi-{next(_numbers)}", display_name=name, password=PASSWORD,
        actor=SYSTEM, now=clock.now(),
    )  # fmt: skip


def make_officer(
    session: Session, *, role: str = "tiep_nhan", unit: Unit | None = None, unit_kind: str = "doi", name: str = "Lê Mẫu"
) -> User:
    """A person with a role in a unit."""
    user, _secret = make_user(session, name=name)
    unit = unit or make_unit(session, kind=unit_kind)
    actions.give_role(
        session, user_id=user.id, unit_id=unit.id, role=role, valid_from=SINCE, actor=SYSTEM, now=clock.now()
    )
    return user


def sign_in(session: Session, client: FlaskClient, user: User) -> FlaskClient:
    """The client with a session of the person, as after password and code (slow hashing left out)."""
    now = clock.now()
    token = passwords.new_token()
    session.add(
        SignInSession(
            token_hash=passwords.hash_token(token), form_token=passwords.new_token(), user_id=user.id,
            agent="test", created_at=now, seen_at=now, totp_passed=True,
        )
    )  # fmt: skip
    session.commit()
    client.set_cookie("phien", token)
    return client


def form_token(session: Session, client: FlaskClient) -> str:
    """The token that the signed-in client's forms carry."""
    cookie = client.get_cookie("phien")
    found = find_half_signed(session, cookie.value if cookie else "")
    return found[0].form_token if found else ""


def code_now(secret: str) -> str:
    """The six digits that the authenticator shows now."""
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()))
