"""Reading people, units and rights."""

from accounts.queries.keys import count_recovery_codes, find_challenge, find_passkey, list_passkeys
from accounts.queries.people import (
    Officer,
    find_half_signed,
    find_officer,
    find_user_by_login,
    get_user,
    list_officers,
    list_rights,
    list_sessions,
)
from accounts.queries.units import (
    default_province,
    find_unit_by_code,
    find_unit_of_kind,
    holds,
    list_unit_areas,
    list_units,
    list_units_below,
    unit_for,
    unit_on,
)

__all__ = [
    "Officer",
    "count_recovery_codes",
    "default_province",
    "find_challenge",
    "find_half_signed",
    "find_officer",
    "find_passkey",
    "find_unit_by_code",
    "find_unit_of_kind",
    "find_user_by_login",
    "get_user",
    "holds",
    "list_officers",
    "list_passkeys",
    "list_rights",
    "list_sessions",
    "list_unit_areas",
    "list_units",
    "list_units_below",
    "unit_for",
    "unit_on",
]
