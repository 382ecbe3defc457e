"""Anybody opens an account for a producer; many from one network are looked at closely, none is refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts import passwords
from accounts.actions import create_unit, create_user, give_role, open_totp
from accounts.models import User
from accounts.queries import find_unit_by_code
from core import personal
from core.actor import SYSTEM, Actor
from core.clock import legal_date
from core.errors import BadInput
from core.i18n import lazy
from registry.actions.producers import ID_FIELD, is_number_taken, keep_number
from registry.identifiers import Number, read_number
from registry.models import SignUp

UNIT = "producers"
ROLE = "producer"
FRESH = timedelta(days=3)  # a sign-up that nobody went on with keeps its number from others only so long


@dataclass(frozen=True)
class Opened:
    """An account just opened and the secret of its authenticator."""

    user: User
    secret: str


def sign_up(
    session: Session, *, kind: str, tax_code: str, login: str, password: str, form_key: str, is_held: bool,
    now: datetime,
) -> Opened:  # fmt: skip
    """An account for a producer's user. Sent twice with the same key and password it is the same account.

    `tax_code` may be the 12-digit number of a household or person. Raises BadInput naming the field.
    """
    before = session.scalar(select(SignUp).filter_by(form_key=form_key))
    if before is not None:
        return _again(session, before, password)
    number = read_number(kind, tax_code)
    if not (number.tax_code or number.id_number):
        raise BadInput(lazy("Ghi mã số thuế hoặc số định danh 12 chữ số"), field="tax_code")
    if is_number_taken(session, number) or _is_signing_up(session, number, now):
        raise BadInput(
            lazy("Số này đã được đăng ký. Nếu là của bạn, hãy đăng nhập; nếu không, hỏi Sở Công Thương."),
            field="tax_code",
        )
    user, secret = create_user(session, login=login, display_name=login, password=password, actor=SYSTEM, now=now)
    _give_role(session, user, now)
    session.add(
        SignUp(
            form_key=form_key, user_id=user.id, kind=kind, tax_code=number.tax_code or None,
            person_id=keep_number(session, number, now), is_held=is_held, at=now,
        )
    )  # fmt: skip
    session.flush()
    return Opened(user, secret)


def _again(session: Session, before: SignUp, password: str) -> Opened:
    user = session.get_one(User, before.user_id)
    if user.totp_last_step or not passwords.is_password(user.password_hash, password):
        raise BadInput(lazy("Tài khoản này đã mở rồi. Hãy đăng nhập."), field="login")
    return Opened(user, open_totp(session, user))


def _is_signing_up(session: Session, number: Number, now: datetime) -> bool:
    query = select(SignUp.id).where(SignUp.at > now - FRESH)
    if number.tax_code:
        return bool(session.scalar(query.where(SignUp.tax_code == number.tax_code)))
    people = personal.find_people(session, field=ID_FIELD, value=number.id_number)
    return bool(session.scalars(query.where(SignUp.person_id.in_(people))).first())


def _give_role(session: Session, user: User, now: datetime) -> None:
    today, actor = legal_date(now), Actor("producer", user.id, ROLE)
    unit = find_unit_by_code(session, UNIT) or create_unit(
        session, code=UNIT, kind=ROLE, name="Cơ sở sản xuất", valid_from=today, actor=SYSTEM, now=now
    )
    give_role(session, user_id=user.id, unit_id=unit.id, role=ROLE, valid_from=today, actor=actor, now=now)
