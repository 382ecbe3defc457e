"""Writing people, units, roles and sessions, by subject."""

from accounts.actions.people import create_unit, create_user, give_role, open_totp
from accounts.actions.reference import load_rights
from accounts.actions.signing import SignIn, begin_sign_in, confirm_code, end_session, touch_session

__all__ = [
    "SignIn",
    "begin_sign_in",
    "confirm_code",
    "create_unit",
    "create_user",
    "end_session",
    "give_role",
    "load_rights",
    "open_totp",
    "touch_session",
]
