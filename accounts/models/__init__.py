"""The tables of people and units, by subject."""

from accounts.models.keys import Passkey, PasskeyChallenge, RecoveryCode
from accounts.models.people import (
    Membership,
    PersonalAccess,
    RoleRight,
    SignInSession,
    Unit,
    UnitArea,
    UnitVersion,
    User,
)

__all__ = [
    "Membership",
    "Passkey",
    "PasskeyChallenge",
    "PersonalAccess",
    "RecoveryCode",
    "RoleRight",
    "SignInSession",
    "Unit",
    "UnitArea",
    "UnitVersion",
    "User",
]
