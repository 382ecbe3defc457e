"""The officers' doors of reports and inspections."""

from complaints.desk import (  # noqa: F401 - they add their pages
    bodies,
    bundles,
    cases,
    clocks,
    decision_files,
    disputes,
    effects,
    flags,
    grouping,
    handed_in,
    handing_out,
    handling,
    inspections,
    intake,
    map,
    moderation,
    money,
    money_requests,
    originals,
    outcomes,
    queue,
    register,
    routing,
    saved_views,
    sellers,
    shortlist,
    sight,
    table,
    terms,
    today,
    transfers,
)
from complaints.desk.frame import blueprint

__all__ = ["blueprint"]
