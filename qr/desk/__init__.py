"""The officers' doors of codes and labels."""

from qr.desk import (  # noqa: F401 - they add their pages
    alerts,
    batches,
    changes,
    labels,
    proposals,
    recalls,
    requests,
    single,
    today,
)
from qr.desk.frame import blueprint

__all__ = ["blueprint"]
