"""A unit that takes reports, and somebody who reports."""

import pytest

from tests.complaints.public.walk import Reporter
from tests.factories.accounts import make_unit
from tests.factories.complaints import province


@pytest.fixture
def unit(session):
    """The market-management body of the province."""
    made = make_unit(session, kind="chi_cuc", name="Chi cục QLTT Thái Nguyên", areas=[province(session).id])
    session.commit()
    return made


@pytest.fixture
def reporter(unit, client) -> Reporter:
    """A citizen with a browser."""
    return Reporter(client)
