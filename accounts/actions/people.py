"""Writing people, units and roles."""

from datetime import date, datetime
from uuid import UUID

from cryptography.fernet import MultiFernet
from sqlalchemy.orm import Session

from accounts import passwords
from accounts.models import Membership, Unit, UnitArea, UnitVersion, User
from accounts.queries import find_user_by_login
from core import audit
from core.actor import Actor
from core.errors import BadInput
from core.fields import clean_text
from core.i18n import lazy
from core.keys import current_key, keys_of


def create_unit(
    session: Session, *, code: str, kind: str, name: str, valid_from: date, parent_id: UUID | None = None,
    area_ids: list[UUID] | None = None, source: str = "", actor: Actor, now: datetime,
) -> Unit:  # fmt: skip
    """A unit, what it is from a day on, and the communes or provinces it is responsible for."""
    unit = Unit(code=code)
    session.add(unit)
    session.flush()
    session.add(
        UnitVersion(
            unit_id=unit.id, kind=kind, name=name, parent_id=parent_id, valid_from=valid_from, source=source
        )
    )
    session.add_all(
        UnitArea(unit_id=unit.id, admin_unit_id=area_id, valid_from=valid_from) for area_id in area_ids or []
    )
    facts = {"code": code, "kind": kind, "name": name, "areas": len(area_ids or [])}
    audit.append(session, stream=f"unit:{unit.id}", kind="unit.created", actor=actor, at=now, facts=facts)
    return unit


def create_user(
    session: Session, *, login: str, display_name: str, password: str, password_hash: str = "",
    totp_secret: str = "", must_change: bool = False, actor: Actor, now: datetime,
) -> tuple[User, str]:  # fmt: skip
    """A person who can sign in, and the secret for the authenticator, which is shown once.

    With `must_change` there is no secret yet: the person changes the password and sets up the authenticator
    before anything opens, so that nobody else ever knows either.
    `password_hash` is that of this password where it was made before, for logins that have one together.
    Raises BadInput when the login is taken or the password is too short.
    """
    login = clean_text(login).lower()
    if find_user_by_login(session, login):
        raise BadInput(lazy("Tên đăng nhập “%(login)s” đã có người dùng; chọn tên khác.", login=login), field="login")
    if len(password) < passwords.SHORTEST:
        raise BadInput(
            lazy(
                "Mật khẩu có %(sent)s ký tự, cần ít nhất %(least)s.", sent=len(password), least=passwords.SHORTEST
            ),
            field="password",
        )
    secret = "" if must_change else totp_secret or passwords.new_totp_secret()
    user = User(login=login, display_name=clean_text(display_name), created_at=now)
    user.must_change = must_change
    user.password_hash = password_hash or passwords.hash_password(password)
    if secret:
        user.totp_secret = current_key(session, "person").fernet().encrypt(secret.encode())
    session.add(user)
    session.flush()
    audit.append(session, stream=f"user:{user.id}", kind="user.created", actor=actor, at=now)
    return user, secret


def give_role(
    session: Session, *, user_id: UUID, unit_id: UUID, role: str, valid_from: date, actor: Actor, now: datetime
) -> Membership:
    """A role of a person in a unit, from a day on."""
    membership = Membership(user_id=user_id, unit_id=unit_id, role=role, valid_from=valid_from)
    session.add(membership)
    facts = {"unit": unit_id, "role": role, "from": valid_from}
    audit.append(session, stream=f"user:{user_id}", kind="user.role", actor=actor, at=now, facts=facts)
    return membership


def open_totp(session: Session, user: User) -> str:
    """The secret of a person's authenticator; shown only to somebody who has just made it."""
    every = MultiFernet([key.fernet() for key in keys_of(session, "person").values()])
    return every.decrypt(user.totp_secret).decode()
