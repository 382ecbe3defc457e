"""The officers' doors of the register."""

from registry.actions import reminding  # noqa: F401 - its job is known to the workers
from registry.desk import (  # noqa: F401 - they add their pages  # noqa: F401 - they add their pages
    badges,
    external_codes,
    imports,
    lists,
    ocop,
    products,
    sampling,
    sellers,
    selling,
    warnings,
)
from registry.desk.frame import blueprint

__all__ = ["blueprint"]
