"""Where a report goes: to the market-management unit of the place where the goods were sold.

The dated table of kinds, goods and bodies comes before this place rule once it is filled.
"""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from accounts.models import UnitVersion
from accounts.queries import unit_for


def route(session: Session, *, commune_id: UUID | None, province_id: UUID | None = None, on: date) -> UnitVersion:
    """The Đội of the commune, else the Chi cục of its province, else that of the default authority.

    A place that the reporter does not know goes to the default authority's unit.
    """
    return unit_for(session, commune_id=commune_id, province_id=province_id, on=on)
