"""The officers' doors of the register."""

from registry.actions import reminding  # noqa: F401 - its job is known to the workers
from registry.actions.importing import clearing  # noqa: F401 - as above
from registry.desk import (  # noqa: F401 - they add their pages
    applications,
    assessing,
    badges,
    certificates,
    changes,
    criteria,
    decisions,
    external_codes,
    imports,
    judging,
    listings,
    lists,
    ocop,
    place_facts,
    places,
    producers,
    products,
    sampling,
    sellers,
    selling,
    today,
    traces,
    warnings,
    withdrawals,
)
from registry.desk.frame import blueprint

__all__ = ["blueprint"]
