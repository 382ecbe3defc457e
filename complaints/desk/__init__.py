"""The officers' doors of reports and inspections."""

from complaints.desk import (  # noqa: F401 - they add their pages
    bodies,
    cases,
    clocks,
    flags,
    handed_in,
    handing_out,
    handling,
    inspections,
    intake,
    moderation,
    money,
    money_requests,
    originals,
    queue,
    routing,
    sellers,
    sight,
    table,
    transfers,
)
from complaints.desk.frame import blueprint

__all__ = ["blueprint"]
