"""The officers' doors of the register."""

from registry.actions import reminding  # noqa: F401 - its job is known to the workers
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
    lists,
    ocop,
    producers,
    products,
    sampling,
    sellers,
    selling,
    warnings,
)
from registry.desk import listings, places  # noqa: F401 - they add their pages
from registry.desk.frame import blueprint

__all__ = ["blueprint"]
