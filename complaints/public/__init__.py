"""The citizens' doors: report, receipt, follow."""

from complaints.public import (  # noqa: F401 - each adds its pages
    bundle_check,
    confirming,
    denouncing,
    disputes,
    helping,
    installing,
    leaving,
    money,
    offers,
    one_page,
    own_data,
    pieces,
    receipts,
    reporting,
    second_door,
    tracking,
    transfers,
)
from complaints.public.frame import blueprint

__all__ = ["blueprint"]
