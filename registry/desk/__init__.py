"""The officers' doors of the register."""

from registry.actions import reminding  # noqa: F401 - its job is known to the workers
from registry.desk import (  # noqa: F401 - they add their pages
    applications,
    badges,
    changes,
    decisions,
    external_codes,
    imports,
    lists,
    ocop,
    producers,
    products,
    sampling,
    sellers,
    selling,
    warnings,
from registry.desk import (  # noqa: F401 - they add their pages
    assessing,
    certificates,
    criteria,
    judging,
    ocop,
    products,
)
from registry.desk.frame import blueprint

__all__ = ["blueprint"]
